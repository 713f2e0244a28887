"""Rows of the papers' tables: words of deadlines, and cells that several rows share."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import Any

from branches.models import Measure, Problem, Rectification, TaskForceMember
from reports.document import Align, Cell
from reports.numbering import written_date

MOST_LINES = 12
"""Rows that share a cell stay on one page, so no more than half a page of them may; the next begins with it again."""
_LINE = 52
"""Characters of 12 pt in 225 mm."""


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    share: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """``shared`` are the first cells, set once for all rows with the same ``key`` that follow each other."""

    key: Any
    shared: tuple[str, ...]
    own: tuple[str, ...]


def head(columns: tuple[Column, ...]) -> tuple[tuple[Cell, ...], ...]:
    return (tuple(Cell(column.heading, align=Align.CENTRE) for column in columns),)


def body(rows: Iterable[Row], columns: tuple[Column, ...]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        cells
        for _, group in groupby(rows, key=lambda row: row.key)
        for run in _runs(group, columns)
        for cells in _cells(run, columns)
    )


def _runs(rows: Iterable[Row], columns: tuple[Column, ...]) -> Iterator[list[Row]]:
    run: list[Row] = []
    height = 0
    for row in rows:
        lines = _lines(row, columns)
        if run and height + lines > MOST_LINES:
            yield run
            run, height = [], 0
        run.append(row)
        height += lines
    yield run


def _lines(row: Row, columns: tuple[Column, ...]) -> int:
    """About how many lines the own cells of ``row`` take."""
    return max(
        sum(ceil(_width(part) * 100 / (column.share * _LINE)) or 1 for part in text.split("\n"))
        for text, column in zip(row.own, columns[len(row.shared) :], strict=True)
    )


def _width(text: str) -> float:
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def _cells(run: list[Row], columns: tuple[Column, ...]) -> Iterator[tuple[Cell, ...]]:
    for place, row in enumerate(run):
        shared = row.shared if place == 0 else ()
        first = len(row.shared)
        yield (
            *(
                Cell(text, rows=len(run), align=column.align)
                for text, column in zip(shared, columns, strict=False)
            ),
            *(Cell(text, align=column.align) for text, column in zip(row.own, columns[first:], strict=True)),
        )


def holder(member: TaskForceMember) -> str:
    """Unit, post and name as they are written in running text: 县委常委、组织部部长张三."""
    return f"{member.unit}{member.post}{member.name}"


def deadline(row: Problem | Measure | Rectification) -> str:
    """The deadline as the office wrote it, or its date."""
    return row.deadline or (written_date(row.due_on) if row.due_on else "")


def numbered(texts: list[str]) -> str:
    """Several texts in one cell: 1.… 2.…, each on a line of its own."""
    if len(texts) < 2:  # noqa: PLR2004  (one needs no number)
        return "".join(texts)
    return "\n".join(f"{number}.{text}" for number, text in enumerate(texts, 1))


def until(day: dt.date) -> str:
    return f"截至{written_date(day)}"
