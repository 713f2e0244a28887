"""A table of the document tree → ``<table>``. Its widths are classes, w1 to w100: the screen forbids inline styles."""

from __future__ import annotations

from itertools import pairwise

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from reports.document import Align, Cell, Table
from reports.tables import Rows, kept_together
from reports.typography import free_quotes

MANY_COLUMNS = 8
VERY_MANY_COLUMNS = 20


def render_table(table: Table) -> SafeString:
    """The line above the table, if it has one, and the table; rows that a cell spans are one ``<tbody>``."""
    return SafeString(f"{_above(table)}{opening(table)}{bodies(table.rows)}</table>")


def opening(table: Table) -> str:
    """The table up to and with its head."""
    number = len(table.widths)
    name = (
        "ruled tiny" if number > VERY_MANY_COLUMNS else "ruled narrow" if number > MANY_COLUMNS else "ruled"
    )
    columns = "".join(f'<col class="w{share}" width="{share}%">' for share in percents(table.widths))
    head = "".join(_row(row, "th") for row in table.head)
    return f'<table class="{name}"><colgroup>{columns}</colgroup>' + (
        f"<thead>{head}</thead>" if head else ""
    )


def bodies(rows: Rows) -> str:
    parts, loose = [], ""
    for group in kept_together(rows):
        written = "".join(_row(row, "td") for row in group)
        if len(group) == 1:
            loose += written
        else:
            parts += [f"<tbody>{loose}</tbody>" if loose else "", f'<tbody class="joined">{written}</tbody>']
            loose = ""
    return "".join(parts) + (f"<tbody>{loose}</tbody>" if loose else "")


def percents(widths: tuple[float, ...]) -> list[int]:
    """``widths`` as whole percents, none of them nothing; they add up to a hundred unless one had to be rounded up."""
    total, before, ends = sum(widths), 0.0, [0]
    for width in widths:
        before += width
        ends.append(max(ends[-1] + 1, round(before * 100 / total)))
    return [end - start for start, end in pairwise(ends)]


def _above(table: Table) -> SafeString:
    if not (table.note or table.unit):
        return SafeString("")
    words = (table.note, table.unit)
    return format_html('<div class="above-table"><p class="note">{}</p><p class="unit">{}</p></div>', *words)


def _row(row: tuple[Cell, ...], tag: str) -> str:
    return f"<tr>{''.join(_cell(cell, tag) for cell in row)}</tr>"


def _cell(cell: Cell, tag: str) -> str:
    text = "<br>".join(conditional_escape(free_quotes(line)) for line in cell.text.split("\n"))
    columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    align = "" if cell.align is Align.LEFT else f' class="{cell.align}"'
    scope = ' scope="col"' if tag == "th" else ""
    return f"<{tag}{scope}{columns}{rows}{align}>{text}</{tag}>"
