"""Texts that a spreadsheet would run: marked as text on the way out, known by the mark on the way in.

The mark is the apostrophe that Excel itself shows before such a text: in a workbook a property of the cell
(quotePrefix), in separated values the first character.
"""

from __future__ import annotations

import re

_RUN = re.compile(r"'*[=+\-@|\t\r＝＋－＠｜]")
_MARKED = re.compile(r"'+[=+\-@|\t\r＝＋－＠｜]")


def would_run(text: str) -> bool:
    """Whether ``text`` begins like a formula, or like one that is marked as text."""
    return bool(_RUN.match(text))


def marked(text: str) -> str:
    return f"'{text}" if would_run(text) else text


def unmarked(text: str) -> str:
    """What was ``marked``; any other text as it is."""
    return text[1:] if _MARKED.match(text) else text
