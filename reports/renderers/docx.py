"""Document tree → Word, for editing; the PDF is the record. Real styles, so that an office can change them at once.

The XML is written directly: python-docx takes 80 ms for the sample, this 3. python-docx reads it back in the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from reports.document import Document, Table
from reports.numbering import Block, Group, GroupKind, Line, LineKind, blocks
from reports.renderers.docx_package import package
from reports.renderers.docx_styles import CELL, LANDSCAPE_WIDTH, LINE, WIDTH, W
from reports.renderers.docx_tables import imprint_xml, table_xml
from reports.renderers.docx_text import BREAK, TAB, cells, escaped, paragraph
from reports.renderers.html import mark_size
from reports.typography import title_cells, title_lines

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_STYLE = {
    LineKind.TITLE: "Title",
    LineKind.ADDRESSEE: "Addressee",
    LineKind.PARAGRAPH: "BodyText",
    LineKind.HEADING1: "Heading1",
    LineKind.HEADING2: "Heading2",
    LineKind.ITEM: "Item",
}
_LINE_CELLS = 28
_KEEP = "<w:keepNext/>"
_TO_THE_MARK = 1984
"""Twips from the top of the text area to the mark: 35 mm."""
# The end of the text goes with these, so that they never stand alone.
_FOLLOWERS = {GroupKind.ATTACHMENTS, GroupKind.SIGNATURE}


def render_docx(document: Document) -> bytes:
    """The report as a Word file; the same tree gives the same bytes."""
    width = LANDSCAPE_WIDTH if document.landscape else WIDTH
    body = "".join(_body(list(blocks(document)), width, title_cells(document)))
    xml = f'<w:document xmlns:w="{W}"><w:body>{body}{_page(document.landscape)}</w:body></w:document>'
    return package(xml, _core(document), landscape=document.landscape)


def _page(landscape: bool) -> str:
    """The section: 37/35/28/26 mm, turned with the sheet; the page number's line 7 mm below the text."""
    size = 'w:w="16838" w:h="11906" w:orient="landscape"' if landscape else 'w:w="11906" w:h="16838"'
    top, right, bottom, left = (1587, 2098, 1474, 1984) if landscape else (2098, 1474, 1984, 1587)
    return (
        f'<w:sectPr xmlns:r="{_R}"><w:footerReference w:type="default" r:id="rId3"/>'
        f'<w:footerReference w:type="even" r:id="rId4"/><w:pgSz {size}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="851" '
        'w:footer="1440" w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
    )


def _body(found: list[Block], width: int, of_title: int) -> Iterator[str]:
    for block, following in pairwise([*found, None]):
        if isinstance(block, Table):
            yield table_xml(block, width)
            # Word wants text between tables, and behind the last one.
            if following is None or isinstance(following, Table):
                yield "<w:p/>"
        elif isinstance(block, Group):
            yield from _group(block)
        elif block:
            followed = isinstance(following, Group) and following.kind in _FOLLOWERS
            is_title = block.kind is LineKind.TITLE
            parts = title_lines(block.text, of_title) if is_title else [block.whole]
            yield paragraph(_STYLE[block.kind], parts, direct=_KEEP if followed else "", between=BREAK)


def _group(group: Group) -> Iterable[str]:
    if group.kind is GroupKind.LETTERHEAD:
        return _letterhead(group.lines)
    if group.kind is GroupKind.SIGNATURE:
        return _signature(group.lines)
    return _attachments(group.lines) if group.kind is GroupKind.ATTACHMENTS else [imprint_xml(group)]


def _letterhead(lines: tuple[Line, ...]) -> Iterator[str]:
    found = {line.kind: line for line in lines}
    above = [found[kind] for kind in (LineKind.SECRECY, LineKind.URGENCY) if kind in found]
    yield from (paragraph("Secrecy", [line.text], direct=_KEEP) for line in above)
    if mark := found.get(LineKind.MARK):
        size = mark_size(mark.text)
        room = f'<w:spacing w:before="{_TO_THE_MARK - len(above) * LINE}" w:line="{size * 20}" w:lineRule="exact"/>'
        yield paragraph(
            "Mark", [mark.text], direct=room, run=f'<w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/>'
        )
    number, signer = found.get(LineKind.NUMBER), found.get(LineKind.SIGNER)
    if signer:
        yield paragraph("Number", ["", number.text if number else "", signer.whole], between=TAB)
    else:
        yield paragraph("Number", [number.text if number else ""], direct='<w:jc w:val="center"/>')


def _attachments(lines: tuple[Line, ...]) -> Iterator[str]:
    for place, line in enumerate(lines):
        before = f'<w:spacing w:before="{LINE}"/>' if place == 0 else ""
        hanging = round(cells(line.mark) * CELL)
        left = round((5 if len(lines) == 1 else 6) * CELL)
        direct = f'{before}<w:ind w:left="{left}" w:hanging="{hanging}"/>'
        yield paragraph("Attachment", [line.whole], direct=direct)


def _signature(lines: tuple[Line, ...]) -> Iterator[str]:
    """Set from the left, so that the longer of signatory and date ends two characters in."""
    insets = [2 if line.kind is LineKind.DATE else 0 for line in lines]
    widest = max(cells(line.text) + inset for line, inset in zip(lines, insets, strict=True))
    left = max(0, round((_LINE_CELLS - 2 - widest) * CELL))
    for line, inset in zip(lines, insets, strict=True):
        style = "SignedOn" if line.kind is LineKind.DATE else "Signatory"
        # Room at the right of the date: LibreOffice sets it wider, with space between digits and characters.
        right = 0 if line.kind is LineKind.DATE else 2 * CELL
        direct = f'<w:ind w:left="{left + inset * CELL}" w:right="{right}"/>'
        yield paragraph(style, [line.text], direct=direct)


def _core(document: Document) -> str:
    author = document.signature.signatory if document.signature else ""
    day = f"{document.signature.signed_on}T00:00:00Z" if document.signature else ""
    created = (
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified>'
        if day
        else ""
    )
    return (
        f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(document.title)}</dc:title><dc:creator>{escaped(author)}</dc:creator>"
        f"{created}<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )
