"""Where the cells of a table lie on its grid, and which rows belong together. Leaf: no Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.document import Cell

Rows = tuple[tuple[Cell, ...], ...]
_NOTHING = Cell("")


@dataclass(frozen=True, slots=True)
class Place:
    """A cell in one row. ``begins`` is False where it only reaches down from a row above."""

    column: int
    cell: Cell
    begins: bool


def placed(rows: Rows, width: int) -> tuple[tuple[Place, ...], ...]:
    """``rows`` with every one of ``width`` columns covered: by a cell, by one from above, or by an empty one."""
    reaching: dict[int, tuple[Cell, int]] = {}
    return tuple(tuple(_row(row, reaching, width)) for row in rows)


def _row(row: tuple[Cell, ...], reaching: dict[int, tuple[Cell, int]], width: int) -> Iterator[Place]:
    cells, column = iter(row), 0
    while column < width:
        if column in reaching:
            cell, left = reaching.pop(column)
            begins = False
        else:
            cell = next(cells, _NOTHING)
            left, begins = cell.rows, True
        if left > 1:
            reaching[column] = (cell, left - 1)
        yield Place(column, cell, begins)
        column += cell.columns


def kept_together(rows: Rows) -> Iterator[Rows]:
    """``rows`` in runs that cells over several rows hold together."""
    start, end = 0, 0
    for number, row in enumerate(rows):
        if number == end and number > start:
            yield rows[start:number]
            start = number
        end = max(end, number + max((cell.rows for cell in row), default=1))
    if rows:
        yield rows[start:]
