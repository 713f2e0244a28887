"""A reading laid out as pieces that a person moves, splits, merges or drops until each stands where it belongs.

Pure functions from one tuple of pieces to the next. Nothing is ever lost: what is dropped stands apart and can come
back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from reports.numbering import written_date
from reports.reading.lists import piece
from reports.reading.pieces import LISTED, STOP, Piece, Reading, Role

Pieces = tuple["Placed", ...]
_SENTENCE = re.compile(r"(?<=[。！？；;])(?![”’）)])|(?<=\n)")


class Place(StrEnum):
    """Where a piece can stand, in the order of a report."""

    TITLE = "title"
    ADDRESSEE = "addressee"
    OPENING = "opening"
    LEAD_PROBLEMS = "lead_problems"
    PROBLEMS = "problems"
    LEAD_CAUSES = "lead_causes"
    CAUSES = "causes"
    LEAD_MEASURES = "lead_measures"
    MEASURES = "measures"
    LEAD_PLANS = "lead_plans"
    PLANS = "plans"
    CLOSING = "closing"
    SIGNATORY = "signatory"
    DATE = "date"
    UNASSIGNED = "unassigned"
    DROPPED = "dropped"

    @property
    def role(self) -> Role | None:
        """The role of an item that stands here; None where no items stand."""
        return Role(self.value) if self.value in LISTED else None


@dataclass(frozen=True, slots=True)
class Placed:
    """One piece: ``title`` is its lead sentence, if it is an item that has one; ``joint`` the mark behind that."""

    key: int
    place: Place
    text: str
    title: str = ""
    joint: str = STOP

    @property
    def whole(self) -> str:
        return Piece(self.title, self.text, self.joint).whole

    @property
    def sentences(self) -> list[str]:
        return [part for part in _SENTENCE.split(self.whole) if part.strip()]


def arranged(reading: Reading) -> Pieces:
    """``reading`` as pieces, numbered from 1."""
    return tuple(
        Placed(key, place, item.text, item.title, item.joint)
        for key, (place, item) in enumerate(_laid_out(reading), 1)
    )


def _laid_out(reading: Reading) -> Iterator[tuple[Place, Piece]]:
    day = written_date(reading.date) if reading.date else ""
    yield from _plain(Place.TITLE, reading.title)
    yield from _plain(Place.ADDRESSEE, reading.addressee)
    yield from _plain(Place.OPENING, reading.opening)
    for role in LISTED:
        yield from _plain(Place(f"lead_{role}"), reading.leads[role])
        yield from ((Place(role), item) for item in reading.items[role])
    yield from _plain(Place.CLOSING, *reading.closing)
    yield from _plain(Place.SIGNATORY, reading.signatory)
    yield from _plain(Place.DATE, day)
    yield from _plain(Place.UNASSIGNED, *reading.unassigned)


def _plain(place: Place, *texts: str) -> Iterator[tuple[Place, Piece]]:
    return ((place, Piece("", text)) for text in texts if text)


def move(pieces: Pieces, key: int, place: Place) -> Pieces:
    """Put a piece last at ``place``. Raises ``LookupError`` for a key that is not there, as all of these do."""
    found = _find(pieces, key)
    others = tuple(other for other in pieces if other.key != key)
    return (*others, _as_item(replace(found, place=place)))


def shift(pieces: Pieces, key: int, by: int) -> Pieces:
    """Exchange a piece with the one before (``by`` -1) or behind it (1) at the same place."""
    found = _find(pieces, key)
    row = [other for other in pieces if other.place is found.place]
    target = row.index(found) + by
    if not 0 <= target < len(row):
        return pieces
    swap = {found: row[target], row[target]: found}
    return tuple(swap.get(other, other) for other in pieces)


def split(pieces: Pieces, key: int, after: int) -> Pieces:
    """Cut a piece behind its sentence ``after`` (counted from 1); the second half stands behind the first."""
    found = _find(pieces, key)
    sentences = found.sentences
    if not 0 < after < len(sentences):
        raise LookupError(f"{key} has {len(sentences)} sentences")
    first, second = "".join(sentences[:after]).strip(), "".join(sentences[after:]).strip()
    new_key = max(other.key for other in pieces) + 1
    halves = (
        _as_item(replace(found, title="", text=first, joint=STOP)),
        _as_item(replace(found, key=new_key, title="", text=second, joint=STOP)),
    )
    return _replaced(pieces, found, halves)


def merge(pieces: Pieces, key: int) -> Pieces:
    """Join a piece to the one before it at the same place; the first of a place stays as it is."""
    found = _find(pieces, key)
    row = [other for other in pieces if other.place is found.place]
    if row[0] == found:
        return pieces
    before = row[row.index(found) - 1]
    text = f"{before.text}\n{found.whole}" if before.text else found.whole
    joined = replace(before, text=text)
    return _replaced(tuple(other for other in pieces if other != found), before, (joined,))


def text_at(pieces: Pieces, place: Place) -> str:
    """What stands at ``place``, a paragraph a piece."""
    return "\n".join(found.whole for found in pieces if found.place is place)


def _find(pieces: Pieces, key: int) -> Placed:
    for found in pieces:
        if found.key == key:
            return found
    raise LookupError(f"no piece {key}")


def _as_item(found: Placed) -> Placed:
    """With the lead sentence told apart where items stand, and as one text elsewhere."""
    if role := found.place.role:
        item = piece(found.whole.split("\n"), role)
        return replace(found, title=item.title, text=item.text, joint=item.joint)
    return replace(found, title="", text=found.whole, joint=STOP)


def _replaced(pieces: Pieces, old: Placed, new: tuple[Placed, ...]) -> Pieces:
    return tuple(one for found in pieces for one in (new if found == old else (found,)))


def as_rows(pieces: Pieces) -> list[dict[str, Any]]:
    """For a JSON column."""
    return [
        {
            "key": found.key,
            "place": str(found.place),
            "text": found.text,
            "title": found.title,
            "joint": found.joint,
        }
        for found in pieces
    ]


def from_rows(rows: list[dict[str, Any]]) -> Pieces:
    """Rows that were kept before the mark was told have a full stop there."""
    return tuple(
        Placed(row["key"], Place(row["place"]), row["text"], row["title"], row.get("joint", STOP))
        for row in rows
    )
