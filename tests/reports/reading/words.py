"""Word files for tests, built from the ground up."""

from __future__ import annotations

import zipfile

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn


def word_file(path, paragraphs):
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(path)
    return path


def word_table(path, rows, *, above="整改情况表"):
    """A paragraph and a table below it; a line end in a cell begins a paragraph, None joins a cell to its left."""
    document = docx.Document()
    document.add_paragraph(above)
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for place, text in enumerate(cells):
            if text is None:
                row.cells[place - 1].merge(row.cells[place])
            else:
                row.cells[place].text = text.split("\n")[0]
                for more in text.split("\n")[1:]:
                    row.cells[place].add_paragraph(more)
    document.save(path)
    return path


def numbered_word_file(path, paragraphs, kind, pattern):
    """Paragraphs whose numbers only Word draws: ``kind`` of numerals in ``pattern``."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{pattern}"/></w:lvl></w:abstractNum>'
    ))  # fmt: skip
    numbering.append(parse_xml(
        f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
    ))  # fmt: skip
    for text in paragraphs:
        number = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        number.get_or_add_ilvl().set(qn("w:val"), "0")
        number.get_or_add_numId().set(qn("w:val"), "77")
    document.save(path)
    return path


def boxed_word_file(path, above, boxed):
    """A paragraph and a text box below it: as it is drawn, and once more for programs that cannot draw it."""
    document = docx.Document()
    document.add_paragraph(above)
    inside = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in boxed)
    box = f"<w:txbxContent>{inside}</w:txbxContent>"
    document.paragraphs[-1]._p.addnext(parse_xml(
        f'<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    ))  # fmt: skip
    document.save(path)
    return path


def bomb(path, megabytes):
    """A small archive whose text unpacks to ``megabytes``."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as entry:
            for _ in range(megabytes):
                entry.write(b"a" * 1024 * 1024)
    return path
