"""Text of a formal report → its fields. The way back from ``compose`` and ``render_text``."""

from __future__ import annotations

from reports.reading.collecting import Collected
from reports.reading.contents import without_contents
from reports.reading.frame import Frame, read_frame
from reports.reading.lines import paragraphs
from reports.reading.narrative import without_headings
from reports.reading.outline import Outline
from reports.reading.pieces import LISTED, Reading
from reports.reading.sections import settle
from reports.reading.signoff import SignOff, read_sign_off
from reports.reading.table_rows import read_table_rows


def read(text: str) -> Reading:
    """Take ``text`` apart. Nothing is dropped but marks, headings and page numbers; nothing is added."""
    table = read_table_rows(without_contents(paragraphs(text)))
    end = read_sign_off(table.body)
    frame = read_frame(end.body)
    opening, *parts = without_headings(Outline(frame.body).parts)
    found = Collected(settle(parts))
    found.take_cells(table.cells)
    return Reading(
        title=frame.title,
        addressee=frame.addressee,
        opening="\n".join(opening.paragraphs),
        items={role: tuple(found.items[role]) for role in LISTED},
        leads={role: "\n".join(found.leads[role]) for role in LISTED},
        closing=(*found.closing, *end.closing),
        signatory=end.signatory or frame.byline,
        date=end.date or frame.date,
        unassigned=(
            *frame.unassigned,
            *_told_twice(frame, end),
            *table.others,
            *found.unassigned,
            *end.unassigned,
        ),
    )


def _told_twice(frame: Frame, end: SignOff) -> list[str]:
    """Who wrote it and when, as it stands under the title, where the signature says something else."""
    return [
        *([frame.byline] if frame.byline and end.signatory not in {"", frame.byline} else []),
        *([frame.day] if frame.date and end.date not in {None, frame.date} else []),
    ]
