"""A sheet → its tables: headings, columns, and which of the rows below hold data.

No row disappears unnoticed: what is passed over is listed with the reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from accounts.exchange.workbooks import Sheet
from branches.ledgers import contents, forms, headings
from branches.ledgers.grid import Grid
from branches.ledgers.headings import Band
from branches.ledgers.sections import FOOT, HINT, SIGNED, TOTAL, TOTAL_OF, UNIT, section_of
from branches.ledgers.table import Column, Table
from branches.ledgers.vocabulary import fields, is_heading, rank
from branches.ledgers.words import plain, shown

# The column that a workbook of errors has more than the ledger it came from; it says nothing of its own.
ERRORS = "错误说明（导入时忽略）"
# With this word begins a row that only shows how to fill in the others.
EXAMPLE = "示例"
_EXAMPLE = re.compile(r"^[（(]?(示例|样例|例)[）)]?([:：].{0,40})?$")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LONGEST_TOTAL = 20
REPEATED = 0.6
FEWEST_NUMBERED = 4
FEWEST_NEW = 3
TWO = 2


def tables(sheet: Sheet, chosen: Mapping[str, str | None] | None = None) -> list[Table]:
    """The tables in ``sheet``, from top to bottom; none if no row of headings is recognised. A form is turned first.

    ``chosen`` says what headings mean where a person has said so before.
    """
    grid, found = Grid(sheet), []
    if forms.run_down(grid):
        grid = Grid(forms.turned(grid))
    band = headings.find(grid)
    above = _texts(grid, range(band.top)) if band else []
    while band:
        table = Table(grid, band, columns_of(band, grid, chosen or {}), above=above)
        found.append(table)
        start = _sort_rows(table)
        contents.settle(table, set(chosen or {}))
        # What a later table has over it, and then what stands over all.
        above = [*_texts(grid, range(_last(table) + 1, start)), *above]
        band = headings.band_at(grid, start) if start < grid.height else None
    return found


def _last(table: Table) -> int:
    """The last row of its data, or of its headings if it has none."""
    return max([table.band.top + table.band.depth - 1, *table.data])


def columns_of(band: Band, grid: Grid, chosen: Mapping[str, str | None]) -> list[Column]:
    """Columns that have a heading, or none but data below; what is claimed twice is known once."""
    names: Counter[str] = Counter()
    found = []
    below = range(band.top + band.depth, grid.height)
    for place, path in enumerate(band.paths):
        if (
            plain("".join(path)) == plain(ERRORS)
            or _is_second_half(band, grid, place)
            or (not path and not any(grid.text(row, place) for row in below))
        ):
            continue
        heading = headings.BETWEEN.join(map(shown, path)) or f"{_letters(place)}列"
        names[heading] += 1
        if names[heading] > 1:
            heading = f"{heading} ({names[heading]})"
        found.append(Column(place, path, heading, chosen.get(heading, band.fields[place])))
    return _known_once(found, set(chosen))


def _is_second_half(band: Band, grid: Grid, place: int) -> bool:
    """Whether the column only belongs to the one on its left: one heading over both, and one cell in every row."""
    rows = range(band.top, band.top + band.depth)
    if not any(band.paths[place]) or any(grid.merge_at(row, place)[1] == place for row in rows):
        return False
    same = band.paths[place] == band.paths[place - 1]
    return same and not any(grid.text(row, place) for row in range(rows.stop, grid.height))


def _known_once(columns: list[Column], chosen: set[str]) -> list[Column]:
    """Of several columns for the same thing, the one whose heading a person chose, or that is nearest to our word."""
    best: dict[str, Column] = {}
    for column in columns:
        code = column.field
        if code and (code not in best or _nearness(column, chosen) < _nearness(best[code], chosen)):
            best[code] = column
    return [
        column if not column.field or best[column.field] is column else replace(column, field=None)
        for column in columns
    ]


def _nearness(column: Column, chosen: set[str]) -> tuple[bool, int, int]:
    """The less the nearer. Of what was done month by month the last counts."""
    near = rank(column.path, column.field) if column.field in fields() and column.field else 0
    return column.heading not in chosen, near, -column.place if column.field == "progress" else 0


def _letters(place: int) -> str:
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, len(LETTERS))
        letters = LETTERS[rest] + letters
    return letters


def _texts(grid: Grid, rows: range) -> list[str]:
    return [grid.text(row, column) for row in rows for column in grid.filled(row)]


def _sort_rows(table: Table) -> int:
    """Sort the rows below the headings into data and others; answer the row where another table begins."""
    grid, band = table.grid, table.band
    for row in range(band.top + band.depth, grid.height):
        filled = grid.filled(row)
        if not filled and row not in grid.faulty_rows:
            continue
        if _is_other_table(table, row, filled):
            return row
        reason = _passed_over(table, row, filled) if filled else ""
        if reason == "section":
            table.sections[row] = grid.text(row, filled[-1])
        if reason:
            table.passed[row] = reason
        else:
            table.data.append(row)
    return grid.height


def _passed_over(table: Table, row: int, filled: list[int]) -> str:
    """Why a row is no data: "heading", "numbers", "example", "total", "foot", "section", "note", "blank"; else ""."""
    texts = [table.grid.text(row, column) for column in filled]
    for reason, is_so in _REASONS.items():
        if is_so(table, row, filled, texts):
            return reason
    return _alone(table, row, filled[0]) if len(filled) == 1 else ""


def _is_example(table: Table, row: int, filled: list[int], texts: list[str]) -> bool:
    """A row that shows how to fill in the others, or says so in brackets below each heading."""
    words = [shown(text) for text in texts]
    return bool(_EXAMPLE.match(words[0])) or (len(words) > 1 and all(map(HINT.fullmatch, words)))


def _long_places(table: Table) -> set[int]:
    """The columns in which things are told at length."""
    return {column.place for column in table.columns if column.field in {"problem", "measure"}}


def _is_total(table: Table, row: int, filled: list[int], texts: list[str]) -> bool:
    number, long = table.column_of("number"), _long_places(table)
    if number and number.place == filled[0] and texts[0].isdigit():
        # A row with a number of its own, which tells of totals ("合计不清"), is no total.
        texts = [text for place, text in zip(filled, texts, strict=True) if place not in long]
    words = [word for text in texts[:2] if len(word := shown(text)) <= LONGEST_TOTAL]
    is_told = any(map(TOTAL.match, words)) or bool(words and TOTAL_OF.search(words[0]))
    return is_told and not table.is_figures


def _is_numbered_township(table: Table, row: int, filled: list[int], texts: list[str]) -> bool:
    """一 | 柳河镇, each in a cell of its own: it heads the branches of the township."""
    number = table.column_of("number")
    section = section_of(texts[1]) if len(texts) == TWO else None
    return bool(number and number.place == filled[0] and section and section[0] == "township")


def _repeats(table: Table, row: int, filled: list[int], texts: list[str]) -> bool:
    """Whether the row says again what a row of the headings says: they are printed on every page."""
    words = {plain(text) for text in texts}
    for said in table.heads:
        if len(words & said) >= max(1, REPEATED * len(said)) and len(words & said) >= REPEATED * len(words):
            return True
    return False


def _is_numbering(table: Table, row: int, filled: list[int], texts: list[str]) -> bool:
    """1 2 3 4 … or 甲 乙 1 2 …: columns numbered for reference."""
    numbers = [text for text in texts if text not in {"甲", "乙", "丙", "A", "B", "C", "栏次", "序号"}]
    first = numbers[0].strip("()（）") if numbers else ""
    if len(texts) < FEWEST_NUMBERED or not first.isdigit():
        return False
    expected = [str(int(first) + step) for step in range(len(numbers))]
    return [number.strip("()（）") for number in numbers] == expected


def _is_foot(table: Table, row: int, filled: list[int], texts: list[str]) -> bool:
    """Signatures, dates, pages and notes under a table."""
    is_signed = all(map(SIGNED.search, texts)) and not _goes_on(table, row)
    return is_signed or _begins_as_foot(table, filled, texts)


def _begins_as_foot(table: Table, filled: list[int], texts: list[str]) -> bool:
    """Whether it begins with a word of a foot, and no problem or measure is told in it."""
    long = _long_places(table)
    others = [(place, text) for place, text in zip(filled, texts, strict=True) if not FOOT.match(text)]
    return bool(FOOT.match(texts[0])) and not any(
        place in long and len(text) > LONGEST_TOTAL for place, text in others
    )


def _alone(table: Table, row: int, place: int) -> str:
    """What a row is that holds one cell only."""
    text, column = (
        table.grid.text(row, place),
        next((one for one in table.columns if one.place == place), None),
    )
    merge = table.grid.merge_at(row, place)
    wide = merge[3] - merge[1] + 1 > max(1, len(table.columns) // 2)
    known = column.field if column else None
    if known == "number" and not wide and shown(text).isdigit():
        return "blank"
    if not wide and (known not in {"number", "branch", None} or _goes_on(table, row)):
        return ""
    if not wide and known == "branch" and UNIT.search(shown(text)):
        return ""
    return "section" if section_of(text) else "note"


def _goes_on(table: Table, row: int) -> bool:
    """Whether a merge that tells a problem or a measure comes down into the row from above."""
    places = [column.place for column in table.columns if column.field in contents.TOLD | {"branch"}]
    return any(table.grid.merge_at(row, place)[0] < row for place in places)


_REASONS: dict[str, Callable[[Table, int, list[int], list[str]], bool]] = {
    "example": _is_example,
    "heading": _repeats,
    "numbers": _is_numbering,
    "total": _is_total,
    "foot": _is_foot,
    "section": _is_numbered_township,
}


def _is_other_table(table: Table, row: int, filled: list[int]) -> bool:
    """Whether other headings begin here: several cells, nearly all of them known words, and not those above."""
    grid = table.grid
    texts = [grid.text(row, column) for column in filled]
    if (
        len(filled) < FEWEST_NEW
        or any(len(text) > LONGEST_TOTAL for text in texts)
        or _repeats(table, row, filled, texts)
    ):
        return False
    known = sum(map(is_heading, texts))
    return known >= max(FEWEST_NEW, REPEATED * len(texts)) and headings.band_at(grid, row).fits
