"""The paragraph styles of the Word document: GB/T 9704—2012 as offices type it into Word's dialogs.

Margins 37/35/28/26 mm and an exact 28.95 pt a line, so that 22 lines fill 225 mm; a quarter point less between the
characters, so that 28 fill 156 mm. The character grid that Word's own dialog would set gives 15 characters a line in
LibreOffice, so the spacing is written out.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

FANG, KAI, HEI, XBS, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"
"""Typefaces by the names offices know; Word and WPS take the nearest where one is missing."""

LINE = 579
"""Twips (1/20 pt) of a line."""
CELL = 315
"""Twips of a character of the text with its spacing."""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style. Indents, spaces and ``line`` in twips, ``size`` in half points, ``level`` from 0."""

    name: str
    font: str = FANG
    size: int = 32
    spacing: int = -5
    align: str = "both"
    indented: bool = False
    left: int = 0
    right: int = 0
    before: int = 0
    after: int = 0
    line: int = LINE
    keep_next: bool = False
    level: int | None = None


STYLES = {
    "Title": Style("Title", XBS, 44, 0, "center", after=LINE),
    "Heading1": Style("heading 1", HEI, indented=True, keep_next=True, level=0),
    "Heading2": Style("heading 2", KAI, indented=True, keep_next=True, level=1),
    "BodyText": Style("Body Text", indented=True),
    "Item": Style("公文条目", indented=True),
    "Addressee": Style("主送机关"),
    "Signatory": Style("发文机关署名", align="left", right=2 * CELL, before=LINE, keep_next=True),
    "SignedOn": Style("成文日期", align="left", right=2 * CELL),
    "Footer": Style("footer", SONG, 28, 0, "right", right=280, line=320),
    "FooterEven": Style("偶数页页码", SONG, 28, 0, "left", left=280, line=320),
}
"""Styles by their identifier in the file; those with English names are Word's own."""


def styles_xml() -> str:
    """``word/styles.xml``."""
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FANG)}'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"{_properties(Style('Normal'))}</w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        f"{''.join(_style(key, style) for key, style in STYLES.items())}</w:styles>"
    )


def _style(key: str, style: Style) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val={quoteattr(style.name)}/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/>{_properties(style)}</w:style>'
    )


def _properties(style: Style) -> str:
    """PPr and rPr. Their children are sequences: Word refuses a file that has them in another order."""
    indent = f' w:firstLineChars="200" w:firstLine="{2 * CELL}"' if style.indented else ""
    level = "" if style.level is None else f'<w:outlineLvl w:val="{style.level}"/>'
    return (
        f"<w:pPr>{'<w:keepNext/>' if style.keep_next else ''}"
        '<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{style.before}" w:after="{style.after}" w:line="{style.line}" w:lineRule="exact"/>'
        f'<w:ind w:left="{style.left}" w:right="{style.right}"{indent}/><w:jc w:val="{style.align}"/>{level}</w:pPr>'
        f'<w:rPr>{_fonts(style.font)}<w:spacing w:val="{style.spacing}"/><w:kern w:val="0"/>'
        f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/></w:rPr>'
    )


def _fonts(name: str) -> str:
    """All four scripts: quotation marks and digits come from the same face; the hint makes them Chinese marks."""
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'
    )
