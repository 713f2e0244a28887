"""A sheet with its merges looked up by cell."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from accounts.exchange.formulas import unmarked
from accounts.exchange.workbooks import Cell, Merge, Sheet

MOST_COVERED = 1_000_000


@dataclass(frozen=True, slots=True)
class Value:
    """What stands in a cell, and where it was written: the upper left cell of the merge that covers it, or itself."""

    raw: Cell
    row: int
    column: int
    is_marked: bool = False
    """Whether it was marked as text, so that nothing would run it; the mark is gone from ``raw``."""

    @property
    def text(self) -> str:
        return text_of(self.raw)


def text_of(raw: Cell) -> str:
    """A cell's content as a person would read it; a day as 2026年6月30日."""
    if isinstance(raw, dt.date):
        return f"{raw.year}年{raw.month}月{raw.day}日"
    if isinstance(raw, float):
        return f"{raw:.10g}"
    return str(raw).strip()


class Grid:
    """``sheet`` from 0; merges count as far as the sheet's cells reach."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.height, self.width = len(sheet.rows), sheet.width
        self.faulty_rows = {row for row, _column in sheet.faults}
        self._covers: dict[tuple[int, int], Merge] = {}
        for merge in sheet.merges:
            self._cover(merge)

    def _cover(self, merge: Merge) -> None:
        top, left, bottom, right = merge
        bottom, right = min(bottom, self.height - 1), min(right, max(self.width - 1, left))
        if len(self._covers) + (bottom - top + 1) * (right - left + 1) > MOST_COVERED:
            return
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                self._covers[row, column] = (top, left, bottom, right)

    def merge_at(self, row: int, column: int) -> Merge:
        return self._covers.get((row, column), (row, column, row, column))

    def owns(self, row: int, column: int) -> bool:
        """Whether the cell is not hidden under a merge that begins elsewhere."""
        return self.merge_at(row, column)[:2] == (row, column)

    def text(self, row: int, column: int) -> str:
        """What is written in the cell itself; "" where a merge from elsewhere covers it."""
        return text_of(self.sheet.cell(row, column)) if self.owns(row, column) else ""

    def value(self, row: int, column: int) -> Value:
        """What the cell shows: its own content, or that of a merge that comes down from above in its column."""
        top, left, _bottom, _right = self.merge_at(row, column)
        if left != column:
            return Value("", row, column)
        raw = self.sheet.cell(top, left)
        bare = unmarked(raw) if isinstance(raw, str) else raw
        return Value(bare, top, left, is_marked=bare != raw)

    def covered(self, row: int, column: int) -> str:
        """The text of whatever merge covers the cell, sideways too: how headings are read."""
        top, left, _bottom, _right = self.merge_at(row, column)
        return text_of(self.sheet.cell(top, left))

    def filled(self, row: int) -> list[int]:
        """The columns in which something is written in this row itself."""
        cells = self.sheet.rows[row] if row < self.height else []
        return [column for column in range(len(cells)) if self.text(row, column)]
