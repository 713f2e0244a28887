"""A sheet → its tables: headings, columns, and which of the rows below hold data.

No row disappears unnoticed: what is passed over is listed with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from accounts.exchange.workbooks import Sheet
from branches.ledgers import contents, forms, groups, headings, inference
from branches.ledgers.facts import first_above, texts_above, texts_of
from branches.ledgers.grid import Grid
from branches.ledgers.headings import Band
from branches.ledgers.passing import LONGEST_TOTAL, REPEATED, passed_over, repeats
from branches.ledgers.sections import INSTRUCTIONS
from branches.ledgers.table import Column, Table
from branches.ledgers.vocabulary import fields, is_heading, rank
from branches.ledgers.words import plain, shown

# The column that a workbook of errors has more than the ledger it came from; it says nothing of its own.
ERRORS = "错误说明（导入时忽略）"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FEWEST_NEW = 3
WIDEST_INSTRUCTIONS = 3


def tables(sheet: Sheet, chosen: Mapping[str, str | None] | None = None) -> list[Table]:
    """The tables in ``sheet``, from top to bottom; none if no row of headings is recognised, or no record is
    told below any. A form is turned first.

    ``chosen`` says what headings mean where a person has said so before.
    """
    grid, found = Grid(sheet), []
    if _is_instructions(grid):
        return []
    if forms.run_down(grid):
        grid = Grid(forms.turned(grid))
    band = headings.find(grid)
    above = texts_above(grid, range(band.top)) if band else []
    top, begins = band.top if band else 0, 0
    while band:
        table = Table(grid, band, columns_of(band, grid, chosen or {}), above=above, begins=begins)
        found.append(table)
        start = _sort_rows(table)
        contents.settle(table, set(chosen or {}))
        inference.settle(table, set(chosen or {}))
        # What a later table has over it, and then what stands over all, but for what is told of another branch.
        between = range(_last(table) + 1, start)
        is_card = first_above(grid, start, between.start - 1) is not None
        above = [
            *texts_above(grid, between),
            *(texts_above(grid, range(top), facts=False) if is_card else above),
        ]
        begins = between.start
        band = headings.band_at(grid, start) if start < grid.height else None
    return found if any(table.is_ledger for table in found) else []


def _is_instructions(grid: Grid) -> bool:
    """Whether a narrow sheet only says how to fill in the others, by its name or its first words."""
    words = next((texts_of(grid, row) for row in range(grid.height) if grid.filled(row)), [""])
    return grid.width <= WIDEST_INSTRUCTIONS and any(
        INSTRUCTIONS.match(shown(text)) for text in (grid.sheet.name, words[0])
    )


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
    return _known_once(found if band.shape else groups.numbered(found), set(chosen))


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
        if (
            code
            and not column.group
            and (code not in best or _nearness(column, chosen) < _nearness(best[code], chosen))
        ):
            best[code] = column
    return [
        column
        if not column.field or column.group or best[column.field] is column
        else replace(column, field=None)
        for column in columns
    ]


def _nearness(column: Column, chosen: set[str]) -> tuple[bool, int, int, int]:
    """The less the nearer. Of what was done month by month the last counts."""
    near = rank(column.path, column.field) if column.field in fields() and column.field else 0
    return (
        column.heading not in chosen,
        _strangeness(column),
        near,
        -column.place if column.field == "progress" else 0,
    )


def _strangeness(column: Column) -> int:
    """How little the head over a column has to do with it: 责任人 below 牵头部门 is only the one of that office."""
    if len(column.path) == 1:
        return 0
    head = headings.known_field(column.path[-2:-1])
    return 0 if head == column.field else 1 if head is None else 2


def _letters(place: int) -> str:
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, len(LETTERS))
        letters = LETTERS[rest] + letters
    return letters


def _sort_rows(table: Table) -> int:
    """Sort the rows below the headings into data and others; answer the row where another table begins."""
    grid, band = table.grid, table.band
    for row in range(band.top + band.depth, grid.height):
        filled = grid.filled(row)
        if not filled and row not in grid.faulty_rows:
            continue
        if _is_other_table(table, row, filled) or _is_next_card(table, row, filled):
            _leave_facts(table, row)
            return row
        reason = passed_over(table, row, filled) if filled else ""
        if reason == "section":
            table.sections[row] = grid.text(row, filled[-1])
        if reason:
            table.passed[row] = reason
        else:
            table.data.append(row)
    return grid.height


def _is_other_table(table: Table, row: int, filled: list[int]) -> bool:
    """Whether other headings begin here: several cells, nearly all of them known words, and not those above."""
    grid = table.grid
    texts = [grid.text(row, column) for column in filled]
    if (
        len(filled) < FEWEST_NEW
        or any(len(text) > LONGEST_TOTAL for text in texts)
        or repeats(table, row, filled, texts)
    ):
        return False
    known = sum(map(is_heading, texts))
    return known >= max(FEWEST_NEW, REPEATED * len(texts)) and headings.band_at(grid, row).fits


def _is_next_card(table: Table, row: int, filled: list[int]) -> bool:
    """Whether the headings begin again, below facts about another branch."""
    texts = [table.grid.text(row, column) for column in filled]
    return repeats(table, row, filled, texts) and first_above(table.grid, row, table.band.top) is not None


def _leave_facts(table: Table, row: int) -> None:
    """What is told over the headings in ``row`` is no data of the table before."""
    first = first_above(table.grid, row, table.band.top)
    for above in range(first, row) if first is not None else ():
        if above in table.data:
            table.data.remove(above)
            table.passed[above] = "facts"
