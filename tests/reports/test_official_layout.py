"""Red head and imprint, measured: GB/T 9704—2012 7.2, 7.3.4 and 7.4. Lengths in mm from the edges of the sheet."""

import io
from dataclasses import replace

import pdfplumber
import pytest

from reports.document import Document, Imprint, Letterhead
from reports.renderers.html import mark_size
from reports.renderers.pdf import render_pdf
from tests.reports import papers, sample
from tests.reports.test_layout import CELL, MM, PITCH, pages_of, words

EM = 16 / MM
# Characters of the mark's typeface begin this share of their size below the top of their square.
INK_BELOW_TOP = 0.035


@pytest.fixture(scope="module")
def red():
    return pages_of(papers.red_head())


def rules_of(page):
    """(left, right, top, bottom) of everything ruled on a page, from the top."""
    found = {
        tuple(round(rect[side] / MM, 2) for side in ("x0", "x1", "top", "bottom"))
        for rect in (*page.rects, *page.lines)
    }
    return sorted(found, key=lambda rule: rule[2])


def pdf_of(document):
    return pdfplumber.open(io.BytesIO(render_pdf(document)))


def row_of(rows, beginning):
    return next(row for row in rows if row.text.startswith(beginning))


def em_top(row):
    return row.y - 0.88 * row[0]["size"] / MM


def em_foot(row):
    return row.y + 0.12 * row[0]["size"] / MM


def test_the_mark_begins_72_mm_from_the_edge_is_red_and_centred(red):
    mark = row_of(red[0], "中共某某镇委员会文件")
    size = mark[0]["size"] / MM
    assert em_top(mark) + INK_BELOW_TOP * size == pytest.approx(72, abs=0.5)
    assert mark.fonts == {"GW-XiaoBiaoSong"}
    assert {tuple(char["non_stroking_color"]) for char in mark} == {(1, 0, 0)}
    assert (mark.left + mark.right) / 2 == pytest.approx(106, abs=0.3)


@pytest.mark.parametrize("length", [2, 8, 10, 14, 18])
def test_the_mark_stays_on_its_line_whatever_its_length(length):
    name = "某" * length
    rows = pages_of(Document("题", opening=("文。",), letterhead=Letterhead(name)))[0]
    mark = row_of(rows, name)
    assert mark.text == name
    assert mark.left >= 28 - 0.1
    assert mark.right <= 184 + 0.1


def test_a_mark_is_as_large_as_its_line_allows():
    assert [mark_size("某" * length) for length in (1, 9, 10, 11, 18, 40)] == [48, 48, 44, 40, 24, 24]


def test_number_and_signer_stand_two_lines_below_one_character_in(red):
    mark, row = row_of(red[0], "中共"), row_of(red[0], "某委〔2026〕12号")
    assert row.text == "某委〔2026〕12号签发人：张某某"
    line_top = em_top(row) - (PITCH - 16) / 2 / MM
    assert line_top - em_foot(mark) == pytest.approx(2 * PITCH / MM, abs=0.1)
    assert row.left == pytest.approx(28 + CELL, abs=0.1)
    assert row.right == pytest.approx(184 - CELL, abs=0.3)
    assert {char["fontname"].split("+")[1] for char in row[-3:]} == {"GW-KaiTi"}
    assert {char["fontname"].split("+")[1] for char in row[:-3]} == {"GW-FangSong"}


def test_without_a_signer_the_number_is_centred():
    head = replace(papers.LETTERHEAD, signer="")
    row = row_of(pages_of(replace(papers.red_head(), letterhead=head))[0], "某委")
    assert (row.left + row.right) / 2 == pytest.approx(106, abs=0.3)


def test_the_red_line_lies_4_mm_below_the_number_and_the_title_two_lines_below_it(red):
    with pdf_of(papers.red_head()) as pdf:
        (rule,) = rules_of(pdf.pages[0])
        (drawn,) = pdf.pages[0].rects
    left, right, top, bottom = rule
    assert (left, right) == pytest.approx((28, 184), abs=0.1)
    assert drawn["non_stroking_color"] == (1, 0, 0)
    # From the foot of the square; the characters themselves end 0.2 mm higher.
    assert top - em_foot(row_of(red[0], "某委")) == pytest.approx(4, abs=0.5)
    title = row_of(red[0], "关于某某社区")
    assert em_top(title) - (PITCH - 22) / 2 / MM - bottom == pytest.approx(2 * PITCH / MM, abs=0.1)


@pytest.mark.parametrize("length", [10, 40, 80, 120])
def test_the_first_page_shows_body_text(length):
    document = replace(papers.red_head(), title="整" * length)
    assert any("被确定为软弱涣散党组织以来" in row.text for row in pages_of(document)[0])


def test_secrecy_and_urgency_stand_at_the_top_left_in_heiti():
    head = replace(papers.LETTERHEAD, secrecy="机密★1年", urgency="特急")
    rows = pages_of(replace(papers.red_head(), letterhead=head))[0]
    secrecy, urgency = row_of(rows, "机密"), row_of(rows, "特急")
    assert em_top(secrecy) == pytest.approx(37, abs=0.2)
    assert (urgency.y - secrecy.y) * MM == pytest.approx(PITCH, abs=0.05)
    assert secrecy.left == urgency.left == pytest.approx(28, abs=0.1)
    assert secrecy.fonts == {"GW-HeiTi"}
    mark = row_of(rows, "中共")
    assert mark.y == pytest.approx(row_of(pages_of(papers.red_head())[0], "中共").y, abs=0.05)


def test_the_imprint_ends_at_the_foot_of_the_text_of_the_last_page():
    with pdf_of(papers.red_head()) as pdf:
        rules = rules_of(pdf.pages[-1])
        assert [page.rects + page.lines for page in pdf.pages[1:-1]] == [[]] * (len(pdf.pages) - 2)
    assert {(round(left), round(right)) for left, right, _, _ in rules} == {(28, 184)}
    assert max(bottom for _, _, _, bottom in rules) == pytest.approx(262, abs=0.1)


def drawn_lines(page):
    """The dark lines across the middle of a page as (middle, thickness) in mm, as they are printed."""
    scale = 24
    picture = page.to_image(resolution=25.4 * scale).original.convert("L")
    column = [picture.getpixel((106 * scale, y)) < 160 for y in range(int(235 * scale), int(265 * scale))]
    found, start = [], None
    for place, dark in enumerate([*column, False]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            found.append((235 + (start + place) / 2 / scale, (place - start) / scale))
            start = None
    return found


def test_the_outer_lines_of_the_imprint_are_thicker_than_the_inner_one():
    document = replace(papers.red_head(), imprint=replace(papers.IMPRINT, copies_to=("甲",)))
    with pdf_of(document) as pdf:
        first, inner, last = drawn_lines(pdf.pages[-1])
    assert [first[1], inner[1], last[1]] == pytest.approx([0.35, 0.25, 0.35], abs=0.06)


def test_the_imprint_is_set_in_14_pt_one_character_in(red):
    copies, printed = words(red[-1])[-2:]
    assert copies.text == "抄送：县委组织部，县纪委监委，县委办公室。"
    assert printed.text == "某某镇党政综合办公室2026年11月8日印发"
    assert {round(char["size"], 1) for char in (*copies, *printed)} == {14}
    one_in = 14 / MM
    assert copies.left == printed.left == pytest.approx(28 + one_in, abs=0.1)
    assert printed.right == pytest.approx(184 - one_in, abs=0.3)


def test_copies_that_run_over_go_on_behind_the_colon():
    document = replace(papers.red_head(), imprint=replace(papers.IMPRINT, copies_to=("县委组织部",) * 12))
    rows = words(pages_of(document)[-1])
    place = rows.index(row_of(rows, "抄送"))
    assert [row.left for row in rows[place + 1 : -1]] == pytest.approx([28 + 4 * 14 / MM] * 2, abs=0.2)


@pytest.mark.parametrize("length", range(8, 26))
def test_the_imprint_stands_on_the_page_of_the_date(length):
    opening = tuple(f"第{number}段。" for number in range(length))
    signature = sample.document().signature
    found = pages_of(Document("题", opening=opening, signature=signature, imprint=papers.IMPRINT))
    last = [row.text for row in words(found[-1])]
    assert last[-5:-2] == [f"第{length - 1}段。", "某某镇整顿工作组", "2021年11月8日"]
    assert last[-2].startswith("抄送")
    assert max(row.y for row in words(found[-1])) < 262


def test_an_imprint_needs_no_signature_and_no_copies():
    imprint = Imprint("某某镇办公室", papers.IMPRINT.printed_on)
    (rows,) = pages_of(Document("题", opening=("文。",), imprint=imprint))
    assert words(rows)[-1].text == "某某镇办公室2026年11月8日印发"


def test_attachments_hang_under_their_names_one_line_below_the_text():
    rows = words(pages_of(papers.summary())[-1])
    first = row_of(rows, "附件：1.问题清单")
    before, second, third = rows[rows.index(first) - 1], *rows[rows.index(first) + 1 :][:2]
    assert before.text == "特此报告。"
    assert (first.y - before.y) * MM == pytest.approx(2 * PITCH, abs=0.1)
    assert first.left == pytest.approx(28 + 2 * CELL, abs=0.1)
    assert second.left == pytest.approx(28 + 5 * CELL, abs=0.1)
    name = next(char for char in first if char["text"] == "问")
    assert third.left == pytest.approx(name["matrix"][4] / MM, abs=0.2)


def test_a_single_attachment_has_no_number_and_no_name_ends_in_a_mark():
    document = replace(papers.summary(), attachments=("问题清单。",))
    assert row_of(words(pages_of(document)[-1]), "附件").text == "附件：问题清单"
