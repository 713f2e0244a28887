"""Where in a sheet the headings stand, and what each column is called.

Found by what they say, never by their position: titles, dates and the name of the office may stand above. One to four
rows; a heading that spans several columns is the head of those below it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from branches.ledgers.grid import Grid
from branches.ledgers.shapes import Path, Shape, best_fit
from branches.ledgers.vocabulary import field_of, is_sure
from branches.ledgers.words import BRACKETS, plain

SEARCHED_ROWS = 60
MOST_DEPTH = 4
FEWEST_KNOWN = 2
LEAST_KNOWN = 0.4
FEWEST_SURE = 3
LEAST_SURE = 0.6
LONGEST_CHILD = 40
TITLE_SHARE = 0.8
BETWEEN = " / "
"""Stands between the headings of a column, from the top down, where they are told in one line."""
_NUMBER = re.compile(r"[\d.,%/-]+")
_ABOVE = re.compile(r"^截至|^(填报|填表|制表|编制|单位|日期|时间)[^:：]{0,8}[:：]|[:：]\s*\S|20\d\d年\d+月")


@dataclass(frozen=True, slots=True)
class Band:
    """The rows ``top`` … ``top + depth - 1`` (from 0) as headings, ``paths`` by column, and the shape they fit."""

    top: int
    depth: int
    paths: tuple[Path, ...]
    shape: Shape | None
    fields: tuple[str | None, ...]

    @property
    def known(self) -> int:
        return sum(field is not None for field in self.fields)

    @property
    def sure(self) -> int:
        """How many columns are called by words that we know, in different words."""
        return sum(map(is_sure, {path for path in self.paths if path}))

    @property
    def named(self) -> int:
        return sum(bool(path) for path in self.paths)

    @property
    def fits(self) -> bool:
        return self.known >= FEWEST_KNOWN and self.known >= LEAST_KNOWN * self.named


known_field = cache(field_of)


def find(grid: Grid, start: int = 0) -> Band | None:
    """The first rows of headings at or after ``start``, or None. Of what may be headings the surest are: with the most
    words that columns are called by. But a table of its own that stands above them comes first.
    """
    best = _surest(grid, start, min(grid.height, start + SEARCHED_ROWS))
    while best and (earlier := _surest(grid, start, best.top)) and _is_table(grid, earlier, best.top):
        best = earlier
    return best


def _surest(grid: Grid, start: int, stop: int) -> Band | None:
    bands = (band_at(grid, top) for top in range(start, stop) if _may_begin(grid, top))
    found: list[Band] = []
    for band in bands:
        if band.fits and not any(_reaches_into(grid, earlier, band.top) for earlier in found):
            found.append(band)
    return max(found, key=lambda band: (band.sure, band.known), default=None)


def _reaches_into(grid: Grid, band: Band, row: int) -> bool:
    """Whether ``row`` is one of the rows of ``band``: a cell of a row before is merged down into it."""
    merges = (grid.merge_at(row, column) for column in range(grid.width))
    return row < band.top + band.depth and any(band.top <= merge[0] < row <= merge[2] for merge in merges)


def _is_table(grid: Grid, band: Band, stop: int) -> bool:
    """Whether ``band`` is sure to be headings, with rows of data below it and before ``stop``."""
    is_sure = band.sure >= FEWEST_SURE and band.sure >= LEAST_SURE * band.named
    return is_sure and any(len(grid.filled(row)) > 1 for row in range(band.top + band.depth, stop))


def band_at(grid: Grid, top: int) -> Band:
    depth = 1
    while depth < MOST_DEPTH and _goes_on(grid, top, top + depth):
        depth += 1
    paths = tuple(_path(grid, top, depth, column) for column in range(grid.width))
    shape, by_shape = best_fit(paths)
    fields = [
        by_shape.get(place) or (known_field(path) if path else None) for place, path in enumerate(paths)
    ]
    return Band(top, depth, paths, shape, tuple(fields))


def _may_begin(grid: Grid, row: int) -> bool:
    """Whether the row holds several short words, none of which runs over the whole table as a title does."""
    filled = grid.filled(row)
    if len(filled) < FEWEST_KNOWN:
        return False
    texts = [grid.text(row, column) for column in filled]
    spans = [grid.merge_at(row, column) for column in filled]
    if any(span[3] - span[1] + 1 >= TITLE_SHARE * grid.width for span in spans):
        return False
    return sum(map(_is_word, texts)) >= LEAST_KNOWN * len(texts) and not any(map(_is_above, texts))


def _is_above(text: str) -> bool:
    """Whether a cell belongs to what stands over a table; what a heading asks for in brackets does not count."""
    return bool(_ABOVE.search(BRACKETS.sub("", unicodedata.normalize("NFKC", text))))


def _is_word(text: str) -> bool:
    return len(text) <= LONGEST_CHILD and not _NUMBER.fullmatch(text)


def _goes_on(grid: Grid, top: int, row: int) -> bool:
    """Whether ``row`` is another row of the headings that begin at ``top``."""
    if row >= grid.height:
        return False
    merges = [grid.merge_at(row, column) for column in range(grid.width)]
    if any(top <= merge[0] < row for merge in merges):
        return True
    below = grid.filled(row)
    if not below or not all(_is_word(grid.text(row, column)) for column in below):
        return False
    return _heads_stand_over(grid, row - 1, row, below) and _is_split(grid, row - 1, below)


def _heads_stand_over(grid: Grid, above: int, row: int, below: list[int]) -> bool:
    """Whether every column has its word in one of the two rows only, but for those under a common head."""
    return all(
        not grid.text(above, column)
        or _spans(grid, above, column)
        or _first_of_several(grid, above, row, column)
        for column in below
    )


def _spans(grid: Grid, row: int, column: int) -> bool:
    merge = grid.merge_at(row, column)
    return merge[3] > merge[1]


def _first_of_several(grid: Grid, above: int, row: int, column: int) -> bool:
    """A head that was not merged: blank beside it, words below it and below the blank."""
    beside = column + 1
    return bool(
        grid.owns(above, beside)
        and not grid.text(above, beside)
        and grid.text(row, beside)
        and beside < grid.width
    )


def _is_split(grid: Grid, above: int, below: list[int]) -> bool:
    """Whether at least one head has several words below it."""
    heads = [_head_of(grid, above, column) for column in below]
    return any(heads.count(head) > 1 for head in heads if head is not None)


def _head_of(grid: Grid, row: int, column: int) -> int | None:
    """The column where the head of ``column`` is written: that of its merge, or the nearest word on the left."""
    merge = grid.merge_at(row, column)
    if merge[3] > merge[1]:
        return merge[1]
    for place in range(column, -1, -1):
        if grid.text(row, place) or not grid.owns(row, place):
            return place if not _spans(grid, row, place) else None
    return None


def _path(grid: Grid, top: int, depth: int, column: int) -> Path:
    words: list[str] = []
    for row in range(top, top + depth):
        word = grid.covered(row, column) or _head_beside(grid, top, depth, row, column)
        # A single row of headings may hold whole paths: "整改目标 / 完成时限".
        for part in word.split(BETWEEN):
            if part and (not words or plain(words[-1]) != plain(part)):
                words.append(part)
    return tuple(words)


def _head_beside(grid: Grid, top: int, depth: int, row: int, column: int) -> str:
    """The word of an unmerged head on the left, for a column that has its own word further down."""
    last = top + depth - 1
    if row == last or not grid.owns(row, column) or not any(_below(grid, row, last, column)):
        return ""
    place = _head_of(grid, row, column)
    if place is None or place == column or not any(_below(grid, row, last, place)):
        return ""
    return grid.text(row, place)


def _below(grid: Grid, row: int, last: int, column: int) -> Iterator[str]:
    return (grid.text(under, column) for under in range(row + 1, last + 1))
