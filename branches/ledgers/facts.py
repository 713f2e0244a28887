"""Rows over a table that tell of its branch, label and value by turns: 党组织名称 | 青石村党支部 | 书记 | 张立."""

from __future__ import annotations

from branches.ledgers.grid import Grid
from branches.ledgers.sections import BRANCH, PLACE
from branches.ledgers.vocabulary import code_of, is_heading
from branches.ledgers.words import shown

TWO = 2


def texts_of(grid: Grid, row: int) -> list[str]:
    return [grid.text(row, column) for column in grid.filled(row)]


def texts_above(grid: Grid, rows: range, *, facts: bool = True) -> list[str]:
    """What stands in ``rows``, cell by cell; of facts each label with its value, or nothing."""
    found = []
    for row in rows:
        texts = texts_of(grid, row)
        if not is_facts(texts):
            found += texts
        elif facts:
            found += [f"{label}：{value}" for label, value in zip(texts[::TWO], texts[1::TWO], strict=True)]
    return found


def first_above(grid: Grid, row: int, stop: int) -> int | None:
    """The first of the rows of facts that stand right over ``row`` and below ``stop``, if they name somebody."""
    first = None
    for above in range(row - 1, stop, -1):
        texts = texts_of(grid, above)
        if not is_facts(texts):
            break
        first = above
    named = first is not None and any(names_whom(texts_of(grid, above)) for above in range(first, row))
    return first if named else None


def rows_to_keep(grid: Grid, rows: range) -> list[int]:
    """``rows`` without the facts about one branch: they would be wrong over a table about others."""
    told = {row: texts for row in rows if is_facts(texts := texts_of(grid, row))}
    names_branch = any(BRANCH.search(shown(text)) for texts in told.values() for text in texts)
    return [row for row in rows if not (names_branch and row in told)]


def is_facts(texts: list[str]) -> bool:
    labels, values = texts[::TWO], texts[1::TWO]
    return (
        bool(texts)
        and len(labels) == len(values)
        and all(map(_is_label, labels))
        and not any(map(_is_label, values))
    )


def names_whom(texts: list[str]) -> bool:
    """Whether facts name the branch or the township that they are about."""
    return is_facts(texts) and any(
        BRANCH.search(shown(text)) or PLACE.search(shown(text)) for text in texts[1::TWO]
    )


def _is_label(text: str) -> bool:
    return is_heading(text) and not code_of("kind", text)
