"""Tables, red head, imprint and lying sheets in the Word file, read back with python-docx."""

import io
from dataclasses import replace

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from reports.document import Cell, Document, Letterhead, Section, Table
from reports.renderers.docx import render_docx
from reports.renderers.docx_styles import CELL, LANDSCAPE_WIDTH, LINE, WIDTH
from tests.reports import papers


def opened(document):
    return docx.Document(io.BytesIO(render_docx(document)))


@pytest.fixture(scope="module")
def listing():
    return opened(papers.listing(2))


@pytest.fixture(scope="module")
def red():
    return opened(papers.red_head())


def styles_of(word):
    return [paragraph.style.name for paragraph in word.paragraphs]


def test_a_list_lies_with_the_margins_turned_along(listing):
    section = listing.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    found = [section.top_margin, section.right_margin, section.bottom_margin, section.left_margin]
    assert [round(length.mm) for length in found] == [28, 37, 26, 35]


def test_its_page_number_lies_on_the_left_edge(listing):
    footer = listing.sections[0].footer._element
    box = next(footer.iter(qn("wp:anchor")))
    across, down = (
        int(box.find(f"{qn(name)}/{qn('wp:posOffset')}").text) / 36000
        for name in ("wp:positionH", "wp:positionV")
    )
    assert across == 25.5
    assert down + 40 == pytest.approx(28 + 156 - 4.94, abs=0.01)
    shape = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
    assert next(footer.iter(f"{shape}bodyPr")).get("vert") == "vert"
    assert [field.get(qn("w:instr")).strip() for field in footer.iter(qn("w:fldSimple"))] == ["PAGE"]
    assert listing.settings.odd_and_even_pages_header_footer is False


def test_cells_are_merged_and_the_head_is_repeated(listing):
    (table,) = listing.tables
    assert table.style.name == "公文表格"
    assert [cell.text for cell in table.rows[0].cells] == [
        "序号", "存在的主要问题", "整改情况", "整改情况", "时限",
    ]  # fmt: skip
    assert [cell.text for cell in table.rows[1].cells] == ["序号", "存在的主要问题", "措施", "状态", "时限"]
    assert table.cell(2, 0)._tc is table.cell(3, 0)._tc
    assert table.cell(3, 2).text == "开展集中轮训。"
    heads = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
    assert heads == [True, True, False, False, False, False]
    assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.rows)


def test_columns_share_the_width_of_the_text(listing):
    (table,) = listing.tables
    widths = [column.width.twips for column in table.columns]
    assert sum(widths) == pytest.approx(LANDSCAPE_WIDTH, abs=5)
    assert widths[0] / sum(widths) == pytest.approx(0.06, abs=0.001)


def test_every_row_covers_every_column():
    rows = ((Cell("甲", columns=2, rows=2), Cell("乙")), (), (Cell("丙"),))
    table = Table((1, 1, 1), (), rows)
    word = opened(Document("题", sections=(Section("", tables=(table, table)),)))
    for row in word.tables[0]._tbl.tr_lst:
        assert sum(cell.grid_span for cell in row.tc_lst) == 3
    # Word merges two tables between which nothing stands.
    assert [type(block).__name__ for block in word.iter_inner_content()] == [
        "Paragraph", "Table", "Paragraph", "Table", "Paragraph",
    ]  # fmt: skip


def test_a_line_end_in_a_cell_begins_a_paragraph(listing):
    cell = listing.tables[0].cell(2, 2)
    assert [paragraph.text for paragraph in cell.paragraphs] == [
        "重建组织生活台账，按月检查。",
        "建立联络群。",
    ]
    assert {paragraph.style.name for paragraph in cell.paragraphs} == {"表格文字"}


def test_many_columns_are_set_in_a_smaller_style():
    row = tuple(Cell(str(number)) for number in range(9))
    word = opened(Document("题", sections=(Section("", tables=(Table((1,) * 9, (row,), (row,)),)),)))
    styles = [row.cells[0].paragraphs[0].style for row in word.tables[0].rows]
    assert [(style.name, style.font.size.pt) for style in styles] == [
        ("表格小标题", 10.5),
        ("表格小字", 10.5),
    ]


def test_the_red_head_has_styles_of_its_own(red):
    assert styles_of(red)[:4] == ["发文机关标志", "发文字号", "Title", "主送机关"]
    mark, number = red.paragraphs[:2]
    assert str(mark.style.font.color.rgb) == "FF0000"
    assert mark.runs[0].font.size.pt == 44
    assert mark.paragraph_format.space_before.mm == pytest.approx(35, abs=0.1)
    assert number.text == "\t某委〔2026〕12号\t签发人：张某某"
    stops = [(stop.position.twips, str(stop.alignment)) for stop in number.style.paragraph_format.tab_stops]
    assert stops == [(CELL, "LEFT (0)"), (WIDTH - CELL, "RIGHT (2)")]
    rule = number.style.element.pPr.find(f"{qn('w:pBdr')}/{qn('w:bottom')}")
    assert rule.get(qn("w:color")) == "FF0000"
    pace = number.style.paragraph_format
    assert pace.space_before.twips == pace.space_after.twips == 2 * LINE


def test_without_a_signer_the_number_is_centred():
    head = replace(papers.LETTERHEAD, signer="")
    number = opened(replace(papers.red_head(), letterhead=head)).paragraphs[1]
    assert (number.text, str(number.alignment)) == ("某委〔2026〕12号", "CENTER (1)")


def test_secrecy_and_urgency_stand_above_and_the_mark_stays_where_it_is():
    head = Letterhead("某镇文件", "某发〔2026〕1号", "", "机密★1年", "特急")
    secrecy, urgency, mark = opened(replace(papers.red_head(), letterhead=head)).paragraphs[:3]
    assert (secrecy.text, urgency.text) == ("机密★1年", "特急")
    assert mark.paragraph_format.space_before.twips == 1984 - 2 * LINE


def test_the_imprint_floats_at_the_foot_of_the_last_page(red):
    table = red.tables[-1]
    assert table.style.name == "版记"
    place = table._tbl.tblPr.find(qn("w:tblpPr"))
    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["抄送：县委组织部，县纪委监委，县委办公室。"] * 2,
        ["某某镇党政综合办公室", "2026年11月8日印发"],
    ]
    borders = table.style.element.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
    assert {border.tag.split("}")[1]: border.get(qn("w:sz")) for border in borders} == {
        "top": "8", "bottom": "8", "insideH": "6",
    }  # fmt: skip


def test_attachments_hang_and_stay_with_the_signature():
    word = opened(papers.summary())
    last_text, first, second = word.paragraphs[-5:-2]
    assert last_text.paragraph_format.keep_with_next is True
    assert first.style.paragraph_format.keep_with_next is True
    assert first.text == "附件：1.问题清单"
    assert first.paragraph_format.left_indent == second.paragraph_format.left_indent
    assert first.paragraph_format.first_line_indent < second.paragraph_format.first_line_indent < 0
