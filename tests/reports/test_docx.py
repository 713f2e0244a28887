"""The Word file, read back with python-docx: styles, page, page numbers, and an order of elements that Word accepts."""

import datetime as dt
import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from reports.document import Document, Item, Section, Signature
from reports.renderers.docx import render_docx
from reports.renderers.docx_styles import STYLES
from tests.reports import papers, sample

# The sequences of ECMA-376 17.3.1.26 and 17.3.2.28, as far as anything of ours could stand in them.
PPR = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
RPR = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath"
)

# 17.4.59, 17.4.70 and 17.6.17.
TBLPR = (
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
)
TCPR = (
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
)
SECTPR = (
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
    "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid"
)
BORDERS = "top left start bottom right end insideH insideV"


def opened(document):
    return docx.Document(io.BytesIO(render_docx(document)))


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def word():
    return opened(sample.document())


def test_every_paragraph_has_a_real_style(word):
    used = [(paragraph.style.name, paragraph.text[:6]) for paragraph in word.paragraphs]
    assert used[:6] == [
        ("Title", "关于某某社区"),
        ("Body Text", "自XX社区党"),
        ("Heading 1", "一、存在突出"),
        ("Heading 2", "（一）存在主"),
        ("公文条目", "一是基层党组"),
        ("公文条目", "二是社区办公"),
    ]
    assert [name for name, _ in used[-2:]] == ["发文机关署名", "成文日期"]


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Body Text", "仿宋_GB2312", 16),
        ("公文条目", "仿宋_GB2312", 16),
        ("Footer", "宋体", 14),
    ],
)
def test_typefaces_have_the_names_offices_know(word, style, font, size):
    found = word.styles[style]
    assert found.font.size == Pt(size)
    fonts = found.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {font}


def test_lines_are_exactly_a_22nd_of_225_mm(word):
    pitch = word.styles["Body Text"].paragraph_format.line_spacing
    assert pitch == Pt(28.95)
    assert pitch * 22 == pytest.approx(Mm(225), abs=Mm(0.5))


def test_the_page_has_the_margins_of_the_standard(word):
    section = word.sections[0]
    found = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert [round(length.mm, 1) for length in found] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_page_numbers_stand_outside_on_odd_and_even_pages(word):
    section = word.sections[0]
    assert word.settings.odd_and_even_pages_header_footer is True
    for footer, align in [(section.footer, "right"), (section.even_page_footer, "left")]:
        (paragraph,) = footer.paragraphs
        field = paragraph._p.find(qn("w:fldSimple"))
        assert field.get(qn("w:instr")).strip() == "PAGE"
        assert [text.text for text in paragraph._p.iter(qn("w:t"))] == ["— ", "1", " —"]
        assert paragraph.style.element.pPr.find(qn("w:jc")).get(qn("w:val")) == align


def test_headings_stay_with_their_text_and_the_text_with_the_signature(word):
    assert word.styles["Heading 1"].paragraph_format.keep_with_next is True
    assert word.styles["Heading 2"].paragraph_format.keep_with_next is True
    last, signatory, date = word.paragraphs[-3:]
    assert last.paragraph_format.keep_with_next is True
    assert signatory.style.paragraph_format.keep_with_next is True
    assert date.paragraph_format.keep_with_next is None


def test_the_date_begins_two_characters_after_the_signatory(word):
    signatory, date = (paragraph.paragraph_format.left_indent.twips for paragraph in word.paragraphs[-2:])
    assert date - signatory == 630
    # 2021年11月8日 is 6.5 characters wide and begins two in: both end two characters before the margin
    assert signatory == int((28 - 2 - 8.5) * 315)


def test_a_signatory_longer_than_the_line_begins_at_the_margin():
    word = opened(Document("题", signature=Signature("某" * 40, dt.date(2026, 11, 3))))
    assert word.paragraphs[-2].paragraph_format.left_indent == 0


def test_a_long_title_is_one_paragraph_in_balanced_lines(word):
    assert word.paragraphs[0].text == "关于某某社区软弱涣散\n党组织整顿工作情况的报告"


@pytest.mark.parametrize(
    "document",
    [sample.document(), papers.red_head(), papers.listing(), papers.summary()],
    ids=["sample", "red head", "list", "summary"],
)
def test_children_stand_in_the_order_of_the_schema(document):
    orders = {"pPr": PPR, "rPr": RPR, "tblPr": TBLPR, "tcPr": TCPR, "sectPr": SECTPR, "tblBorders": BORDERS}
    for name, data in parts(render_docx(document)).items():
        tree = etree.fromstring(data)
        for tag, order in orders.items():
            for properties in tree.iter(qn(f"w:{tag}")):
                places = [order.split().index(etree.QName(child).localname) for child in properties]
                assert places == sorted(places), name


def test_title_author_date_and_language_are_in_the_properties(word):
    found = word.core_properties
    assert (found.title, found.author, found.language) == (
        sample.document().title, "某某镇整顿工作组", "zh-CN",
    )  # fmt: skip
    assert found.created.date() == dt.date(2021, 11, 8)


def test_without_a_signature_there_is_no_author_and_no_date():
    found = opened(Document("题")).core_properties
    assert (found.author, found.created) == ("", None)


def test_the_same_tree_gives_the_same_bytes():
    assert render_docx(sample.document()) == render_docx(sample.document())


def test_markup_and_control_characters_do_no_harm():
    evil = '<w:p/>&"\x00\x0b\ufffe'
    document = Document(
        evil, evil, (evil,), (Section(evil, (evil,), (Item(evil, evil),)),), (evil,),
        Signature(evil, dt.date(2026, 1, 1)),
    )  # fmt: skip
    assert [paragraph.text for paragraph in opened(document).paragraphs] == [
        '<w:p/>&"', '<w:p/>&"', '<w:p/>&"', '一、<w:p/>&"', '<w:p/>&"', '一是<w:p/>&"<w:p/>&"', '<w:p/>&"', '<w:p/>&"',
        "2026年1月1日",
    ]  # fmt: skip


def test_every_style_is_written_and_none_but_the_footers_is_unused(word):
    assert {style.style_id for style in word.styles} == {
        *STYLES,
        "Normal",
        "DefaultParagraphFont",
        "Ruled",
        "Imprint",
    }
