"""Setting Chinese text: break points at quotation marks, titles in balanced lines, and what deserves a second look."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.document import Document
from reports.numbering import Line, LineKind, lines
from reports.typefaces import missing_characters

_OPENING = re.escape("（〔【《〈“‘「『(")
_CLOSING = re.escape("，。、；：？！）〕】》〉”’」』…—%％℃),.;:?!")
_BEFORE_QUOTE = re.compile(rf"(?<=[^\s{_OPENING}])(?=[“‘])")
_AFTER_QUOTE = re.compile(rf"(?<=[”’])(?=[^\s\u200b{_CLOSING}])")

TITLE_CELLS = 20
"""Characters of 22 pt on a line of 156 mm."""

_HANZI = "[\u4e00-\u9fff]"
_ASCII_MARK = re.compile(rf"(?<={_HANZI})[,;:?!]|[,;:?!](?={_HANZI})")
_WIDE_DIGIT = re.compile("[０-９]")
_TYPED_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、](?!\d)|[一二三四五六七八九十]+是)"
)
_SHOWN = 12
# What a writer leaves to be filled in: {…}, 【待补充】, XX镇, ××村, ____, （此处…）.
_PLACEHOLDER = re.compile(
    r"\{[^{}]*\}|[【〔（(]?(?:待补充|待填|请填写|此处填写|另附说明)[^】〕）)]{0,10}[】〕）)]?|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z])|[×＊*]{2,}|_{3,}|＿{2,}"
)
_WORD = re.compile(r"[A-Za-z0-9]+(?:[.,:%/-][A-Za-z0-9]+)*%?|[^\s]")

# Words that a title line had better begin with; what it must not begin or end with; what stays in one piece.
_GOOD_STARTS = ("关于", "整顿", "软弱", "工作", "情况", "党组织")
_BAD_STARTS = tuple("的和与及、，。：；？！）〕】》〉”’」』")
_BAD_ENDS = tuple("（〔【《〈“‘「『")
_ONE_PIECE = re.compile(r"[A-Za-z0-9.%-]+[年月日号届次个项]?|（[^（）]*）|《[^《》]*》|“[^“”]*”")


def free_quotes(text: str) -> str:
    """``text`` with zero-width spaces where a line may break at a quotation mark (Pango forbids both sides)."""
    return _AFTER_QUOTE.sub("\u200b", _BEFORE_QUOTE.sub("\u200b", text))


def title_lines(title: str) -> list[str]:
    """``title`` in as few lines of at most 20 characters as it needs, about equally long, between words (7.3.1)."""
    length = len(title)
    count = -(-length // TITLE_CELLS)
    rest, found = title, []
    for left in range(count, 1, -1):
        cut = _best_cut(rest, left)
        found.append(rest[:cut])
        rest = rest[cut:]
    return [*found, rest]


def _best_cut(text: str, parts: int) -> int:
    """Where to end the first of ``parts`` lines so that the others still fit."""
    least = max(1, len(text) - TITLE_CELLS * (parts - 1))
    most = min(TITLE_CELLS, len(text) - 1)
    middle = len(text) / parts
    return min(range(least, most + 1), key=lambda cut: (_cost(text, cut, middle), -cut))


def _cost(text: str, cut: int, middle: float) -> float:
    before, after = text[:cut], text[cut:]
    cost = abs(cut - middle)
    if after.startswith(_BAD_STARTS) or before.endswith(_BAD_ENDS):
        return cost + 2 * TITLE_CELLS
    if any(piece.start() < cut < piece.end() for piece in _ONE_PIECE.finditer(text)):
        return cost + TITLE_CELLS
    return cost if after.startswith(_GOOD_STARTS) or text[cut - 1] == "的" else cost + 4


def word_count(document: Document) -> int:
    """字数 as Word counts: each character and mark is one, and so is a run of Latin letters or figures."""
    return sum(len(_WORD.findall(line.whole)) for line in lines(document))


def placeholders(text: str) -> list[str]:
    """What in ``text`` still waits to be filled in."""
    return list(dict.fromkeys(match[0] for match in _PLACEHOLDER.finditer(text)))


def warnings(document: Document) -> list[str]:
    """All ``remarks`` on ``document``."""
    return [remark for line in lines(document) for remark in remarks(line)]


def remarks(line: Line) -> Iterator[str]:
    """What a careful proof-reader would mark in ``line``, in words; nothing is changed by itself."""
    text = line.lead + line.text
    start = text[:_SHOWN]
    if _ASCII_MARK.search(text):
        yield _("“%(start)s…”: a half-width mark stands between Chinese characters.") % {"start": start}
    if _WIDE_DIGIT.search(text):
        yield _("“%(start)s…”: full-width digits; the standard writes them half-width.") % {"start": start}
    if line.kind in {LineKind.ITEM, LineKind.PARAGRAPH} and _TYPED_MARK.match(text):
        yield _("“%(start)s…”: begins with a typed mark; marks are set by themselves.") % {"start": start}
    if unknown := missing_characters(text):
        yield _("“%(start)s…”: no typeface holds %(characters)s.") % {"start": start, "characters": unknown}
