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
WIDTH, LANDSCAPE_WIDTH = 8845, 12756
"""Twips of a line of text on an upright sheet, 156 mm, and on one that lies, 225 mm."""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style. Indents, spaces, ``line`` and tabs in twips, ``size`` in half points, ``level`` from 0.

    ``ends`` sets tabs one indent inside the left and the right end of the line.
    """

    name: str
    font: str = FANG
    size: int = 32
    spacing: int = -5
    align: str = "both"
    indented: bool = False
    left: int = 0
    hanging: int = 0
    right: int = 0
    before: int = 0
    after: int = 0
    line: int = LINE
    keep_next: bool = False
    level: int | None = None
    colour: str = ""
    ends: int | None = None
    underline: bool = False


# 4 mm below the characters of the number, which end a little above the foot of their line.
_RED_LINE = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="9" w:color="FF0000"/></w:pBdr>'

STYLES = {
    "Secrecy": Style("密级和紧急程度", HEI, align="left"),
    "Mark": Style("发文机关标志", XBS, 96, 0, "center", line=960, colour="FF0000", keep_next=True),
    "Number": Style(
        "发文字号", align="left", before=2 * LINE, after=2 * LINE, ends=CELL, underline=True, keep_next=True
    ),
    "Title": Style("Title", XBS, 44, 0, "center", after=LINE),
    "Heading1": Style("heading 1", HEI, indented=True, keep_next=True, level=0),
    "Heading2": Style("heading 2", KAI, indented=True, keep_next=True, level=1),
    "BodyText": Style("Body Text", indented=True),
    "Item": Style("公文条目", indented=True),
    "Addressee": Style("主送机关"),
    "Attachment": Style("附件说明", left=6 * CELL, hanging=CELL, keep_next=True),
    "Signatory": Style("发文机关署名", align="left", right=2 * CELL, before=LINE, keep_next=True),
    "SignedOn": Style("成文日期", align="left", right=2 * CELL),
    "Copies": Style("抄送", size=28, spacing=0, left=1120, hanging=840, right=280, line=520),
    "Printed": Style("印发", size=28, spacing=0, align="left", left=280, right=280, line=520),
    "TableNote": Style("表格说明", size=24, spacing=0, align="left", line=400, keep_next=True, ends=0),
    "TableText": Style("表格文字", size=24, spacing=0, align="left", line=360),
    "TableHead": Style("表格标题", HEI, 24, 0, "center", line=360, keep_next=True),
    "SmallText": Style("表格小字", size=21, spacing=0, align="left", line=320),
    "SmallHead": Style("表格小标题", HEI, 21, 0, "center", line=320, keep_next=True),
    "Footer": Style("footer", SONG, 28, 0, "right", right=280, line=320),
    "FooterEven": Style("偶数页页码", SONG, 28, 0, "left", left=280, line=320),
}
"""Styles by their identifier in the file; those with English names are Word's own."""


def _border(side: str, eighths: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="000000"/>'


def _table_style(key: str, name: str, borders: str) -> str:
    margins = "".join(f'<w:{side} w:w="60" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:style w:type="table" w:styleId="{key}"><w:name w:val="{name}"/><w:tblPr><w:tblBorders>{borders}'
        f"</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )


# The lines of the imprint are 0.35 and 0.25 mm: 8 and 6 eighths of a point.
_TABLE_STYLES = _table_style(
    "Ruled",
    "公文表格",
    "".join(_border(side, 4) for side in ("top", "left", "bottom", "right", "insideH", "insideV")),
) + _table_style("Imprint", "版记", _border("top", 8) + _border("bottom", 8) + _border("insideH", 6))


def styles_xml() -> str:
    """``word/styles.xml``."""
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FANG)}'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"{_properties(Style('Normal'))}</w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        f"{''.join(_style(key, style) for key, style in STYLES.items())}{_TABLE_STYLES}</w:styles>"
    )


def _style(key: str, style: Style) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val={quoteattr(style.name)}/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/>{_properties(style)}</w:style>'
    )


def _properties(style: Style) -> str:
    """PPr and rPr. Their children are sequences: Word refuses a file that has them in another order."""
    indent = f' w:firstLineChars="200" w:firstLine="{2 * CELL}"' if style.indented else ""
    hanging = f' w:hanging="{style.hanging}"' if style.hanging else ""
    level = "" if style.level is None else f'<w:outlineLvl w:val="{style.level}"/>'
    colour = f'<w:color w:val="{style.colour}"/>' if style.colour else ""
    return (
        f"<w:pPr>{'<w:keepNext/>' if style.keep_next else ''}"
        f'<w:widowControl w:val="0"/>{_RED_LINE if style.underline else ""}{_tabs(style)}'
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{style.before}" w:after="{style.after}" w:line="{style.line}" w:lineRule="exact"/>'
        f'<w:ind w:left="{style.left}" w:right="{style.right}"{indent}{hanging}/>'
        f'<w:jc w:val="{style.align}"/>{level}</w:pPr>'
        f'<w:rPr>{_fonts(style.font)}{colour}<w:spacing w:val="{style.spacing}"/><w:kern w:val="0"/>'
        f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/></w:rPr>'
    )


def _tabs(style: Style) -> str:
    if style.ends is None:
        return ""
    left = f'<w:tab w:val="left" w:pos="{style.ends}"/>' if style.ends else ""
    return f'<w:tabs>{left}<w:tab w:val="right" w:pos="{WIDTH - style.ends}"/></w:tabs>'


def _fonts(name: str) -> str:
    """All four scripts: quotation marks and digits come from the same face; the hint makes them Chinese marks."""
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'
    )
