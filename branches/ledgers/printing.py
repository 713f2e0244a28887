"""A ledger as a workbook that can be printed as it is: A4 on its side, the headings on every page, pages numbered.

Written row by row (openpyxl's write-only mode). Every text is a text, whatever it begins with.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from accounts.exchange.printed import half_widths, saved, set_up, write_text
from accounts.exchange.workbooks import Cell, Merge, Sheet
from branches.ledgers.outlines import Outline
from branches.ledgers.vocabulary import fields

_LINE = Side(style="thin", color="000000")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TITLE = Font(name="方正小标宋简体", size=18)
_NOTE, _HEAD, _TEXT = Font(name="仿宋", size=11), Font(name="黑体", size=10), Font(name="仿宋", size=10)
_HEAD_FILL = PatternFill("solid", fgColor="F2F2F2")
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="center")
DAY, SHARE = 'yyyy"年"m"月"d"日"', "0%"
LINE_HEIGHT, TITLE_HEIGHT, NOTE_HEIGHT, PADDING = 13.5, 32, 21, 8
TALLEST = 409
"""Points: Excel shows no row that is taller."""
MOST_LINES = 26
WIDEST = 90
ROOM = 200
"""Characters of half a width across the paper: what is wider is first made narrower, then printed smaller."""
FULL = 120
"""So much fills the paper at full size: long texts get what is left."""
# Characters of half a width: (least, most without need) by the kind of field.
_WIDTHS = {"N": (5, 8), "D": (10, 17), "E": (6, 14), "P": (7, 16), "T": (8, 18), "L": (18, 30), "%": (6, 8)}
_BLANK = 6


@dataclass(slots=True)
class Page:
    """A sheet to print: the outline says what stands over it, ``sheet`` is what ``filling.filled`` made."""

    outline: Outline
    sheet: Sheet
    widths: list[float] = field(init=False)

    def __post_init__(self) -> None:
        wanted = [self._width(place) for place in range(len(self.outline.columns))]
        least, most = sum(low for low, _high in wanted), sum(high for _low, high in wanted)
        share = min(1.0, max(0.0, ROOM - least) / (most - least)) if most > least else 1.0
        widths = [low + (high - low) * share for low, high in wanted]
        long = [place for place in range(len(widths)) if self.kind(place) == "L"]
        spare = max(0.0, FULL - sum(widths)) / max(1, len(long))
        self.widths = [round(width + spare * (place in long), 1) for place, width in enumerate(widths)]

    @property
    def above(self) -> int:
        return len(self.outline.above)

    @property
    def top(self) -> int:
        """How many rows stand over the data."""
        return self.above + len(self.outline.heads)

    def kind(self, place: int) -> str:
        column = self.outline.columns[place]
        known = fields().get(column.field or "") if column else None
        return known.kind if known else "T"

    def _width(self, place: int) -> tuple[float, float]:
        """At least, and better: short words in a line, headings in two, long texts in not too many lines."""
        least, most = _WIDTHS[self.kind(place)]
        texts = [shown(row[place]) for row in self.sheet.rows[self.top :] if row[place] != ""]
        longest = max((half_widths(line) for text in texts for line in text.split("\n")), default=0)
        needed = max((half_widths(text) / MOST_LINES for text in texts), default=0)
        column = self.outline.columns[place]
        heading = math.ceil(half_widths(column.path[-1]) / 2) + 2 if column and column.path else 0
        low = min(WIDEST, max(min(least, max(longest + 1, _BLANK)), min(heading, least), needed))
        return low, min(WIDEST, max(low, heading, min(longest + 1, most)))


def shown(cell: Cell) -> str:
    """A cell as it is seen."""
    if isinstance(cell, dt.date):
        return f"{cell.year}年{cell.month}月{cell.day}日"
    return f"{cell:.0%}" if isinstance(cell, float) else str(cell)


def _lines(cell: Cell, width: float) -> int:
    """In how many lines it stands. Half a character is lost at the end of each."""
    if cell == "":
        return 0
    room = max(width - 1, 1)
    return sum(max(1, math.ceil(half_widths(line) / room)) for line in shown(cell).split("\n"))


def workbook(pages: Sequence[Page]) -> bytes:
    """``pages`` as an .xlsx."""
    book = Workbook(write_only=True)
    for page in pages:
        write_page(book, page)
    return saved(book)


def write_page(book: Workbook, page: Page) -> Any:
    sheet = book.create_sheet(page.sheet.name[:31])
    _set_up(sheet, page)
    for number, height in enumerate(_heights(page), 1):
        sheet.row_dimensions[number].height = height
    for number, cells in enumerate(page.sheet.rows):
        sheet.append([_cell(sheet, page, number, place, cell) for place, cell in enumerate(cells)])
    for top, left, bottom, right in page.sheet.merges:
        # Not by its own ``add``, which looks through all that are there.
        sheet.merged_cells.ranges.add(
            CellRange(min_row=top + 1, min_col=left + 1, max_row=bottom + 1, max_col=right + 1)
        )
    return sheet


def _set_up(sheet: Any, page: Page) -> None:
    for place, width in enumerate(page.widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    set_up(sheet, landscape=True, heads=(page.above + 1, page.top), sides=0.4, ends=0.6)
    sheet.page_margins.footer = 0.3
    sheet.freeze_panes = f"{get_column_letter(_frozen(page.outline) + 1)}{page.top + 1}"


MOST_FROZEN = 4


def _frozen(outline: Outline) -> int:
    """How many columns stay when one moves to the right: as far as the branch, if that is near."""
    places = [place for place, column in enumerate(outline.columns, 1) if column and column.field == "branch"]
    return places[0] if places and places[0] <= MOST_FROZEN else 0


def _heights(page: Page) -> list[float]:
    """The height of each row; a merged cell gets what it needs from the rows below it too."""
    covered = {(row, column): merge for merge in page.sheet.merges for row, column in _covered(merge)}
    heights = []
    for number, cells in enumerate(page.sheet.rows):
        lines = max(
            (
                _lines(cell, page.widths[place])
                for place, cell in enumerate(cells)
                if (number, place) not in covered
            ),
            default=1,
        )
        heights.append(_height(page, number, max(lines, 1)))
    for top, left, bottom, right in page.sheet.merges:
        if top >= page.above:
            room = sum(page.widths[left : right + 1])
            _stretch(heights, top, bottom, _lines(page.sheet.rows[top][left], room) * LINE_HEIGHT + PADDING)
    return heights


def _covered(merge: Merge) -> list[tuple[int, int]]:
    top, left, bottom, right = merge
    return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]


def _height(page: Page, number: int, lines: int) -> float:
    if number < page.above:
        return TITLE_HEIGHT if number == 0 else NOTE_HEIGHT
    return min(TALLEST, lines * LINE_HEIGHT + PADDING)


def _stretch(heights: list[float], top: int, bottom: int, needed: float) -> None:
    missing = needed - sum(heights[top : bottom + 1])
    for row in range(top, bottom + 1) if missing > 0 else ():
        heights[row] = min(TALLEST, heights[row] + missing / (bottom + 1 - top))


def _cell(sheet: Any, page: Page, number: int, place: int, content: Cell) -> Any:
    cell = WriteOnlyCell(sheet, value=None)
    _say(cell, content)
    if number < page.above:
        cell.font = _TITLE if number == 0 else _NOTE
        cell.alignment = _MIDDLE if number == 0 else _RIGHT if place else _LEFT
        return cell
    cell.border = _BOX
    if number < page.top:
        cell.font, cell.fill, cell.alignment = _HEAD, _HEAD_FILL, _MIDDLE
        return cell
    cell.font = _TEXT
    is_long = page.kind(place) == "L" or (
        isinstance(content, str) and half_widths(content) > 2 * page.widths[place]
    )
    cell.alignment = _LEFT if is_long else _MIDDLE
    return cell


def _say(cell: Any, content: Cell) -> None:
    if content == "":
        return
    if isinstance(content, str):
        write_text(cell, content)
        return
    cell.value = content
    if isinstance(content, dt.date):
        cell.number_format = DAY
    elif isinstance(content, float):
        cell.number_format = SHARE
