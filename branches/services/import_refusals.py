"""The rows of a ledger that cannot be taken over, kept and handed back with what is wrong with each."""

from __future__ import annotations

from accounts.exchange.workbooks import Sheet
from branches.choices import RowState
from branches.ledgers import error_workbook
from branches.ledgers.storing import unpacked
from branches.ledgers.table import Table
from branches.models import ImportRow, LedgerImport
from branches.selectors import imports as selectors
from branches.services.import_checks import Check, recognised


def stored_sheets(ledger: LedgerImport) -> list[Sheet]:
    """The cells that were read from the ledger; once it is written, those of its refused rows."""
    with ledger.cells.open("rb") as stored:
        return unpacked(stored.read())


def refused_sheets(found: list[Table], result: Check) -> list[Sheet]:
    """The refused rows of each table, with what is wrong."""
    sheets = []
    for place, table in enumerate(found):
        messages = {
            view.spot.row: in_words(view.findings)
            for view in result.rows
            if view.spot.table == place and view.state == RowState.REFUSED
        }
        if messages:
            sheets.append(error_workbook.refused(table, messages))
    return sheets


def in_words(findings: list[list[str]]) -> str:
    """What is wrong with a row, in one cell."""
    return "\n".join(
        f"{column}：{message}" if column else message
        for severity, column, _value, message in findings
        if severity == "error"
    )


def refused_workbook(ledger: LedgerImport) -> bytes:
    """The refused rows as an .xlsx, to be corrected and brought in again."""
    sheets = stored_sheets(ledger)
    if ledger.is_open:
        sheets = [
            error_workbook.refused(table, {row.row: in_words(row.details["findings"]) for row in rows})
            for table in recognised(sheets, ledger.chosen)
            if (rows := _refused_in(ledger, table))
        ]
    return error_workbook.workbook(sheets)


def _refused_in(ledger: LedgerImport, table: Table) -> list[ImportRow]:
    numbers = {row + 1 for row in table.data}
    found = selectors.rows(ledger, RowState.REFUSED).filter(sheet=table.sheet.name[:100])
    return [row for row in found if row.row in numbers]
