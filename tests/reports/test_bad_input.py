"""What no office means to print, and some do: the page is right or the message clear."""

import datetime as dt
import io
import subprocess

import docx
import pytest
from django.utils.translation import override
from pypdf import PdfReader

from reports.document import Cell, Document, Item, Section, Signature, Table
from reports.numbering import lines
from reports.renderers.docx import render_docx
from reports.renderers.pdf import render_pdf
from reports.typography import remarks
from tests.reports import sample
from tests.reports.extraction import of_html, of_pdf, of_text, of_word
from tests.reports.test_layout import pages_of, words

SIGNATURE = Signature("某某镇整顿工作组", dt.date(2026, 11, 3))


def test_two_hundred_pages():
    text = sample.parts()["measures"][0]
    document = Document("题", sections=(Section("甲", items=tuple(Item(text) for _ in range(640))),))
    reader = PdfReader(io.BytesIO(render_pdf(document)))
    assert len(reader.pages) > 200
    assert f"— {len(reader.pages)} —" in reader.pages[-1].extract_text()
    assert "六百四十是" in reader.pages[-1].extract_text()
    assert len(docx.Document(io.BytesIO(render_docx(document))).paragraphs) == 642


def test_a_title_of_80_characters():
    document = Document("整" * 80, opening=("文。",), signature=SIGNATURE)
    (rows,) = pages_of(document)
    assert [len(row) for row in words(rows)[:5]] == [17, 16, 16, 16, 15]


def test_a_paragraph_of_10_000_characters():
    document = Document("题", opening=("整顿" * 5000,), signature=SIGNATURE)
    found = pages_of(document)
    assert [len(words(rows)) for rows in found[1:-2]] == [22] * (len(found) - 3)
    assert of_pdf(document) == "".join(of_text(document))


EVIL = "<script>alert(1)</script>{{ x }}\"&'<b>"


def test_markup_is_text_in_every_format():
    table = Table((1, 1), ((Cell(EVIL), Cell("甲")),), ((Cell(EVIL), Cell("乙")),), EVIL, EVIL)
    document = Document(EVIL, EVIL, (EVIL,), (Section(EVIL, items=(Item(EVIL, EVIL),), tables=(table,)),))
    expected = of_text(document)
    assert sum(text.count("<script>alert(1)</script>") for text in expected) == 10
    assert of_html(document) == of_word(document) == expected
    assert of_pdf(document) == "".join(expected)


@pytest.mark.parametrize("character", ["\U00020bb7", "\U0001f600", "\u2011", "\u200f", "\U0002a6d6"])
def test_a_character_without_a_typeface_does_not_stop_the_report_but_is_named(character, tmp_path):
    document = Document("题", opening=(f"名为{character}者。",))
    path = tmp_path / "report.pdf"
    path.write_bytes(render_pdf(document))
    text = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "名为" in text
    assert "者。" in text
    with override("en"):
        (remark,) = (found for line in lines(document) for found in remarks(line))
    assert f"U+{ord(character):04X}" in remark


@pytest.mark.parametrize(
    "document",
    [
        Document(""),
        Document("题", sections=(Section("", tables=(Table((1,), (), ()),)),)),
        Document("题", landscape=True),
    ],
    ids=["nothing", "empty table", "empty sheet"],
)
def test_next_to_nothing_is_a_page_all_the_same(document):
    assert len(PdfReader(io.BytesIO(render_pdf(document))).pages) == 1
    docx.Document(io.BytesIO(render_docx(document)))


def test_a_cell_that_reaches_beyond_its_table():
    rows = ((Cell("甲", columns=5, rows=9), Cell("乙")), (Cell("丙"),))
    document = Document("题", sections=(Section("", tables=(Table((1, 1), (), rows),)),))
    assert len(PdfReader(io.BytesIO(render_pdf(document))).pages) == 1
    docx.Document(io.BytesIO(render_docx(document)))
