"""Text of a formal report → its fields. The way back from ``compose`` and ``render_text``."""

from __future__ import annotations

from reports.reading.chapters import unfolded
from reports.reading.characters import simplified, tidied
from reports.reading.collecting import Collected
from reports.reading.contents import without_contents
from reports.reading.frame import Frame, read_frame
from reports.reading.furniture import without_furniture
from reports.reading.lines import paragraphs
from reports.reading.lists import piece
from reports.reading.narrative import without_headings
from reports.reading.outline import Outline
from reports.reading.pieces import LISTED, Piece, Reading, Role
from reports.reading.regular import Regular, is_closing, regular
from reports.reading.sections import settle
from reports.reading.signoff import SignOff, read_sign_off
from reports.reading.table_rows import read_table_rows
from reports.reading.widths import as_written, widened


def read(text: str) -> Reading:
    """Take ``text`` apart. Nothing is dropped but marks, headings and page numbers; nothing is added."""
    plain = simplified(text)
    if (found := regular(plain)) and (reading := _read_regular(found)):
        return as_written(reading, text, plain)
    tidy = tidied(text)
    plain = widened(simplified(tidy))
    return as_written(_read_free(plain), tidy, plain)


def _read_regular(found: Regular) -> Reading | None:
    """The reading of a text in the form of our own; nothing where its end says more than an end does."""
    tail, within, below = without_furniture(found.tail)
    _, *closing = (end := read_sign_off(["", *tail])).body
    if not all(map(is_closing, closing)):
        return None
    head, *above = without_furniture(found.head)
    frame = read_frame(head)
    return _reading(
        frame,
        end,
        opening=frame.body,
        items={
            role: [
                piece(text.split("\n"), role)
                for part in found.parts
                if part.role is role
                for text in part.items
            ]
            for role in LISTED
        },
        leads={
            role: [text for part in found.parts if part.role is role for text in part.leads]
            for role in LISTED
        },
        closing=closing,
        unassigned=[
            text
            for part in found.parts
            if part.role is Role.OTHER
            for text in (part.line, *part.leads, *part.items)
        ],
        furniture=([*above[0], *above[1]], [*within, *below]),
    )


def _read_free(text: str) -> Reading:
    """The reading of a text in whatever form."""
    told, above, below = without_furniture(paragraphs(text))
    table = read_table_rows(without_contents(unfolded(told)))
    end = read_sign_off(table.body)
    frame = read_frame(end.body)
    opening, *parts = without_headings(Outline(frame.body).parts)
    found = Collected(settle(parts, tabled=any(role is Role.MEASURES for role, _ in table.cells)))
    found.take_cells(table.cells)
    return _reading(
        frame,
        end,
        opening=opening.paragraphs,
        items=found.items,
        leads=found.leads,
        closing=found.closing,
        unassigned=[*table.others, *found.unassigned],
        furniture=(above, below),
    )


def _reading(
    frame: Frame,
    end: SignOff,
    *,
    opening: list[str],
    items: dict[Role, list[Piece]],
    leads: dict[Role, list[str]],
    closing: list[str],
    unassigned: list[str],
    furniture: tuple[list[str], list[str]],
) -> Reading:
    return Reading(
        title=frame.title,
        addressee=frame.addressee or _receiver(frame, end),
        opening="\n".join(opening),
        items={role: tuple(items[role]) for role in LISTED},
        leads={role: "\n".join(leads[role]) for role in LISTED},
        closing=(*closing, *end.closing),
        signatory=end.signatory or frame.byline,
        date=end.date or frame.date,
        unassigned=(
            *furniture[0],
            *frame.unassigned,
            *_told_twice(frame, end),
            *unassigned,
            *end.unassigned,
            *furniture[1],
        ),
    )


def _receiver(frame: Frame, end: SignOff) -> str:
    """The department under the title, if somebody else signed."""
    receives = frame.may_receive and end.signatory not in {"", frame.byline}
    return frame.byline if receives else ""


def _told_twice(frame: Frame, end: SignOff) -> list[str]:
    """Who wrote it and when, as it stands under the title, where the signature says something else."""
    received = not frame.addressee and _receiver(frame, end)
    return [
        *(
            [frame.byline]
            if frame.byline and end.signatory not in {"", frame.byline} and not received
            else []
        ),
        *([frame.day] if frame.date and end.date not in {None, frame.date} else []),
    ]
