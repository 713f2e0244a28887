"""What every workbook that people open and print has in common: texts that stay texts, and A4 paper."""

from __future__ import annotations

import io
import unicodedata
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from accounts.exchange.formulas import would_run

A4 = "9"


def half_widths(text: str) -> int:
    """The width of ``text`` in characters of half a width."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def write_text(cell: Any, text: str) -> None:
    """``text`` as a text whatever it begins with; what a workbook cannot hold is left out."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    cell.quotePrefix = would_run(text)


def set_up(sheet: Any, *, landscape: bool, heads: tuple[int, int] | None, sides: float, ends: float) -> None:
    """A4, as wide as the sheet, centred, pages numbered; the rows ``heads`` (first, last; from 1) on every page.

    ``sides`` and ``ends`` are margins in inches.
    """
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = sides
    sheet.page_margins.top = sheet.page_margins.bottom = ends
    sheet.oddFooter.center.text = "第 &P 页　共 &N 页"
    if heads:
        sheet.print_title_rows = f"{heads[0]}:{heads[1]}"


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
