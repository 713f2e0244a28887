"""Which paragraph of one text is which of another, by what they say. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

Pair = tuple[int | None, int | None]
"""Places in the old and in the new text; None where the paragraph is in one of them only."""

_ALIKE = 0.4
"""Two paragraphs with a smaller share of common characters are two different ones."""


def align(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Every paragraph of both texts once, in reading order."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    found: list[Pair] = []
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            found += zip(range(start, end), range(new_start, new_end), strict=True)
        else:
            found += _between(old, new, range(start, end), range(new_start, new_end))
    return found


def _between(old: Sequence[str], new: Sequence[str], left: range, right: range) -> Iterator[Pair]:
    """Pairs of the most alike, none crossing another; what is left over stands alone."""
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for row in range(len(left) - 1, -1, -1):
        for column in range(len(right) - 1, -1, -1):
            both = best[row + 1][column + 1] + _likeness(old[left[row]], new[right[column]])
            best[row][column] = max(both, best[row + 1][column], best[row][column + 1])
    row = column = 0
    while row < len(left) and column < len(right):
        if best[row][column] == best[row + 1][column]:
            yield left[row], None
            row += 1
        elif best[row][column] == best[row][column + 1]:
            yield None, right[column]
            column += 1
        else:
            yield left[row], right[column]
            row, column = row + 1, column + 1
    yield from ((place, None) for place in left[row:])
    yield from ((None, place) for place in right[column:])


def _likeness(old: str, new: str) -> float:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0
    ratio = matcher.ratio()
    return ratio if ratio >= _ALIKE else 0
