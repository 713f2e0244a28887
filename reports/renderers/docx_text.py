"""Text → the runs and paragraphs of a Word file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from xml.sax.saxutils import escape

# Not characters of XML 1.0: a file that holds one does not open.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
TAB = "</w:t><w:tab/><w:t>"
BREAK = "</w:t><w:br/><w:t>"


def paragraph(
    style: str, parts: Iterable[str], *, direct: str = "", run: str = "", between: str = BREAK
) -> str:
    """``parts`` with line ends or tabs between; ``direct`` and ``run`` are children of pPr and rPr in their order."""
    text = between.join(map(escaped, parts)).replace("<w:t>", '<w:t xml:space="preserve">')
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{direct}</w:pPr>'
    return (
        f"<w:p>{properties}<w:r>{f'<w:rPr>{run}</w:rPr>' if run else ''}"
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def escaped(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text))


def cells(text: str) -> float:
    """The width of ``text`` in full-width characters."""
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)
