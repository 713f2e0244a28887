"""PDF, Word, HTML and text say the same, paragraph for paragraph."""

import io
import re
from html import unescape

import docx
import pdfplumber
import pytest

from reports.document import Document, Item, Section
from reports.renderers import RENDERERS
from tests.reports import sample
from tests.reports.test_layout import rows_of


def of_text(document):
    return RENDERERS["txt"](document).decode().splitlines()


def of_html(document):
    """The text of every block element."""
    html = re.sub(r"<br>|\u200b", "", RENDERERS["html"](document).decode())
    blocks = re.findall(r"<(p|h1|h2|h3)\b[^>]*>(.*?)</\1>", html)
    return [unescape(re.sub(r"<[^>]+>", "", inner)) for _, inner in blocks]


def of_word(document):
    word = docx.Document(io.BytesIO(RENDERERS["docx"](document)))
    return [paragraph.text.replace("\n", "") for paragraph in word.paragraphs]


def of_pdf(document):
    """All pages in one string: a page of print does not say where a paragraph ends."""
    with pdfplumber.open(io.BytesIO(RENDERERS["pdf"](document))) as pdf:
        rows = [row for page in pdf.pages for row in rows_of(page)[:-1]]
    return "".join(row.text for row in rows).replace("\u200b", "")


DOCUMENTS = {
    "sample": sample.document(),
    "marks": Document(
        "题<一>",
        opening=("“甲”&“乙”：A4纸 1 份。",),
        sections=(Section("丙", items=(Item("丁。", "戊。"),)),),
    ),
}


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_the_four_formats_say_the_same(document):
    expected = of_text(document)
    assert of_html(document) == expected
    assert of_word(document) == expected
    assert of_pdf(document) == "".join(expected)
