"""Tables of the document tree, and the imprint, → the tables of a Word file."""

from __future__ import annotations

from collections.abc import Iterator

from reports.document import Align, Table
from reports.numbering import Group, Line, LineKind
from reports.renderers.docx_styles import WIDTH
from reports.renderers.docx_text import TAB, paragraph
from reports.renderers.html_tables import MANY_COLUMNS, percents
from reports.tables import Place, Rows, placed

_JC = {Align.CENTRE: '<w:jc w:val="center"/>', Align.RIGHT: '<w:jc w:val="right"/>', Align.LEFT: ""}
# A table at the foot of the text area; what stands behind it in the file is its anchor, as small as can be.
_AT_THE_FOOT = (
    '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page" '
    'w:tblpX="1595" w:tblpYSpec="bottom"/>'
)
# LibreOffice lets a table float only if it is narrower than the text and measured from the edge of the sheet.
IMPRINT_WIDTH = WIDTH - 15
_ANCHOR = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'


def table_xml(table: Table, width: int) -> str:
    """``width`` twips wide, with the line above it; its head is repeated on every page and no row is divided."""
    small = len(table.widths) > MANY_COLUMNS
    columns = [share * width // 100 for share in percents(table.widths)]
    head = _rows(table.head, columns, "SmallHead" if small else "TableHead", "<w:cantSplit/><w:tblHeader/>")
    body = _rows(table.rows, columns, "SmallText" if small else "TableText", "<w:cantSplit/>")
    return _above(table, width) + _table("Ruled", columns, "".join(head) + "".join(body))


def imprint_xml(group: Group) -> str:
    """版记: a floating table, so that it stays at the foot of the last page however the text is edited."""
    found = {line.kind: line for line in group.lines}
    half = IMPRINT_WIDTH // 2
    columns = [half, half]
    rows = ""
    if copies := found.get(LineKind.COPIES):
        rows = f"<w:tr>{_cell(_said('Copies', copies), 2 * half, 2)}</w:tr>"
    left = _cell(_said("Printed", found[LineKind.PRINTED_BY]), half)
    right = _cell(_said("Printed", found[LineKind.PRINTED_ON], _JC[Align.RIGHT]), half)
    return _table("Imprint", columns, f"{rows}<w:tr>{left}{right}</w:tr>", _AT_THE_FOOT) + _ANCHOR


def _said(style: str, line: Line, direct: str = "") -> str:
    return paragraph(style, [line.whole], direct=direct)


def _table(style: str, columns: list[int], rows: str, place: str = "") -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>{place}<w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def _above(table: Table, width: int) -> str:
    if not (table.note or table.unit):
        return ""
    tabs = f'<w:tabs><w:tab w:val="clear" w:pos="{WIDTH}"/><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    direct = tabs if width != WIDTH else ""
    return paragraph("TableNote", [table.note, table.unit], direct=direct, between=TAB)


def _rows(rows: Rows, columns: list[int], style: str, properties: str) -> Iterator[str]:
    for row in placed(rows, len(columns)):
        cells = "".join(_placed(place, columns, style) for place in row)
        yield f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def _placed(place: Place, columns: list[int], style: str) -> str:
    cell = place.cell
    merge = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
    texts = cell.text.split("\n") if place.begins else [""]
    direct = _JC[cell.align] if style.endswith("Text") else ""
    content = "".join(paragraph(style, [text], direct=direct) for text in texts)
    width = sum(columns[place.column : place.column + cell.columns])
    return _cell(content, width, cell.columns, merge if place.begins else "<w:vMerge/>")


def _cell(content: str, width: int, columns: int = 1, merge: str = "") -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"
