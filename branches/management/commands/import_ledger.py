from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError
from django.utils import timezone

from accounts.choices import Level, Role
from accounts.exchange.workbooks import Sheet, UnreadableWorkbook, read
from accounts.models import Organisation, User
from branches.choices import RowState
from branches.ledgers.preview import listed
from branches.ledgers.records import BranchRecord
from branches.ledgers.table import Table
from branches.models import Branch, Campaign
from branches.services import import_checks, imports
from branches.services.import_checks import Check

TABLE_CELLS = 3


class Command(BaseCommand):
    help = (
        "Take over a ledger (.xlsx, .xls, .csv), or with --dry-run only say what it would do. "
        "--json prints one object: sheets (each table with its heading rows, counted from 1, the rows of data read, "
        'and its columns: heading, joined by " / " where heads are merged, without blanks and line breaks, to the code '
        "of the field or null); branches (names in the order of appearance); problems and measures (recognised, those "
        "in refused rows included); new, changed, unchanged and refused (rows: each row read is counted once); errors "
        "(why rows are refused, and sheets that look like tables but have no known headings; row counts from 1). Rows "
        "of totals, repeated headings, signatures and notes are not data; which they are, standard error tells. "
        "Identity-card and mobile numbers and names of petitioners are struck out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--campaign", type=int, metavar="YEAR", help="the campaign's year; without it the latest"
        )
        parser.add_argument(
            "--township", metavar="NAME", help="whose ledger it is, for rows that name no township"
        )
        parser.add_argument("--branch", metavar="NAME", help="whom a ledger is about that names no branch")
        parser.add_argument(
            "--by", metavar="USERNAME", help="who takes it over; without it the township's only clerk"
        )
        parser.add_argument("--dry-run", action="store_true", help="read and compare only, write nothing")
        parser.add_argument("--json", action="store_true", help="print what was found as one JSON object")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            sheets = read(file)
            campaign = _campaign(options["campaign"], is_dry=options["dry_run"])
            township = _township(options["township"], is_dry=options["dry_run"])
            result, found = self._done(sheets, file, campaign, township, options)
        except UnreadableWorkbook as error:
            raise CommandError(str(error)) from error
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(
                f"The database is not set up: run manage.py migrate first. ({error})"
            ) from error
        except (ValidationError, PermissionDenied) as refusal:
            raise CommandError(" ".join(getattr(refusal, "messages", [str(refusal)]))) from refusal
        answer = as_json(result, found, sheets)
        for line in passed_over(found):
            self.stderr.write(line)
        self.stdout.write(
            json.dumps(answer, ensure_ascii=False, indent=2) if options["json"] else in_words(answer)
        )

    def _done(
        self,
        sheets: list[Sheet],
        file: Path,
        campaign: Campaign,
        township: Organisation | None,
        options: dict[str, Any],
    ) -> tuple[Check, list[Table]]:
        """Check the ledger, and write it unless that is not wanted; the check is that of before the writing."""
        by = _writer(options["by"], township) if options["by"] or not options["dry_run"] else None
        branch = _branch(options["branch"], township)
        found = import_checks.recognised(sheets, {})
        if not found:
            raise CommandError(imports.no_headings())
        result = import_checks.check(found, campaign=campaign, by=by, township=township, branch=branch)
        if by and not options["dry_run"]:
            ledger = imports.receive(
                by=by, sheets=sheets, name=file.name, campaign=campaign, township=township, branch=branch
            )
            imports.write(ledger=ledger, by=by)
        return result, found


def _campaign(year: int | None, *, is_dry: bool) -> Campaign:
    """The campaign of ``year``, or the latest; a dry run before the first reads as if one of that year had begun."""
    found = Campaign.objects.filter(year=year) if year else Campaign.objects.all()
    campaign = found.first()
    if campaign is None and is_dry and not Campaign.objects.exists():
        year = year or timezone.localdate().year
        return Campaign(year=year, starts_on=dt.date(year, 1, 1), ends_on=dt.date(year, 12, 31))
    if campaign is None:
        wanted = f"There is no campaign of {year}." if year else "There is no campaign yet."
        raise CommandError(f"{wanted} Start one in the administration, or run load_demo for an invented one.")
    return campaign


def _township(name: str | None, *, is_dry: bool) -> Organisation | None:
    """The township called ``name``, or the only one; a dry run before the first takes those of the ledger."""
    places = Organisation.objects.filter(level=Level.TOWNSHIP, is_active=True)
    if is_dry and not Organisation.objects.filter(level=Level.TOWNSHIP).exists():
        return None
    if not places.exists():
        raise CommandError("There is no township yet. Add one in the administration.")
    if name is None:
        return places.first() if places.count() == 1 else None
    found = places.filter(name=name)
    if found.count() != 1:
        there = "、".join(places.values_list("name", flat=True)[:20])
        raise CommandError(f"There is no township “{name}” (or several). There are: {there}.")
    return found.get()


def _branch(name: str | None, township: Organisation | None) -> Branch | None:
    if name is None:
        return None
    if township is None:
        raise CommandError("With --branch name its --township too.")
    return Branch.objects.filter(township=township, name=name).first() or Branch(township=township, name=name)


def _writer(username: str | None, township: Organisation | None) -> User:
    clerks = User.objects.filter(is_active=True).select_related("organisation")
    if username:
        found = clerks.filter(username=username).first()
        if found is None:
            raise CommandError(f"There is nobody of the name “{username}”.")
        return found
    own = list(clerks.filter(role=Role.STAFF, organisation=township)) if township else []
    if len(own) != 1:
        raise CommandError("Say who takes the ledger over: --by USERNAME, a clerk of the township.")
    return own[0]


def as_json(result: Check, found: list[Table], sheets: list[Sheet]) -> dict[str, Any]:
    """The answer as the help of the command describes it."""
    reading = result.reading
    counts = result.counts
    return {
        "sheets": [_sheet(table) for table in found]
        + [_unread(sheet) for sheet in sheets if _is_unread(sheet, found)],
        "branches": _names(reading.branches),
        "problems": len(reading.problems),
        "measures": len(reading.measures),
        "new": counts[RowState.NEW],
        "changed": counts[RowState.CHANGED],
        "unchanged": counts[RowState.UNCHANGED],
        "refused": counts[RowState.REFUSED],
        "errors": [
            *(listed(one, reading) for one in result.findings if one.severity == "error"),
            *_unread_errors(sheets, found),
        ],
    }


def passed_over(found: list[Table]) -> list[str]:
    """Which rows of each table are no data, and why: nothing is left out in silence."""
    lines = []
    for table in found:
        rows: dict[str, list[int]] = {}
        for row, reason in table.passed.items():
            rows.setdefault(reason, []).append(row + 1)
        told = "; ".join(f"{reason} {', '.join(map(str, numbers))}" for reason, numbers in rows.items())
        lines += [f"{table.sheet.name}: no data in rows: {told}"] if told else []
    return lines


def _names(branches: Iterable[BranchRecord]) -> list[str]:
    """Each branch once, in order; two of one name are two where they are of two townships."""
    told = dict.fromkeys((branch.name, branch.township) for branch in branches if branch.name)
    placed = {name for name, township in told if township}
    return [name for name, township in told if township or name not in placed]


def _unread_errors(sheets: list[Sheet], found: list[Table]) -> list[dict[str, Any]]:
    """One for each sheet that looks like a table, but of which no headings were recognised."""
    return [
        {"sheet": sheet.name, "row": row, "column": "", "value": "", "message": imports.no_headings()}
        for sheet in sheets
        if _is_unread(sheet, found) and not sheet.hidden and (row := _first_of_table(sheet))
    ]


def _first_of_table(sheet: Sheet) -> int:
    """The first row (from 1) of several cells, where there are at least two such; else 0."""
    rows = [
        number
        for number, cells in enumerate(sheet.rows, 1)
        if sum(bool(str(cell).strip()) for cell in cells) >= TABLE_CELLS
    ]
    return rows[0] if len(rows) > 1 else 0


def _sheet(table: Table) -> dict[str, Any]:
    return {
        "name": table.sheet.name,
        "heading_rows": table.heading_rows,
        "rows_read": len(table.data),
        "columns": {column.heading: column.field for column in table.columns},
    }


def _is_unread(sheet: Sheet, found: list[Table]) -> bool:
    return all(table.sheet.name != sheet.name for table in found)


def _unread(sheet: Sheet) -> dict[str, Any]:
    return {"name": sheet.name, "heading_rows": [], "rows_read": 0, "columns": {}}


def in_words(answer: dict[str, Any]) -> str:
    """For a person at a terminal."""
    lines = [
        f"{one['name']}: {one['rows_read']} rows below row {one['heading_rows']}" for one in answer["sheets"]
    ]
    counts = [
        f"{name}: {answer[name]}"
        for name in ("problems", "measures", "new", "changed", "unchanged", "refused")
    ]
    errors = [f"{one['sheet']} {one['row']} {one['column']}: {one['message']}" for one in answer["errors"]]
    return "\n".join([*lines, ", ".join(counts), *errors])
