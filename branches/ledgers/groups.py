"""Columns that come again, problems or measures side by side: 措施一 | 责任人 | 措施二 | 责任人."""

from __future__ import annotations

from dataclasses import replace

from branches.ledgers.heading_words import folded, unnumbered
from branches.ledgers.table import Column
from branches.ledgers.words import plain


def numbered(columns: list[Column]) -> list[Column]:
    """``columns`` with the ``group`` of each: where several tell problems, or measures, under the same heading but for
    its number, each of these begins a group, and what is told beside the first may be told beside the others.
    """
    starts = next(filter(None, (_again(columns, field) for field in ("problem", "measure"))), [])
    if not starts:
        return columns
    first, second = starts[0].place, starts[1].place
    told = {column.field for column in columns if first <= column.place < second} - {None}
    return [_in_group(column, starts, told) for column in columns]


def _again(columns: list[Column], field: str) -> list[Column]:
    found = [column for column in columns if column.field == field]
    return found if len(found) > 1 and len(set(map(_without_number, found))) == 1 else []


def _without_number(column: Column) -> str:
    return "/".join(folded(unnumbered(plain(part))) for part in column.path)


def _in_group(column: Column, starts: list[Column], told: set[str | None]) -> Column:
    before = sum(start.place <= column.place for start in starts) - 1
    return replace(column, group=before) if before > 0 and column.field in told else column
