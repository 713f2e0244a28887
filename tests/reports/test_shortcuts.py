"""Every page is the same with and without the shortcuts, glyph for glyph and line for line."""

import gc
import io
import zlib

import pdfplumber
import pydyf
import pytest
from weasyprint.layout import inline, page
from weasyprint.pdf import fonts, stream

from reports.document import Document
from reports.renderers import shortcuts
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


@pytest.fixture
def the_long_way(monkeypatch):
    monkeypatch.setattr(stream, "Font", fonts.Font)
    monkeypatch.setattr(pydyf, "zlib", zlib)
    monkeypatch.setattr(inline, "resolve_percentages", shortcuts._resolve_percentages)
    monkeypatch.setattr(inline, "split_first_line", shortcuts._split_first_line)
    monkeypatch.setattr(page, "resolve_percentages", shortcuts._resolve_percentages)


DOCUMENTS = [sample.document(), papers.red_head(), papers.listing(12), papers.summary()]


@pytest.fixture(scope="module")
def the_short_way():
    return [drawn(document) for document in DOCUMENTS]


@pytest.mark.parametrize("number", range(len(DOCUMENTS)), ids=["sample", "red head", "list", "summary"])
def test_nothing_moves(the_short_way, the_long_way, number):
    assert drawn(DOCUMENTS[number]) == the_short_way[number]


def test_the_shortcuts_are_taken(monkeypatch):
    made = []
    monkeypatch.setattr(stream, "Font", lambda *values: made.append(1) or shortcuts.LeanFont(*values))
    render_pdf(Document("题", opening=("文。",)))
    assert made
    assert inline.resolve_percentages is shortcuts.resolve_percentages
    assert pydyf.zlib is not zlib


def test_a_subset_is_made_once_and_few_are_kept(monkeypatch):
    shortcuts._subsets.clear()
    made = []
    subset = fonts.Font._harfbuzz_subset
    monkeypatch.setattr(fonts.Font, "_harfbuzz_subset", lambda *values: made.append(1) or subset(*values))
    document = Document("整顿工作", opening=("某某镇。",))
    first = render_pdf(document)
    times = len(made)
    assert times == 3
    assert render_pdf(document) == first
    assert len(made) == times
    for character in dict.fromkeys("".join(sample.unmarked())[: 3 * shortcuts.MOST_KEPT]):
        render_pdf(Document("题", opening=(character,)))
    assert len(shortcuts._subsets) == shortcuts.MOST_KEPT


def test_the_search_for_cycles_goes_on_afterwards_even_if_the_work_fails():
    assert gc.isenabled()
    with shortcuts.without_search_for_cycles():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), shortcuts.without_search_for_cycles():
        1 / 0  # noqa: B018
    assert gc.isenabled()


def test_pages_are_told_as_they_are_set_and_a_change_of_mind_ends_the_work():
    told = []
    render_pdf(papers.listing(12), told=told.append)
    assert told == sorted(told)
    assert told[0] == 1

    def changed_his_mind(page):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        render_pdf(papers.listing(12), told=changed_his_mind)
    assert render_pdf(Document("题")).startswith(b"%PDF-")
