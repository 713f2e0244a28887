"""The produced PDF, measured: GB/T 9704—2012 5.2 and 7. Glyph origins and advances, not ink; lengths in mm or pt."""

import datetime as dt
import io
import itertools
from dataclasses import replace

import pdfplumber
import pytest

from reports.document import Document, Section, Signature
from reports.numbering import lines
from reports.renderers.pdf import render_pdf
from tests.reports import sample

MM = 72 / 25.4
PITCH = 29.61
CELL = 156 / 28
SHEET = 297


class Row(list):
    """The characters of one line, from the left; ``y`` is the foot of the em box, mm from the top of the sheet."""

    @property
    def text(self) -> str:
        return "".join(char["text"] for char in self)

    @property
    def y(self) -> float:
        return SHEET - self[0]["matrix"][5] / MM

    @property
    def left(self) -> float:
        return self[0]["matrix"][4] / MM

    @property
    def right(self) -> float:
        """Where the last glyph's advance ends."""
        return self[-1]["x1"] / MM

    @property
    def starts(self) -> list[float]:
        return [char["matrix"][4] / MM for char in self]

    @property
    def fonts(self) -> set[str]:
        return {char["fontname"].split("+")[1] for char in self}


def rows_of(page) -> list[Row]:
    """The lines of a page from the top, the page number last."""
    chars = sorted(page.chars, key=lambda char: (-round(char["matrix"][5], 1), char["matrix"][4]))
    grouped = itertools.groupby(chars, key=lambda char: round(char["matrix"][5], 1))
    return [Row(group) for _, group in grouped]


def pages_of(document) -> list[list[Row]]:
    with pdfplumber.open(io.BytesIO(render_pdf(document))) as pdf:
        return [rows_of(page) for page in pdf.pages]


@pytest.fixture(scope="module")
def pages():
    return pages_of(sample.document())


@pytest.fixture(scope="module")
def full_page():
    """A page of nothing but full-width characters: 22 lines of 28."""
    return pages_of(Document("题", opening=("整" * 28 * 70,)))[1]


def words(rows):
    """Without the folio."""
    return rows[:-1]


def test_a_full_page_holds_22_lines_of_28_characters(full_page):
    assert [len(row) for row in words(full_page)] == [28] * 22


def test_the_text_fills_156_by_225_mm_37_from_the_top_and_28_from_the_left(full_page):
    first, last = words(full_page)[0], words(full_page)[-1]
    em = 16 / MM
    ascent, descent = 0.88 * em, 0.12 * em
    assert first.left == pytest.approx(28, abs=0.1)
    assert first.y - ascent == pytest.approx(37, abs=1)
    assert last.y + descent - (first.y - ascent) == pytest.approx(225, abs=1)
    assert first.starts[-1] + CELL - first.left == pytest.approx(156, abs=0.3)


def test_every_line_lies_on_the_grid(pages):
    for rows in pages[1:-1]:
        ys = [row.y for row in words(rows)]
        steps = [(lower - upper) * MM for upper, lower in itertools.pairwise(ys)]
        assert steps == pytest.approx([PITCH] * len(steps), abs=0.05)


def test_full_lines_hold_28_characters_and_the_pitch_is_a_28th(full_page):
    row = words(full_page)[3]
    pitches = [right - left for left, right in itertools.pairwise(row.starts)]
    assert pitches == pytest.approx([CELL] * 27, abs=0.02)


def test_the_sample_fills_its_pages(pages):
    assert [len(words(rows)) for rows in pages[1:4]] == [22, 22, 22]
    assert len(pages) == 6


def test_faces_by_level(pages):
    found = {row.text: row.fonts for rows in pages for row in words(rows)}
    assert found["党组织整顿工作情况的报告"] == {"GW-XiaoBiaoSong"}
    assert found["一、存在突出问题"] == found["二、问题整顿情况"] == {"GW-HeiTi"}
    assert found["（一）存在主要问题"] == {"GW-KaiTi"}
    assert found["头、带动、带领能力不足。"] == {"GW-FangSong"}
    assert found["2021年11月8日"] == {"GW-FangSong"}


def test_sizes_by_level(pages):
    sizes = {row.text: round(row[0]["size"], 1) for rows in pages for row in words(rows)}
    assert sizes["党组织整顿工作情况的报告"] == 22
    assert {sizes["一、存在突出问题"], sizes["（一）存在主要问题"], sizes["头、带动、带领能力不足。"]} == {16}
    assert {round(rows[-1][0]["size"], 1) for rows in pages} == {14}


def test_paragraphs_begin_two_characters_in_and_go_on_at_the_margin(pages):
    lefts = {row.text[:4]: row.left for row in words(pages[1])}
    assert lefts["二是受限"] == pytest.approx(28 + 2 * CELL, abs=0.1)
    assert lefts["阻碍工作"] == pytest.approx(28, abs=0.1)


def test_inner_lines_are_not_ragged(pages):
    """Every line that is followed by more of its paragraph ends at the right margin."""
    rows = [row for page in pages for row in words(page)]
    inner = [row for row, following in itertools.pairwise(rows) if following.left < 28.5]
    assert len(inner) > 70
    gaps = {row.text: round(184 - row.right, 1) for row in inner}
    assert {text: gap for text, gap in gaps.items() if abs(gap) > 1} == {}


def test_no_line_begins_or_ends_with_the_wrong_mark(pages):
    rows = [row.text for page in pages for row in words(page)]
    assert [text for text in rows if text[0] in "，。、；：？！）》”’" or text[-1] in "（《“‘"] == []


def test_page_numbers_stand_outside_7_mm_below_the_text(pages):
    assert [rows[-1].text.replace(" ", "") for rows in pages] == [f"—{number}—" for number in range(1, 7)]
    for number, rows in enumerate(pages, 1):
        folio = rows[-1]
        assert folio.fonts == {"GW-SongTi"}
        assert folio.y == pytest.approx(pages[0][-1].y, abs=0.1)
        one_in = 14 / MM
        if number % 2:
            assert folio.right == pytest.approx(184 - one_in, abs=0.5)
        else:
            assert folio.left == pytest.approx(28 + one_in, abs=0.5)


@pytest.mark.parametrize("length", range(18, 26))
def test_no_page_holds_only_the_signature(length):
    """The text ends in turn on each of the last lines of the first page."""
    signature = Signature("某某镇整顿工作组", dt.date(2026, 11, 3))
    document = Document(
        "题", opening=tuple(f"第{number}段。" for number in range(length)), signature=signature
    )
    last = words(pages_of(document)[-1])
    texts = [row.text for row in last]
    assert texts[-2:] == ["某某镇整顿工作组", "2026年11月3日"]
    assert texts[-3] == f"第{length - 1}段。"


def test_the_date_begins_two_characters_after_the_signatory_and_both_end_inside(pages):
    signatory, date = words(pages[-1])[-2:]
    assert date.left - signatory.left == pytest.approx(2 * CELL, abs=0.1)
    assert max(signatory.right, date.right) == pytest.approx(184 - 2 * CELL, abs=0.3)


def test_rare_names_do_not_move_the_grid():
    plain = Document("题", opening=("镇党委副书记负责。" * 12,), sections=(Section("张三负责", ("李四。",)),))
    rare = replace(
        plain, opening=("镇党委堃喆珺赟镕垚。" * 12,)[:1], sections=(Section("张堃负责", ("李喆。",)),)
    )
    first, second = pages_of(plain)[0], pages_of(rare)[0]
    ys = [row.y for row in words(first)]
    assert [row.y for row in words(second)][: len(ys)] == pytest.approx(ys[: len(words(second))], abs=0.05)
    fonts = set().union(*(row.fonts for row in second))
    assert fonts >= {"GW-FangSong-Ext", "GW-HeiTi-Ext"}


def test_headings_stay_with_their_text():
    for length in range(14, 20):
        document = Document(
            "题",
            opening=("短。",) * length,
            sections=(Section("标题", sections=(Section("小标题", ("正文。",)),)),),
        )
        for rows in pages_of(document):
            assert words(rows)[-1].text not in {"一、标题", "（一）小标题"}


def test_the_text_reads_back_sentence_for_sentence(pages):
    """Lines joined give every paragraph of the document in order, with its mark."""
    body = "".join(row.text for rows in pages for row in words(rows))
    expected = "".join(line.whole for line in lines(sample.document()))
    assert body.replace("\u200b", "") == expected


@pytest.mark.parametrize(
    "text",
    [f"见https://example.org/{'abcdefghij' * 8}网页。", f"编号{'1234567890' * 9}。"],
    ids=["address", "number"],
)
def test_a_long_word_is_broken_and_never_runs_off_the_sheet(text):
    rows = words(pages_of(Document("题", opening=(text,)))[0])[1:]
    assert "".join(row.text for row in rows) == text
    assert [row.text for row in rows if row.right > 184.5] == []


@pytest.mark.parametrize("length", range(2, 27, 3))
def test_a_signatory_stands_on_one_line_as_long_as_it_fits(length):
    signature = Signature("组" * length, dt.date(2026, 11, 24))
    rows = words(pages_of(Document("题", opening=("文。",), signature=signature))[0])
    assert [row.text for row in rows[2:]] == ["组" * length, "2026年11月24日"]
    assert max(row.right for row in rows[2:]) == pytest.approx(184 - 2 * CELL, abs=0.5)


def test_a_very_long_signatory_goes_on_in_a_second_line():
    signature = Signature("某" * 40, dt.date(2026, 11, 24))
    rows = words(pages_of(Document("题", opening=("文。",), signature=signature))[0])[2:]
    assert [row.text for row in rows] == ["某" * 26, "某" * 14, "2026年11月24日"]
    assert max(row.right for row in rows) <= 184 - 2 * CELL + 0.5
    assert rows[2].left - rows[0].left == pytest.approx(2 * CELL, abs=0.1)


@pytest.mark.parametrize("cells", range(28 * 17, 28 * 23, 28))
def test_one_long_paragraph_does_not_leave_the_signature_alone(cells):
    signature = Signature("某某镇整顿工作组", dt.date(2026, 11, 3))
    found = pages_of(Document("题", opening=("整" * cells,), signature=signature))
    assert set(words(found[-1])[-3].text) == {"整"}
    assert max(len(words(rows)) for rows in found) <= 22
