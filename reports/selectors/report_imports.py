"""What the preview of an imported report shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.models import ReportImport
from reports.reading.arrangement import Place, Placed

PLACES: dict[Place, str | Promise] = {
    Place.TITLE: gettext_lazy("Title"),
    Place.ADDRESSEE: gettext_lazy("Addressee"),
    Place.OPENING: gettext_lazy("Opening"),
    Place.LEAD_PROBLEMS: gettext_lazy("Before the problems"),
    Place.PROBLEMS: gettext_lazy("Problems"),
    Place.LEAD_CAUSES: gettext_lazy("Before the causes"),
    Place.CAUSES: gettext_lazy("Causes"),
    Place.LEAD_MEASURES: gettext_lazy("Before the measures"),
    Place.MEASURES: gettext_lazy("Measures"),
    Place.LEAD_PLANS: gettext_lazy("Before the next steps"),
    Place.PLANS: gettext_lazy("Next steps"),
    Place.CLOSING: gettext_lazy("Closing"),
    Place.SIGNATORY: gettext_lazy("Signatory"),
    Place.DATE: gettext_lazy("Date"),
    Place.UNASSIGNED: gettext_lazy("Not assigned"),
    Place.DROPPED: gettext_lazy("Left out"),
}
_START = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A piece with where it stands in the original (the number of its paragraph, 0 if it was put together)."""

    piece: Placed
    paragraph: int
    is_first: bool
    is_last: bool

    @property
    def cuts(self) -> list[tuple[int, str, str]]:
        """Where it can be cut: number of the sentence, the end of that one, the beginning of the next."""
        told = self.piece.sentences
        return [(place, told[place - 1][-_START:], told[place][:_START]) for place in range(1, len(told))]


@dataclass(frozen=True, slots=True)
class Group:
    place: Place
    label: str | Promise
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Preview:
    groups: list[Group]
    paragraphs: list[str]
    places: list[tuple[Place, str | Promise]]

    @property
    def unassigned(self) -> int:
        return sum(len(group.rows) for group in self.groups if group.place is Place.UNASSIGNED)


def preview(found: ReportImport) -> Preview:
    """The pieces by place, those without a place first, and the original's paragraphs."""
    paragraphs = [line.strip() for line in found.text.splitlines() if line.strip()]
    order = [Place.UNASSIGNED, *(place for place in Place if place is not Place.UNASSIGNED)]
    by_place = {place: [piece for piece in found.pieces if piece.place is place] for place in order}
    groups = [
        Group(place, PLACES[place], _rows(pieces, paragraphs)) for place, pieces in by_place.items() if pieces
    ]
    return Preview(groups, paragraphs, list(PLACES.items()))


def _rows(pieces: list[Placed], paragraphs: list[str]) -> list[Row]:
    last = len(pieces) - 1
    return [
        Row(piece, _paragraph(piece, paragraphs), place == 0, place == last)
        for place, piece in enumerate(pieces)
    ]


def _paragraph(piece: Placed, paragraphs: list[str]) -> int:
    start = piece.whole[:_START].splitlines()[0] if piece.whole.strip() else ""
    return next((place for place, text in enumerate(paragraphs, 1) if start and start in text), 0)


def in_words(counts: dict[str, int], present: int) -> str:
    """What was entered, in one sentence."""
    parts = [f"{PLACES[Place(place)]} {count}" for place, count in counts.items()]
    told = _("Entered: %(parts)s.") % {"parts": _(", ").join(parts) or "0"}
    return (
        told if not present else told + " " + _("%(count)d were in the folder already.") % {"count": present}
    )
