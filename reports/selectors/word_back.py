"""A Word file that was edited outside, beside the draft that it was made of: what differs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reports.alignment import align
from reports.choices import BlockKind
from reports.differences import Piece, pieces
from reports.models import Paragraph, Report
from reports.reading.files import text_of
from reports.reading.marks import Kind, Mark, mark_at
from reports.renderers.docx import render_docx
from reports.selectors.documents import document_of

_KINDS = {
    Kind.CHINESE: BlockKind.HEADING1,
    Kind.BRACKETED: BlockKind.HEADING2,
    Kind.SPOKEN: BlockKind.SPOKEN,
    Kind.ARABIC: BlockKind.ARABIC,
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of the draft's own Word file; ``row`` is None for what is no paragraph (title, date, cells)."""

    text: str
    row: Paragraph | None
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """``kind`` is changed (``row`` reads otherwise), new (behind ``row``; at the top where it is None) or gone.

    ``key`` names it as long as neither the draft nor the file changes.
    """

    kind: str
    key: str
    row: Paragraph | None
    text: str = ""
    block: BlockKind = BlockKind.PLAIN

    @property
    def was(self) -> str:
        """The fingerprint of the paragraph that is to be changed or taken out."""
        return self.row.print_of_text if self.row and self.kind != "new" else ""

    @property
    def pieces(self) -> list[Piece]:
        old = self.row.text if self.row and self.kind != "new" else ""
        return pieces(old, self.text)


@dataclass(frozen=True)
class WordBack:
    """``changes`` in reading order; ``frame`` are lines around the body that read otherwise (before, after)."""

    report: Report
    text: str
    changes: list[Change]
    frame: list[tuple[str, str]]

    @cached_property
    def by_key(self) -> dict[str, Change]:
        return {change.key: change for change in self.changes}


def read_back(report: Report, text: str, rows: Sequence[Paragraph] | None = None) -> WordBack:
    """``text`` (of the edited file) against the draft as it is now, ``rows`` if they have been read already."""
    rows = list(report.paragraphs.all()) if rows is None else rows
    old = list(_printed(rows, _own_text(report)))
    new = [line.strip() for line in text.splitlines() if line.strip()]
    bare = [_without_mark(line) for line in new]
    # A heading is left out of print while nothing is printed under it; the file may still have it.
    shown = {line.row.pk for line in old if line.row}
    left_out = {row.text for row in rows if row.is_heading and row.pk not in shown}
    changes: list[Change] = []
    frame: list[tuple[str, str]] = []
    last: Paragraph | None = None
    for before, after in align([_compared(line) for line in old], bare):
        printed = old[before] if before is not None else None
        if printed and printed.row is None:
            said = new[after] if after is not None else ""
            if said != printed.text:
                frame.append((printed.text, said))
            continue
        change = _change(printed, new[after] if after is not None else None, last, after)
        if change and not (change.kind == "new" and change.text in left_out):
            changes.append(change)
        last = printed.row if printed else last
    return WordBack(report, text, changes, frame)


def _change(
    printed: Printed | None, line: str | None, last: Paragraph | None, place: int | None
) -> Change | None:
    if printed is None or printed.row is None:
        mark = _mark(line or "")
        kind = _KINDS[mark.kind] if mark else BlockKind.PLAIN
        return Change("new", f"new-{place}", last, _without_mark(line or ""), kind)
    row = printed.row
    if line is None:
        return Change("gone", f"gone-{row.pk}", row)
    text = _without_mark(line) if printed.is_marked else line
    return Change("changed", f"changed-{row.pk}", row, text) if text != row.text else None


def _compared(line: Printed) -> str:
    """What the file's lines without their marks are compared with."""
    return _without_mark(line.row.text if line.row and not line.is_marked else line.text)


def _mark(line: str) -> Mark | None:
    """The mark of ``line``, if it is of a kind that we give ourselves: 此外 and 首先 are words of the text."""
    found = mark_at(line)
    return found if found and found.kind in _KINDS else None


def _without_mark(line: str) -> str:
    found = _mark(line)
    return line[found.end :].strip() if found else line


def _own_text(report: Report) -> list[str]:
    """What the draft's own Word file reads like, read on the same way as the one that came back."""
    with tempfile.NamedTemporaryFile(suffix=".docx") as kept:
        kept.write(render_docx(document_of(report)))
        kept.flush()
        text = text_of(Path(kept.name))
    return [line.strip() for line in text.splitlines() if line.strip()]


def _printed(rows: Sequence[Paragraph], own: Sequence[str]) -> Iterator[Printed]:
    """The lines of the draft's own file, each with the paragraph that it prints."""
    waiting = [row for row in rows if row.is_printed and not row.table]
    for line in own:
        place = next((n for n, row in enumerate(waiting) if _prints(line, row)), None)
        if place is None:
            yield Printed(line, None)
            continue
        row = waiting[place]
        del waiting[: place + 1]
        yield Printed(line, row, is_marked=line != row.text.strip())


def _prints(line: str, row: Paragraph) -> bool:
    text = row.text.strip()
    return text in {line, _without_mark(line)}
