"""What is read from a report: the fields, and what found no place among them. Leaf: no Django, no queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What a section of a report tells."""

    PROBLEMS = "problems"
    CAUSES = "causes"
    MEASURES = "measures"
    PLANS = "plans"
    OTHER = "other"


STOP = "。"
LISTED = (Role.PROBLEMS, Role.CAUSES, Role.MEASURES, Role.PLANS)


@dataclass(frozen=True, slots=True)
class Piece:
    """One item: ``title`` is the lead sentence, empty if there is none; ``text`` the rest.

    ``joint`` is the mark between them.
    """

    title: str
    text: str
    joint: str = STOP

    @property
    def whole(self) -> str:
        """The item as it is printed."""
        if not self.title:
            return self.text
        ended = self.joint == STOP and self.title.endswith(("。", "！", "？", "："))
        return f"{self.title}{'' if ended else self.joint}{self.text}"

    def as_json(self) -> dict[str, str]:
        return {"title": self.title, "text": self.text}


@dataclass(frozen=True, slots=True)
class Reading:
    """A report taken apart. Paragraphs within a field are separated by line ends.

    ``date`` is null where none is written or it names no day ("2026年6月"); such words are kept in ``unassigned``.
    """

    title: str
    addressee: str
    opening: str
    items: dict[Role, tuple[Piece, ...]]
    leads: dict[Role, str]
    closing: tuple[str, ...]
    signatory: str
    date: dt.date | None
    unassigned: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The object that ``import_report --json`` prints; the closing words have no key of their own there."""
        return {
            "title": self.title,
            "addressee": self.addressee,
            "opening": self.opening,
            **{str(role): [piece.as_json() for piece in self.items[role]] for role in LISTED},
            "leads": {str(role): self.leads[role] for role in LISTED},
            "signatory": self.signatory,
            "date": self.date and self.date.isoformat(),
            "unassigned": [*self.unassigned, *self.closing],
        }
