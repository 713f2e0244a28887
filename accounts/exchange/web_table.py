"""The tables of a web page, which many systems send under the name of a workbook, as rows with their merges.

Read where workbooks are: in a child process with limits on memory and time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from accounts.exchange.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Refused

_CELLS = {"td", "th"}
_BREAKS = {"br", "p", "div", "li"}
_UNSEEN = {"script", "style", "title"}
_BLANK = re.compile(r"[ \t\r\n\u00a0]+")


@dataclass(slots=True)
class WebTable:
    """``rows`` from the top, all tables below one another; merges are [top, left, bottom, right]; all from 0."""

    rows: list[list[str]] = field(default_factory=list)
    merges: list[list[int]] = field(default_factory=list)


def read_web_table(page: str) -> WebTable:
    """All tables in ``page``. Raises ``Refused`` for more than a ledger can be."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.end_row()
    return reader.found


class _Reader(HTMLParser):
    """What is inside a table within a cell is text of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = WebTable()
        self.depth = 0
        self.unseen = 0
        self.row: dict[int, str] | None = None
        self.cell: list[str] | None = None
        self.spans = (1, 1)
        self.held: dict[int, int] = {}  # column → the rows that a merge from above still covers
        self.cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.depth += 1
        elif tag in _UNSEEN:
            self.unseen += 1
        elif self.depth != 1:
            self._break(tag)
        elif tag == "tr":
            self.end_row()
            self.row = {}
        elif tag in _CELLS:
            self._end_cell()
            given = dict(attrs)
            self.spans = (_number(given.get("rowspan")), _number(given.get("colspan")))
            self.row = {} if self.row is None else self.row
            self.cell = []
        else:
            self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            if self.depth == 1:
                self.end_row()
                self.held = {}
            self.depth = max(self.depth - 1, 0)
        elif tag in _UNSEEN:
            self.unseen = max(self.unseen - 1, 0)
        elif self.depth == 1 and tag in _CELLS:
            self._end_cell()
        elif self.depth == 1 and tag == "tr":
            self.end_row()

    def handle_data(self, data: str) -> None:
        if self.cell is not None and not self.unseen:
            self.cell.append(_BLANK.sub(" ", data))

    def _break(self, tag: str) -> None:
        if tag in _BREAKS and self.cell is not None:
            self.cell.append("\n")

    def _end_cell(self) -> None:
        if self.cell is None or self.row is None:
            return
        lines = [line.strip() for line in "".join(self.cell).split("\n")]
        text = "\n".join(line for line in lines if line)
        left = 0
        while left in self.row or self.held.get(left):
            left += 1
        self._place(left, text)
        self.cell = None

    def _place(self, left: int, text: str) -> None:
        down, across = self.spans
        self.cells += across
        if left + across > MOST_COLUMNS or self.cells > MOST_CELLS or len(self.found.rows) >= MOST_ROWS:
            raise Refused("too_large")
        if self.row is not None:
            self.row.update({left: text} | dict.fromkeys(range(left + 1, left + across), ""))
        if down > 1 or across > 1:
            top = len(self.found.rows)
            self.found.merges.append([top, left, min(top + down, MOST_ROWS) - 1, left + across - 1])
        if down > 1:
            # The row being read counts as well: it is taken off when the row ends.
            self.held.update(dict.fromkeys(range(left, left + across), down))

    def end_row(self) -> None:
        """Close the row being read, whether or not its end is written."""
        self._end_cell()
        if self.row is None:
            return
        width = max(self.row, default=-1) + 1
        self.found.rows.append([self.row.get(column, "") for column in range(width)])
        self.held = {column: rows - 1 for column, rows in self.held.items() if rows > 1}
        self.row = None


def _number(words: str | None) -> int:
    digits = (words or "").strip()
    return max(1, min(int(digits), MOST_ROWS)) if digits.isdecimal() and len(digits) < 6 else 1  # noqa: PLR2004
