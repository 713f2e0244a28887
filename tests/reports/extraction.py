"""What a reader, a screen reader or a search finds in each of the formats: the pieces of text in their order."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import docx
import pdfplumber
from docx.table import Table as WordTable

from reports.document import Document
from reports.renderers import RENDERERS

LEAVES = {"H1", "H2", "H3", "P", "TH", "TD"}


def of_text(document: Document) -> list[str]:
    """Every paragraph and every cell that is not empty."""
    return pieces(RENDERERS["txt"](document).decode().replace("\t", "\n").splitlines())


def of_html(document: Document) -> list[str]:
    """The text of every block element and cell."""
    html = re.sub(r"<br>|\u200b", "", RENDERERS["html"](document).decode())
    blocks = re.findall(r"<(p|h1|h2|h3|th|td)\b[^>]*>(.*?)</\1>", html)
    return pieces(unescape(re.sub(r"<[^>]+>", "", inner)) for _, inner in blocks)


def of_word(document: Document) -> list[str]:
    """Paragraphs and cells as they stand in the file; a tab divides what stands left and right on a line."""
    word = docx.Document(io.BytesIO(RENDERERS["docx"](document)))
    return pieces(text for block in word.iter_inner_content() for text in _of_block(block))


def _of_block(block: Any) -> Iterator[str]:
    if not isinstance(block, WordTable):
        yield from block.text.replace("\n", "").split("\t")
        return
    for row in block._tbl.tr_lst:
        for cell in row.tc_lst:
            if cell.vMerge != "continue":
                yield "".join(text.text for text in cell.iter() if text.tag.endswith("}t"))


def of_pdf(document: Document) -> str:
    return pdf_text(RENDERERS["pdf"](document))


def pdf_text(data: bytes) -> str:
    """The text by the tags of the file, in one string: a page does not say where a paragraph ends.

    The head that a table repeats on each page counts once; page numbers are not tagged as content.
    """
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        marked: dict[tuple[int, int], str] = {}
        for page in pdf.pages:
            for char in page.chars:
                key = (page.page_number, char["mcid"])
                marked[key] = marked.get(key, "") + char["text"]
        leaves = [leaf for element in pdf.structure_tree for leaf in _leaves(element, set())]
    found = ["".join(marked.get(key, "") for key in _marks(leaf)) for leaf in leaves]
    return "".join(pieces(found))


def _leaves(element: dict[str, Any], heads: set[str]) -> Iterator[dict[str, Any]]:
    if element["type"] in LEAVES:
        yield element
        return
    children = element.get("children", [])
    if element["type"] == "Table" and children[0]["type"] == "THead":
        head = str([leaf.get("attributes") for leaf in _leaves({**children[0], "type": "Head"}, heads)])
        children = children[1:] if head in heads else children
        heads.add(head)
    for child in children:
        yield from _leaves(child, heads)


def _marks(element: dict[str, Any]) -> Iterator[tuple[int, int]]:
    yield from ((element["page_number"], mark) for mark in element.get("mcids", []))
    for child in element.get("children", []):
        yield from _marks(child)


def pieces(texts: Any) -> list[str]:
    """``texts`` without white space and break points, the empty ones left out."""
    found = (re.sub(r"[\s\u200b]", "", text) for text in texts)
    return [text for text in found if text]
