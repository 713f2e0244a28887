"""What has changed in the data since a draft was taken from it. Pure: nothing here changes a draft.

A draft's paragraphs are compared with the blocks of today by their source. Nothing of an editor's is given up: each
change is an offer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from reports.blocks import Block
from reports.choices import HEADINGS


class Row(Protocol):
    """A stored paragraph, as far as it matters here."""

    source: str
    part: int
    taken: str
    text: str


@dataclass(frozen=True, slots=True)
class State:
    """How one paragraph stands: ``edited`` by hand; ``today`` what its source says now, if that is not what was taken;
    ``gone`` if its source is no longer told of. Of a paragraph that was cut, the first part carries the offer.
    """

    edited: bool
    today: Block | None = None
    gone: bool = False

    @property
    def offers(self) -> bool:
        return self.gone or self.today is not None


@dataclass(frozen=True, slots=True)
class Comparison:
    """``states`` by place in the draft; ``added`` are blocks of today that the draft does not have."""

    states: tuple[State, ...]
    added: tuple[Block, ...]

    @property
    def offers(self) -> int:
        """How many offers there are. A new heading comes with what stands under it."""
        news = sum(block.kind not in HEADINGS for block in self.added)
        return sum(state.offers for state in self.states) + news


def compare(rows: Sequence[Row], today: Iterable[Block]) -> Comparison:
    """Where ``rows`` (in print order) differ from the blocks of ``today``."""
    blocks = {block.source: block for block in today}
    texts: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        texts[row.source].append(row.text)
    taken = {row.source: row.taken for row in rows if row.source and not row.part}
    states = tuple(_state(row, blocks, texts[row.source], taken) for row in rows)
    return Comparison(states, tuple(block for block in blocks.values() if block.source not in taken))


def _state(row: Row, blocks: dict[str, Block], texts: list[str], taken: dict[str, str]) -> State:
    if not row.source:
        return State(edited=False)
    edited = "".join(texts) != taken.get(row.source, "")
    block = blocks.get(row.source)
    if row.part:
        return State(edited)
    if block is None:
        return State(edited, gone=True)
    return State(edited, today=block if block.text != row.taken else None)


def place_of(block: Block, rows: Sequence[Row], today: Sequence[Block]) -> int:
    """Where in ``rows`` a new ``block`` belongs: behind the nearest of what today stands before it."""
    sources = [other.source for other in today]
    for source in reversed(sources[: sources.index(block.source)]):
        places = [place for place, row in enumerate(rows) if row.source == source]
        if places:
            return places[-1] + 1
    return 0


def headings_above(block: Block, today: Sequence[Block]) -> list[Block]:
    """The headings under which ``block`` stands today, from the top."""
    found: list[Block] = []
    for other in today:
        if other.kind in HEADINGS:
            found = [one for one in found if one.kind < other.kind] + [other]
        if other.source == block.source:
            return [one for one in found if one.source != block.source]
    return []
