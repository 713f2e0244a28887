"""Setting Chinese text: break points at quotation marks, titles in balanced lines, and what deserves a second look."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext as _

from reports.document import Document
from reports.numbering import Line, LineKind, lines
from reports.typefaces import missing_characters, named

_OPENING = re.escape("（〔【《〈“‘「『(")
_CLOSING = re.escape("，。、；：？！）〕】》〉”’」』…—%％℃),.;:?!")
_BEFORE_QUOTE = re.compile(rf"(?<=[^\s{_OPENING}])(?=[“‘])")
_AFTER_QUOTE = re.compile(rf"(?<=[”’])(?=[^\s\u200b{_CLOSING}])")

TITLE_CELLS = 20
"""Characters of 22 pt on a line of 156 mm."""
WIDE_TITLE_CELLS = 28
"""The same on a sheet that lies, 225 mm."""

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
_WITHIN_WORDS, _RECTANGLE, _HOURGLASS = 8, 12, 200
_REACH = 7
"""How many characters a line may differ from the mean of those that are left."""
_ONE_PIECE = re.compile(r"[A-Za-z0-9.%-]+[年月日号届次个项]?|（[^（）]*）|《[^《》]*》|“[^“”]*”")


def free_quotes(text: str) -> str:
    """``text`` with zero-width spaces where a line may break at a quotation mark (Pango forbids both sides)."""
    return _AFTER_QUOTE.sub("\u200b", _BEFORE_QUOTE.sub("\u200b", text))


def title_cells(document: Document) -> int:
    """How many characters a line of the title of ``document`` holds."""
    return WIDE_TITLE_CELLS if document.landscape else TITLE_CELLS


@functools.lru_cache(maxsize=512)
def title_lines(title: str, most: int = TITLE_CELLS) -> tuple[str, ...]:
    """``title`` in as few lines of at most ``most`` characters as it needs, each ended between words (7.3.1).

    The lines make a trapezoid or a diamond, neither a rectangle nor an hourglass; where only a rectangle were left,
    they are one more.
    """
    length = len(title)
    count = -(-length // most)
    if count <= 1:
        return (title,)
    if length == count * most:
        count += 1
    costs = {cut: _cost(title, cut) for cut in range(1, length)}
    cuts = (0, *min(_ways(length, count, most), key=lambda way: _clumsiness(way, length, costs)), length)
    return tuple(title[start:end] for start, end in pairwise(cuts))


def _ways(length: int, count: int, most: int, start: int = 0) -> Iterator[tuple[int, ...]]:
    """Where to cut so that each of ``count`` lines fits, and no line lies far from the mean."""
    if count == 1:
        yield ()
        return
    mean = (length - start) // count
    first = max(start + 1, length - most * (count - 1), start + mean - _REACH)
    for cut in range(first, min(start + most, length - count + 1, start + mean + _REACH) + 1):
        for rest in _ways(length, count - 1, most, cut):
            yield (cut, *rest)


def _clumsiness(way: tuple[int, ...], length: int, costs: dict[int, float]) -> float:
    lines = [end - start for start, end in pairwise((0, *way, length))]
    mean = length / len(lines)
    uneven = sum(abs(line - mean) for line in lines)
    return uneven + sum(costs[cut] for cut in way) + _shape(lines) - way[0] / 1000


def _shape(lines: list[int]) -> float:
    """What speaks against the outline of lines so long."""
    falls = [after < before for before, after in pairwise(lines) if after != before]
    if not falls:
        return _RECTANGLE
    return _HOURGLASS if any(first and not second for first, second in pairwise(falls)) else 0


def _cost(text: str, cut: int) -> float:
    """What speaks against breaking ``text`` at ``cut``."""
    before, after = text[:cut], text[cut:]
    if after.startswith(_BAD_STARTS) or before.endswith(_BAD_ENDS):
        return 3 * TITLE_CELLS
    if any(piece.start() < cut < piece.end() for piece in _ONE_PIECE.finditer(text)):
        return 2 * TITLE_CELLS
    return 0 if after.startswith(_GOOD_STARTS) or before.endswith("的") else _WITHIN_WORDS


def word_count(document: Document) -> int:
    """字数 as Word counts: each character and mark is one, and so is a run of Latin letters or figures."""
    return sum(len(_WORD.findall(line.whole)) for line in lines(document))


def placeholders(text: str) -> list[str]:
    """What in ``text`` still waits to be filled in."""
    return list(dict.fromkeys(match[0] for match in _PLACEHOLDER.finditer(text)))


def remarks(line: Line) -> Iterator[str]:
    """What a careful proof-reader would mark in ``line``, in words; nothing is changed by itself."""
    text = line.lead + line.text
    if line.kind in {LineKind.ITEM, LineKind.PARAGRAPH} and _TYPED_MARK.match(text):
        words = _("“%(start)s…”: begins with a typed mark; marks are set by themselves.")
        yield words % {"start": text[:_SHOWN]}
    yield from remarks_on(text)


def remarks_on(text: str) -> Iterator[str]:
    """The same of any text: a cell may begin with a mark of its own."""
    start = text[:_SHOWN]
    if _ASCII_MARK.search(text):
        yield _("“%(start)s…”: a half-width mark stands between Chinese characters.") % {"start": start}
    if _WIDE_DIGIT.search(text):
        yield _("“%(start)s…”: full-width digits; the standard writes them half-width.") % {"start": start}
    if unknown := missing_characters(text):
        yield _("“%(start)s…”: no typeface holds %(characters)s.") % {
            "start": start,
            "characters": named(unknown),
        }
