"""Tables on upright and lying sheets, measured. Lengths in mm from the edges of the sheet."""

import io
from dataclasses import replace

import pdfplumber
import pytest

from reports.document import Cell, Document, Section, Table
from reports.renderers.pdf import render_pdf
from tests.reports import papers
from tests.reports.test_layout import MM, rows_of, words

WIDE, HIGH = 297, 210


def pdf_of(document):
    return pdfplumber.open(io.BytesIO(render_pdf(document)))


def upright(page):
    """The page without the number on its side."""
    return page.filter(lambda thing: thing.get("upright", True))


@pytest.fixture(scope="module")
def listing():
    with pdf_of(papers.listing(30)) as pdf:
        yield pdf.pages


def test_the_sheet_lies_with_the_margins_turned_along(listing):
    for page in listing:
        assert (round(page.width / MM), round(page.height / MM)) == (WIDE, HIGH)
        (table,) = upright(page).find_tables()
        left, top, right, bottom = (side / MM for side in table.bbox)
        assert (left, right) == pytest.approx((35, WIDE - 37), abs=0.3)
        assert top >= 25.3
        assert bottom <= HIGH - 26 + 2.7


def test_the_page_number_stands_where_upright_sheets_have_it(listing):
    """Turned upright, 7 mm below the text; right on odd pages and left on even ones, one character in."""
    for page in listing:
        folio = [char for char in page.chars if not char["upright"]]
        assert "".join(char["text"] for char in folio).replace(" ", "") == f"—{page.page_number}—"
        assert {char["fontname"].split("+")[1] for char in folio} == {"GW-SongTi"}
        # The same baseline as on an upright sheet, 270.9 mm, seen from the other side.
        assert {round(char["matrix"][4] / MM, 1) for char in folio} == {26.1}
        begins = HIGH - folio[0]["matrix"][5] / MM
        ends = HIGH - folio[-1]["matrix"][5] / MM + 14 / MM
        if page.page_number % 2:
            assert ends == pytest.approx(28 + 156 - 14 / MM, abs=0.5)
        else:
            assert begins == pytest.approx(28 + 14 / MM, abs=0.5)


def test_the_head_is_repeated_on_every_page(listing):
    heads = [upright(page).extract_table()[:2] for page in listing]
    assert len(heads) > 3
    assert {str(head) for head in heads} == {
        str([["序号", "存在的主要问题", "整改情况", None, "时限"], [None, None, "措施", "状态", None]])
    }


def test_cells_are_merged_over_rows_and_columns(listing):
    first, second = upright(listing[0]).extract_table()[2:4]
    assert first[0] == "1"
    assert first[3] == "整改中"
    assert second == [None, None, "开展集中轮训。", "已销号", "长期"]


def test_what_is_merged_stays_on_one_page(listing):
    for page in listing:
        rows = upright(page).extract_table()[2:]
        assert rows[0][0]
        assert rows[-1][0] is None
        assert len(rows) % 2 == 0


def test_columns_have_the_widths_that_are_asked_for(listing):
    (table,) = upright(listing[0]).find_tables()
    row = table.rows[2]
    widths = [(cell[2] - cell[0]) / MM for cell in row.cells]
    assert widths == pytest.approx([225 * share / 100 for share in (6, 34, 34, 10, 16)], abs=0.5)


def test_cells_are_set_in_fangsong_and_heads_in_heiti(listing):
    faces = {row.text: row.fonts for row in rows_of(upright(listing[0]))}
    assert faces["措施状态"] == {"GW-HeiTi"}
    assert faces["开展集中轮训。已销号长期"] == {"GW-FangSong"}


def tall(lines):
    rows = [(Cell("一行"), Cell("短。"))] * 3 + [
        (Cell("高"), Cell("\n".join(f"第{n}行" for n in range(lines))))
    ]
    return Document(
        "题", sections=(Section("", tables=(Table((1, 3), ((Cell("甲"), Cell("乙")),), tuple(rows)),)),)
    )


def pages_with(document, words_of_row):
    with pdf_of(document) as pdf:
        return [page.page_number for page in pdf.pages if words_of_row in page.extract_text()]


def test_a_row_is_not_divided_while_it_fits_on_a_page():
    document = tall(30)
    assert pages_with(document, "第0行") == pages_with(document, "第29行") == [2]


def test_a_row_taller_than_a_page_is_divided_and_loses_nothing():
    with pdf_of(tall(60)) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages)
        assert len(pdf.pages) == 3
    assert [f"第{number}行" in text for number in range(60)] == [True] * 60


def test_a_problem_with_more_measures_than_a_page_holds_goes_on_on_the_next():
    measures = tuple((Cell(f"第{number}项措施"),) for number in range(1, 60))
    rows = ((Cell("问题", rows=60), Cell("第0项措施")), *measures)
    document = Document("题", sections=(Section("", tables=(Table((1, 3), (), rows),)),))
    with pdf_of(document) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages)
    assert [f"第{number}项措施" in text for number in range(60)] == [True] * 60


def test_the_line_above_stands_left_and_right_and_stays_with_its_table(listing):
    rows = rows_of(upright(listing[0]))
    above = next(row for row in rows if row.text.startswith("填报单位"))
    assert above.text == "填报单位：某某镇党委截至2026年11月8日"
    assert above.left == pytest.approx(35, abs=0.1)
    assert above.right == pytest.approx(WIDE - 37, abs=0.3)


@pytest.mark.parametrize("paragraphs", range(13, 23))
def test_neither_heading_nor_line_above_is_left_behind_by_its_table(paragraphs):
    table = replace(papers.problem_table(1), unit="单位：个")
    document = Document(
        "题", opening=("短。",) * paragraphs, sections=(Section("分乡镇情况", tables=(table,)),)
    )
    with pdf_of(document) as pdf:
        for page in pdf.pages:
            assert words(rows_of(page))[-1].text not in {"一、分乡镇情况", "填报单位：某某镇党委单位：个"}


def test_many_columns_are_set_smaller():
    row = tuple(Cell(f"列{number}") for number in range(9))
    document = Document(
        "题", sections=(Section("", tables=(Table((1,) * 9, (row,), (row,)),)),), landscape=True
    )
    with pdf_of(document) as pdf:
        sizes = {round(char["size"], 1) for char in pdf.pages[0].chars if char["text"] == "列"}
    assert sizes == {10.5}


def test_text_goes_on_below_a_table():
    with pdf_of(papers.summary()) as pdf:
        (table,) = pdf.pages[0].find_tables()
        below = next(row for row in rows_of(pdf.pages[0]) if row.text == "二、下一步打算")
    assert below.y - 16 / MM > table.bbox[3] / MM
