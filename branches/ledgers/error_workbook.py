"""The rows that were refused, under their own headings, with what is wrong beside them: to correct and send again."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from accounts.exchange.printed import saved
from accounts.exchange.workbooks import Cell, Merge, Sheet
from branches.ledgers.table import Table
from branches.ledgers.tables import ERRORS

WIDEST, NARROWEST = 48, 8
_LINE = Side(style="thin", color="BFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="F1EEE8")
_WRONG = PatternFill("solid", fgColor="FBEEEC")


def refused(table: Table, messages: Mapping[int, str]) -> Sheet:
    """A sheet of the refused rows (row from 1 → what is wrong). What merges gave them is written out in each."""
    grid, last = table.grid, table.band.top + table.band.depth
    width = max(column.place for column in table.columns) + 1
    rows: list[list[Cell]] = [_padded(table.sheet.rows[row], width) for row in range(last)]
    rows[last - 1].append(ERRORS)
    for number, message in sorted(messages.items()):
        places = [grid.value(number - 1, column) for column in range(width)]
        # As the sheet has it, with the mark of a text that is no formula.
        cells: list[Cell] = [place.raw and table.sheet.cell(place.row, place.column) for place in places]
        rows.append([*cells, message])
    merges: list[Merge] = [merge for merge in table.sheet.merges if merge[2] < last]
    return Sheet(table.sheet.name, rows, merges)


def _padded(cells: list[Cell], width: int) -> list[Cell]:
    return [*cells[:width], *[""] * (width - len(cells))]


def workbook(sheets: list[Sheet]) -> bytes:
    """``sheets`` as an .xlsx. Every text is a text: nothing that begins like a formula becomes one."""
    book = Workbook()
    book.remove(book.active)
    for number, sheet in enumerate(sheets, 1):
        page = book.create_sheet(f"{sheet.name[:24]}{number if number > 1 else ''}")
        for row, cells in enumerate(sheet.rows, 1):
            for column, content in enumerate(cells, 1):
                _write(
                    page.cell(row, column),
                    content,
                    is_head=row <= _heads(sheet),
                    is_last=column == len(cells),
                )
        for top, left, bottom, right in sheet.merges:
            page.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
        for column in range(1, sheet.width + 1):
            page.column_dimensions[get_column_letter(column)].width = _width(sheet, column - 1)
    return saved(book)


def _heads(sheet: Sheet) -> int:
    """How many rows stand above the refused ones: down to the one that ends in the heading of what is wrong."""
    return next((number for number, row in enumerate(sheet.rows, 1) if row and row[-1] == ERRORS), 0)


def _write(cell: object, content: Cell, *, is_head: bool, is_last: bool) -> None:
    cell.value = content if content != "" else None  # type: ignore[attr-defined]
    if isinstance(content, str) and content:
        cell.data_type = "s"  # type: ignore[attr-defined]
    cell.border, cell.alignment = _BOX, Alignment(wrap_text=True, vertical="center" if is_head else "top")  # type: ignore[attr-defined]
    if is_head:
        cell.font, cell.fill = Font(bold=True), _HEAD  # type: ignore[attr-defined]
    elif is_last:
        cell.fill = _WRONG  # type: ignore[attr-defined]


def _width(sheet: Sheet, column: int) -> int:
    lengths = [len(str(sheet.cell(row, column))) * 2 for row in range(min(len(sheet.rows), 50))]
    return min(WIDEST, max([NARROWEST, *lengths[2:]]))
