"""What changed between two texts, in pieces a reader can follow. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

_SHORT = 3
"""Fewer equal characters than this between two changes belong to the change."""


@dataclass(frozen=True, slots=True)
class Piece:
    """``kind`` is same, old (taken out) or new (put in)."""

    kind: str
    text: str


def pieces(old: str, new: str) -> list[Piece]:
    """``old`` and ``new`` woven together; without the new ones it is ``old``, without the old ones ``new``."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    found: list[Piece] = []
    out = into = ""
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        both = old[start:end]
        stands_alone = not (out or into) or end == len(old)
        if kind == "equal" and (len(both) >= _SHORT or stands_alone):
            found += [*_change(out, into), Piece("same", both)]
            out = into = ""
        else:
            out, into = out + both, into + new[new_start:new_end]
    return [*found, *_change(out, into)]


def _change(out: str, into: str) -> Iterator[Piece]:
    if out:
        yield Piece("old", out)
    if into:
        yield Piece("new", into)
