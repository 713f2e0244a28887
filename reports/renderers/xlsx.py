"""Document tree → a workbook ready to be printed: title, the line above the table, the table, what stands below it.

For documents that are a table. Numbers are numbers, whatever else is a text: nothing that begins like a formula is one.
"""

from __future__ import annotations

import re
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from accounts.exchange.printed import half_widths, saved, set_up, write_text
from reports.document import Align, Document, Table
from reports.tables import Rows, placed

WIDTH = {True: 140, False: 88}
"""Characters of the sheet's type in a line, lying and upright; a wider table is made to fit when it is printed."""
_NUMBER = re.compile(r"([+-]?)(0|[1-9]\d{0,14})(%?)")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LINE = Border(**{side: Side(style="thin") for side in ("left", "right", "top", "bottom")})
_TITLE, _SMALL = Font(name="方正小标宋简体", size=18), Font(name="仿宋_GB2312", size=11)
_HEAD, _CELL = Font(name="黑体", size=10), Font(name="仿宋_GB2312", size=11)
_SIDES = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_LINE_HEIGHT, _LEAST = 15.0, 20.0


def render_xlsx(document: Document) -> bytes:
    book = Workbook()
    page = book.active
    page.title = _FORBIDDEN.sub("", document.title)[:31] or "Sheet1"
    tables = [table for section in document.sections for table in section.tables]
    width = max((len(table.widths) for table in tables), default=1)
    _set_widths(page, tables[0].widths if tables else (1,), WIDTH[document.landscape])
    _line(page, document.title, width, _TITLE, Align.CENTRE, 32)
    for paragraph in document.opening:
        _line(page, paragraph, width, _SMALL)
    for table in tables:
        _write_table(page, table)
    for paragraph in document.closing:
        _line(page, paragraph, width, _SMALL)
    set_up(page, landscape=document.landscape, heads=_heads(document, tables), sides=0.5, ends=0.7)
    return saved(book)


def _write_table(page: Worksheet, table: Table) -> None:
    width = len(table.widths)
    if table.note or table.unit:
        row, half = _next(page), max(width // 2, 1)
        for first, last, text, align in (
            (1, half, table.note, Align.LEFT),
            (min(half + 1, width), width, table.unit, Align.RIGHT),
        ):
            _put(page, row, first, text, _SMALL, align)
            page.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
        page.row_dimensions[row].height = _LEAST
    _write_rows(page, table.head, width, _HEAD)
    _write_rows(page, table.rows, width, _CELL)


def _write_rows(page: Worksheet, rows: Rows, width: int, font: Font) -> None:
    first = _next(page)
    grid = placed(rows, width)
    heights = [_LEAST] * len(grid)
    for number, row in enumerate(grid):
        for place in row:
            cell, top, left = place.cell, first + number, place.column + 1
            for column in range(left, left + cell.columns):
                page.cell(top, column).border = _LINE
            if not place.begins:
                continue
            _put(page, top, left, cell.text, font, Align.CENTRE if font is _HEAD else cell.align)
            if cell.rows > 1 or cell.columns > 1:
                page.merge_cells(
                    start_row=top,
                    start_column=left,
                    end_row=top + cell.rows - 1,
                    end_column=left + cell.columns - 1,
                )
            needed = _height(page, cell.text, left, cell.columns) / cell.rows
            for reached in range(number, min(number + cell.rows, len(grid))):
                heights[reached] = max(heights[reached], needed)
    for number, height in enumerate(heights):
        page.row_dimensions[first + number].height = height


def _put(page: Worksheet, row: int, column: int, text: str, font: Font, align: Align) -> None:
    cell: Any = page.cell(row, column)
    number = None if font is _HEAD or align is Align.LEFT else _NUMBER.fullmatch(text)
    if number:
        sign, digits, percent = number.groups()
        cell.value = int(f"{'-' if sign == '-' else ''}{digits}") / (100 if percent else 1)
        cell.value = cell.value if percent else int(cell.value)
        cell.number_format = "0%" if percent else "+0;-0;0" if sign else "0"
    elif text:
        write_text(cell, text)
    cell.font = font
    cell.alignment = Alignment(horizontal=_SIDES[align], vertical="center", wrap_text=True)


def _line(
    page: Worksheet, text: str, width: int, font: Font, align: Align = Align.LEFT, height: float = 0
) -> None:
    """A paragraph over the whole width."""
    row = _next(page)
    _put(page, row, 1, text, font, align)
    page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    page.row_dimensions[row].height = height or _height(page, text, 1, width)


def _next(page: Worksheet) -> int:
    """The row below the last one written."""
    return 1 if page.max_row == 1 and page.cell(1, 1).value is None else page.max_row + 1


def _height(page: Worksheet, text: str, column: int, columns: int) -> float:
    room = sum(
        page.column_dimensions[get_column_letter(one)].width for one in range(column, column + columns)
    )
    lines = sum(max(1, ceil(half_widths(part) / max(room - 1.5, 2))) for part in text.split("\n"))
    return max(_LEAST, lines * _LINE_HEIGHT + 4)


def _set_widths(page: Worksheet, widths: tuple[float, ...], room: int) -> None:
    total = sum(widths)
    for number, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(number)].width = round(room * width / total, 1)


def _heads(document: Document, tables: list[Table]) -> tuple[int, int] | None:
    """The rows of headings of the first table, which stand on every page."""
    if not tables:
        return None
    above = 1 + len(document.opening) + bool(tables[0].note or tables[0].unit)
    return above + 1, above + len(tables[0].head)
