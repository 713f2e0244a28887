"""Every page is the same with and without the shortcuts, glyph for glyph and line for line."""

import gc
import io
import logging
import re
import zlib

import pdfplumber
import pydyf
import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from weasyprint.pdf import fonts, stream

from reports.document import Document
from reports.renderers import pdf as printing
from reports.renderers import shortcuts, subsets
from reports.renderers.hooks import HOOKS, without_hooks
from reports.renderers.pdf import render_pdf
from tests.reports import papers, sample


def drawn(document):
    with pdfplumber.open(io.BytesIO(render_pdf(document))) as pdf:
        return [
            (
                [(char["text"], char["matrix"], char["fontname"]) for char in page.chars],
                [
                    (thing["x0"], thing["top"], thing["x1"], thing["bottom"])
                    for thing in page.rects + page.lines
                ],
            )
            for page in pdf.pages
        ]


DOCUMENTS = {
    "sample": sample.document(),
    "red head": papers.red_head(),
    "list": papers.listing(12),
    "summary": papers.summary(),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_moves(name):
    short = drawn(DOCUMENTS[name])
    with without_hooks():
        assert drawn(DOCUMENTS[name]) == short


def test_not_a_byte_is_another_where_the_same_is_compressed():
    document = papers.summary()
    short, level = render_pdf(document), pydyf.zlib
    with without_hooks():
        assert render_pdf(document) != short
        pydyf.zlib = level
        assert render_pdf(document) == short


def test_the_shortcuts_are_taken(monkeypatch):
    made = []
    monkeypatch.setattr(stream, "Font", lambda *values: made.append(1) or subsets.LeanFont(*values))
    render_pdf(Document("题", opening=("文。",)))
    assert made
    assert pydyf.zlib is not zlib
    assert {(each.name, getattr(each.owner, each.name) is each.ours) for each in HOOKS} == {
        (each.name, True) for each in HOOKS if each.name != "Font"
    } | {("Font", False)}
    with without_hooks():
        assert pydyf.zlib is zlib


def test_a_subset_is_made_once_and_few_are_kept(monkeypatch):
    subsets._subsets.clear()
    made = []
    subset = subsets.subset
    monkeypatch.setattr(subsets, "subset", lambda *values: made.append(1) or subset(*values))
    document = Document("整顿工作", opening=("某某镇。",))
    first = render_pdf(document)
    times = len(made)
    assert times == 3
    assert render_pdf(document) == first
    assert len(made) == times
    for character in dict.fromkeys("".join(sample.unmarked())[: 3 * subsets.MOST_KEPT]):
        render_pdf(Document("题", opening=(character,)))
    assert len(subsets._subsets) == subsets.MOST_KEPT


def outlines(data):
    font = TTFont(io.BytesIO(data))
    glyphs, found = font.getGlyphSet(), []
    for name in font.getGlyphOrder():
        pen = RecordingPen()
        glyphs[name].draw(pen)
        found.append((pen.value, glyphs[name].width))
    return sorted(font.keys()), found


@pytest.mark.parametrize("document", [papers.red_head(), papers.listing(3)], ids=["red head", "list"])
def test_a_subset_made_in_one_go_is_that_made_in_two(monkeypatch, document):
    pairs = []

    def both(font, wanted, hinting):
        one = subsets.subset(font.hb_face, tuple(sorted(wanted)), hinting, bool(font.missing))
        fonts.Font._harfbuzz_subset(font, wanted, hinting)
        pairs.append((outlines(one), outlines(font.file_content)))

    monkeypatch.setattr(subsets.LeanFont, "_harfbuzz_subset", both)
    render_pdf(document)
    assert len(pairs) > 3
    assert all(one == two for one, two in pairs)


def test_what_harfbuzz_cannot_make_is_left_to_weasyprint(monkeypatch):
    document = Document("题", opening=("文。",))
    right = render_pdf(document)
    subsets._subsets.clear()
    monkeypatch.setattr(subsets, "subset", lambda *_: None)
    assert render_pdf(document) == right


def test_no_page_is_styled_by_its_number():
    """All pages of a side share one style: what would tell them apart is said nowhere."""
    sheets = "".join(sheet.read_text() for sheet in printing.STYLE_SHEETS)
    assert "@page :right" in sheets
    assert not re.search(r"@page[^{]*:(first|nth|blank)", sheets)


def test_all_pages_of_a_side_have_one_style(monkeypatch):
    made = []
    styled = shortcuts._set_page_styles
    monkeypatch.setattr(shortcuts, "_set_page_styles", lambda *given: made.append(given[0]) or styled(*given))
    pdf = render_pdf(sample.document())
    assert [kind.side for kind in made] == ["right", "left"]
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        assert [page.extract_text().splitlines()[-1] for page in opened.pages] == [
            f"— {number} —" for number in range(1, 7)
        ]


def test_the_search_for_cycles_goes_on_afterwards_even_if_the_work_fails():
    assert gc.isenabled()
    with shortcuts.without_search_for_cycles():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), shortcuts.without_search_for_cycles():
        1 / 0  # noqa: B018
    assert gc.isenabled()


def test_pages_are_told_as_they_are_set_and_a_change_of_mind_ends_the_work(caplog):
    told = []
    with caplog.at_level(logging.INFO):
        render_pdf(papers.listing(12), told=told.append)
    assert told == sorted(told)
    assert told[0] == 1
    assert [words for words in caplog.messages if "Page" in words] == []

    def changed_his_mind(page):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        render_pdf(papers.listing(12), told=changed_his_mind)
    assert render_pdf(Document("题")).startswith(b"%PDF-")
