"""Text of a formal report → its fields. The way back from ``compose`` and ``render_text``."""

from __future__ import annotations

from reports.reading.collecting import Collected
from reports.reading.contents import without_contents
from reports.reading.frame import read_frame
from reports.reading.lines import paragraphs
from reports.reading.narrative import without_headings
from reports.reading.outline import Outline
from reports.reading.pieces import LISTED, Reading
from reports.reading.sections import settle
from reports.reading.signoff import read_sign_off


def read(text: str) -> Reading:
    """Take ``text`` apart. Nothing is dropped but marks, headings and page numbers; nothing is added."""
    end = read_sign_off(without_contents(paragraphs(text)))
    frame = read_frame(end.body)
    opening, *parts = without_headings(Outline(frame.body).parts)
    found = Collected(settle(parts))
    return Reading(
        title=frame.title,
        addressee=frame.addressee,
        opening="\n".join(opening.paragraphs),
        items={role: tuple(found.items[role]) for role in LISTED},
        leads={role: "\n".join(found.leads[role]) for role in LISTED},
        closing=(*found.closing, *end.closing),
        signatory=end.signatory or frame.byline,
        date=end.date or frame.date,
        unassigned=(*frame.unassigned, *found.unassigned, *end.unassigned),
    )
