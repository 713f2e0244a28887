"""Taking over what was edited in Word outside: the changes that somebody chose, and no other."""

from __future__ import annotations

from collections.abc import Mapping

from accounts.audit import service
from accounts.models import User
from reports.exceptions import Clash, Overtaken
from reports.models import Paragraph, Report
from reports.selectors.word_back import Change, read_back
from reports.services.sheets import Sheet, lock_report


@service
def take_over(*, report: Report, text: str, chosen: Mapping[str, str], by: User) -> int:
    """Write the ``chosen`` changes (their keys, each with the fingerprint of the paragraph that the page showed) that
    the file's ``text`` makes to the draft; how many there were.

    Raises ``Overtaken`` where somebody has reworded a paragraph since, and ``PermissionDenied``; then nothing is
    written.
    """
    sheet = Sheet.of(lock_report(report.pk, by))
    found = read_back(sheet.report, text, sheet.rows)
    taken = [change for change in found.changes if change.key in chosen]
    clashes = [_clash(change) for change in taken if change.was != chosen[change.key]]
    if clashes or len(taken) < len(chosen):
        raise Overtaken(clashes)
    behind: dict[int | None, Paragraph | None] = {}
    for change in taken:
        _take(sheet, change, behind)
    sheet.close()
    return len(taken)


def _clash(change: Change) -> Clash:
    return Clash(change.row.pk if change.row else 0, change.text, change.row)


def _take(sheet: Sheet, change: Change, behind: dict[int | None, Paragraph | None]) -> None:
    row = change.row
    if change.kind == "new":
        key = row.pk if row else None
        above = behind.get(key, row)
        new = Paragraph(report=sheet.report, position=0, kind=change.block, text=change.text)
        sheet.insert(sheet.rows.index(above) + 1 if above else 0, new)
        behind[key] = new
    elif row is not None and change.kind == "gone":
        _leave_out(sheet, row)
    elif row is not None:
        row.text = change.text
        sheet.touch(row)


def _leave_out(sheet: Sheet, row: Paragraph) -> None:
    """It is left out of print and stays in the draft, so that it can come back."""
    row.hidden = True
    sheet.touch(row)
