"""What a ledger looks like that is to be written: its columns under their heads, and what stands above them.

It is one of the known shapes, or the one that an organisation sent last. A ledger that has no column for the Party
branch, or for the township where there are several, gets one: without it nobody could take it back.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from accounts.exchange.workbooks import Cell, Merge
from branches.ledgers.context import branch_in, unit_in
from branches.ledgers.grid import text_of
from branches.ledgers.headings import BETWEEN
from branches.ledgers.shapes import FIGURES, Path, Shape, shapes
from branches.ledgers.vocabulary import fields
from branches.ledgers.words import shown

OWN = "OWN"
_DATED = re.compile(
    r"((?:截至|(?:填报|填表|制表|编制)(?:时间|日期)[:：]?)\s*)(20\d\d年\d{1,2}月\d{1,2}日|20\d\d[-./]\d{1,2}[-./]\d{1,2})"
)


@dataclass(frozen=True, slots=True)
class OutColumn:
    """``heading`` as a reader calls it; ``field`` as in ``fields.toml``, or a word of the shape, or None."""

    path: Path
    heading: str
    field: str | None


@dataclass(frozen=True, slots=True)
class Outline:
    """``columns`` from left to right (None: a blank one); ``above``, ``heads``: rows of cells; ``merges`` of both."""

    name: str
    sheet: str
    rows: str
    columns: tuple[OutColumn | None, ...]
    above: tuple[tuple[str, ...], ...]
    heads: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...]

    @property
    def fields(self) -> set[str]:
        return {column.field for column in self.columns if column and column.field}

    @property
    def row_is(self) -> str:
        """What a row of cells tells of: a "branch", a "measure" where measures are told, or else a "problem"."""
        if self.rows in {"branch", FIGURES}:
            return "branch"
        return "measure" if "measure" in self.fields else "problem"


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who hands the ledger in and when; ``townships`` and ``branches`` by name are those that it tells of."""

    unit: str
    today: dt.date
    townships: frozenset[str]
    branches: frozenset[str]


def choices() -> dict[str, str]:
    """The shapes that folders can be told in: their names by their codes, our own first."""
    found = {shape.code: shape.name for shape in shapes() if shape.is_records or shape.told}
    return {OWN: found.pop(OWN), **found}


def to_fill_in() -> dict[str, str]:
    """Those of them whose rows are records: what is filled in there can be taken over."""
    records = {shape.code for shape in shapes() if shape.is_records}
    return {code: name for code, name in choices().items() if code in records}


def of_shape(code: str, occasion: Occasion) -> list[Outline]:
    """The sheets of the shape ``code``, each under a title and a line with unit and date."""
    return [_of_shape(shape, occasion) for shape in shapes() if shape.code == code]


def _of_shape(shape: Shape, occasion: Occasion) -> Outline:
    plain = [(column.path, column.field) for column in shape.columns]
    after = 1 if plain[0][1] == "number" else 0
    plain[after:after] = [((fields()[code].heading,), code) for code in _missing(plain, occasion)]
    columns = _named(plain)
    width, depth = len(columns), max(len(column.path) for column in columns)
    heads, merges = _heads(columns, depth)
    title = f"{occasion.unit}{shape.name}" + (f"（{shape.sheet}）" if shape.sheet else "")
    above = (_wide(width, title), _signed(width, occasion))
    middle = width // 2
    lines = [(0, 0, 0, width - 1), (1, 0, 1, middle - 1), (1, middle, 1, width - 1)]
    return Outline(
        shape.name,
        shape.sheet or shape.name,
        shape.rows,
        tuple(columns),
        above,
        heads,
        (*(line for line in lines if line[3] > line[1]), *(_down(merge, len(above)) for merge in merges)),
    )


def _missing(columns: Sequence[tuple[Path, str | None]], occasion: Occasion) -> list[str]:
    there = {code for _path, code in columns}
    found = ["township"] if len(occasion.townships) > 1 and "township" not in there else []
    return [*found, "branch"] if "branch" not in there else found


def _named(columns: Sequence[tuple[Path, str | None]]) -> list[OutColumn]:
    """Columns with the headings that ``tables.columns_of`` will give them."""
    names: Counter[str] = Counter()
    found = []
    for path, code in columns:
        heading = BETWEEN.join(map(shown, path))
        names[heading] += 1
        found.append(
            OutColumn(path, f"{heading} ({names[heading]})" if names[heading] > 1 else heading, code)
        )
    return found


def _wide(width: int, text: str) -> tuple[str, ...]:
    return (text, *[""] * (width - 1))


def _signed(width: int, occasion: Occasion) -> tuple[str, ...]:
    """The line with the unit, in words from which a reader has it back, and the date."""
    unit = f"填报单位（盖章）：{occasion.unit}"
    if unit_in([unit]) != occasion.unit:
        unit = f"填报单位（盖章）{occasion.unit}"
    cells = list(_wide(width, unit))
    cells[width // 2] = f"填表日期：{text_of(occasion.today)}"
    return tuple(cells)


def _heads(columns: list[OutColumn], depth: int) -> tuple[tuple[tuple[str, ...], ...], list[Merge]]:
    """The rows of headings: a word over its columns once, the lowest word of each column down to the last row."""
    heads = [[""] * len(columns) for _level in range(depth)]
    merges: list[Merge] = []
    for place, column in enumerate(columns):
        for level, word in enumerate(column.path):
            heads[level][place] = word
        if len(column.path) < depth:
            merges.append((len(column.path) - 1, place, depth - 1, place))
    for level in range(depth - 1):
        for first, last in _runs(columns, level):
            merges.append((level, first, level, last))
            heads[level][first + 1 : last + 1] = [""] * (last - first)
    return tuple(map(tuple, heads)), merges


def _runs(columns: list[OutColumn], level: int) -> list[tuple[int, int]]:
    """(first, last) of the columns that stand under one head of ``level``."""
    found: list[tuple[int, int]] = []
    for place, column in enumerate(columns):
        if len(column.path) <= level + 1:
            continue
        if (
            found
            and found[-1][1] == place - 1
            and columns[place - 1].path[: level + 1] == column.path[: level + 1]
        ):
            found[-1] = found[-1][0], place
        else:
            found.append((place, place))
    return [(first, last) for first, last in found if last > first]


def _down(merge: Merge, rows: int) -> Merge:
    return merge[0] + rows, merge[1], merge[2] + rows, merge[3]


def of_layout(layout: dict[str, Any], rows: str, occasion: Occasion) -> Outline:
    """The ledger that ``LedgerTemplate.layout`` describes, with today's date where it bears one.

    What it lacks is added on the right, so that nothing in it moves.
    """
    places = [one.get("place", number) for number, one in enumerate(layout["columns"])]
    width = max(places) + 1
    columns: list[OutColumn | None] = [None] * width
    for place, one in zip(places, layout["columns"], strict=True):
        columns[place] = OutColumn(tuple(one["path"]), one["heading"], one["field"])
    above = [[_dated(text, occasion.today) for text in row[:width]] for row in layout["above"]]
    known = [(column.path, column.field) for column in columns if column]
    added = [] if _is_told_above(above, layout["sheet"], known, occasion) else _missing(known, occasion)
    more = _named([((fields()[code].heading,), code) for code in added])
    heads = [_padded(row, width) for row in layout.get("headings") or _stacked(columns)]
    last = len(above) + len(heads) - 1
    kept = last if layout.get("headings") else len(above) - 1
    merges = [tuple(merge) for merge in layout["merges"] if merge[2] <= kept]
    for place, column in enumerate(more, width):
        heads[0].append(column.path[0])
        for row in heads[1:]:
            row.append("")
        if len(heads) > 1:
            merges.append((len(above), place, last, place))
    return Outline(
        layout["sheet"],
        layout["sheet"],
        rows,
        (*columns, *more),
        tuple(tuple(_padded(row, width + len(more))) for row in above),
        tuple(map(tuple, heads)),
        tuple(merges),  # type: ignore[arg-type]
    )


def _dated(text: str, today: dt.date) -> str:
    return _DATED.sub(lambda match: match[1] + text_of(today), text)


def _is_told_above(above: list[list[str]], sheet: str, columns: Any, occasion: Occasion) -> bool:
    """Whether the words over the table name the only branch that it is about, and no column does."""
    if any(code == "branch" for _path, code in columns) or len(occasion.branches) != 1:
        return False
    return branch_in([text for row in above for text in row if text], sheet) in occasion.branches


def _stacked(columns: list[OutColumn | None]) -> list[list[str]]:
    """The headings in one row, with all words of a path, for a layout that was kept without its rows of headings."""
    return [[BETWEEN.join(column.path) if column else "" for column in columns]]


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]


def flat(outline: Outline) -> Outline:
    """The same in a single row of headings, without anything above: for a file of separated values."""
    heads = tuple(_stacked(list(outline.columns))[0])
    return replace(outline, above=(), heads=(heads,), merges=())


def rows_above(outline: Outline) -> list[list[Cell]]:
    """Everything down to the headings."""
    return [list(row) for row in (*outline.above, *outline.heads)]


def rows_of(code: str) -> str:
    """What a row is in the shape ``code``; a problem in a ledger of no known shape."""
    return next((shape.rows for shape in shapes() if shape.code == code), "problem")


def width_of(code: str) -> int:
    """How many columns the shape ``code`` has, on all its sheets."""
    return sum(len(shape.columns) for shape in shapes() if shape.code == code)
