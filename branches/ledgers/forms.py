"""A form, or a table with a column for each branch, as a table: its labels run down, here they stand in one row.

Nothing in it is left out: what stands beside no label stands below no heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from accounts.exchange.workbooks import Cell, Sheet
from branches.ledgers.grid import Grid, text_of
from branches.ledgers.headings import known_field
from branches.ledgers.sections import BRANCH, FOOT
from branches.ledgers.vocabulary import code_of, is_heading
from branches.ledgers.words import plain, shown

FEWEST_DOWN = 3
LABELS_AMONG = 4
MOST_ROWS = 200
LONGEST_LABEL = 10
_NO_LABEL = re.compile(r"[\d。，；：:！？、]")

Place = tuple[int, int]


@dataclass(slots=True)
class Entry:
    """A label with the cells that belong to it, by the record that they tell of."""

    label: str
    places: dict[int, list[Place]] = field(default_factory=dict)

    def add(self, record: int, place: Place) -> None:
        self.places.setdefault(record, []).append(place)


@dataclass(slots=True)
class Forms:
    """Forms with the same labels, one below the other. ``begun``: how often the current one had each label."""

    entries: list[Entry] = field(default_factory=list)
    entry: Entry = field(default_factory=lambda: Entry(""))
    record: int = 0
    begun: Counter[str] = field(default_factory=Counter)

    def begin(self, label: str) -> None:
        """Go on with the entry of ``label``; where the name of a branch is asked for again, a form begins."""
        if self.begun[label] and known_field((label,)) == "branch":
            self.record, self.begun = self.record + 1, Counter()
        same = [entry for entry in self.entries if entry.label == label]
        if self.record and len(same) > self.begun[label]:
            self.entry = same[self.begun[label]]
        else:
            self.entry = Entry(label)
            self.entries.append(self.entry)
        self.begun[label] += 1


def run_down(grid: Grid) -> bool:
    """Whether the headings stand below one another, in the first column or here and there, and nowhere side by side."""
    if grid.height > MOST_ROWS or not (_in_first_column(grid) or _here_and_there(grid)):
        return False
    return max(_longest_run(grid, row) for row in range(grid.height)) < FEWEST_DOWN


def _in_first_column(grid: Grid) -> bool:
    said = [plain(text) for row in range(grid.height) if (text := grid.text(row, 0))]
    known = {word for word in said if is_heading(word)}
    return len(known) >= FEWEST_DOWN and sum(word in known for word in said) * 2 >= len(said)


def _here_and_there(grid: Grid) -> bool:
    """Whether several rows have a label each that no row before has, and labels are a good part of all cells."""
    known: set[str] = set()
    rows_with_new = cells = 0
    for row in range(grid.height):
        words = [plain(grid.text(row, column)) for column in grid.filled(row)]
        new = {word for word in words if _is_label(word)} - known
        known, rows_with_new, cells = known | new, rows_with_new + bool(new), cells + len(words)
    return rows_with_new > FEWEST_DOWN and len(known) * LABELS_AMONG >= cells


def _is_label(word: str) -> bool:
    """Whether a cell is a heading, and not a value like 村 that is one elsewhere."""
    return is_heading(word) and not code_of("kind", word)


def _longest_run(grid: Grid, row: int) -> int:
    """How many headings stand beside one another in the row, without anything between."""
    longest = length = after = 0
    for column in grid.filled(row):
        length = (length + 1 if column == after else 1) if _is_label(grid.text(row, column)) else 0
        longest, after = max(longest, length), grid.merge_at(row, column)[3] + 1
    return longest


def turned(grid: Grid) -> Sheet:
    """The labels of a sheet that ``run_down`` in one row, and below it a row for each record."""
    first = next(row for row in range(grid.height) if any(map(_is_label, _words(grid, row))))
    start = first - 1 if first and _names_branches(grid, first - 1) else first
    entries = _by_column(grid, start) if _has_records_beside(grid, start) else _by_label(grid, start)
    records = sorted({record for entry in entries for record in entry.places}) or [0]
    rows: list[list[Cell]] = [list(cells) for cells in grid.sheet.rows[:start]]
    rows.append([entry.label for entry in entries])
    sheet = Sheet(grid.sheet.name, rows, hidden=grid.sheet.hidden)
    for number, record in enumerate(records, len(rows)):
        rows.append([_cell(grid, entry.places.get(record, [])) for entry in entries])
        for column, entry in enumerate(entries):
            for place in entry.places.get(record, []):
                if fault := grid.sheet.faults.get(place):
                    sheet.faults[number, column] = fault
    return sheet


def _words(grid: Grid, row: int) -> list[str]:
    return [grid.text(row, column) for column in grid.filled(row)]


def _cell(grid: Grid, places: list[Place]) -> Cell:
    """One cell as it is; several below one another as the lines of one."""
    cells = [grid.sheet.cell(*place) for place in places]
    return cells[0] if len(cells) == 1 else "\n".join(text for cell in cells if (text := text_of(cell)))


def _has_records_beside(grid: Grid, start: int) -> bool:
    """Whether each column after the first tells of a branch of its own."""
    named = [row for row in range(start, grid.height) if _names_branches(grid, row)]
    return bool(named) and len(grid.filled(named[0])) > 2  # noqa: PLR2004 - a label and two branches


def _names_branches(grid: Grid, row: int) -> bool:
    """Whether a label and nothing but names of branches stand in the row."""
    _label, *said = [shown(grid.text(row, column)) for column in grid.filled(row)] or [""]
    return bool(said) and all(map(BRANCH.search, said))


def _by_column(grid: Grid, start: int) -> list[Entry]:
    found: list[Entry] = []
    for row in range(start, grid.height):
        if grid.owns(row, 0) and grid.filled(row):
            found.append(Entry(grid.text(row, 0)))
        for column in _filled(grid, row):
            if column:
                found[-1].add(column, (row, column))
    return found


def _by_label(grid: Grid, start: int) -> list[Entry]:
    """Labels and what belongs to them by turns, in each row from the left: a record, or another for each form below."""
    forms, titles = Forms(), {text for row in range(start) for text in _words(grid, row)}
    for row in range(start, grid.height):
        if _is_foot(grid, row) or (forms.entries and titles >= set(_words(grid, row))):
            continue
        if grid.owns(row, 0) and grid.filled(row):
            forms.begin("")
        for is_label, place in _turns(grid, row):
            if is_label:
                forms.begin(grid.text(*place))
            else:
                forms.entry.add(forms.record, place)
    return [entry for entry in forms.entries if entry.places or _is_label(entry.label)]


def _filled(grid: Grid, row: int) -> list[int]:
    """The columns in which something is written, or was meant to be."""
    return sorted({*grid.filled(row), *(column for at, column in grid.sheet.faults if at == row)})


def _is_foot(grid: Grid, row: int) -> bool:
    words = _words(grid, row)
    return bool(words) and all(map(FOOT.match, words))


def _turns(grid: Grid, row: int) -> Iterator[tuple[bool, Place]]:
    """The cells of the row with whether each is a label."""
    filled = _filled(grid, row)
    words = [grid.text(row, column) for column in filled]
    is_label = False
    for number, column in enumerate(filled):
        after = words[number + 1] if number + 1 < len(words) else ""
        if number == 0:
            is_label = _is_label(words[0]) or bool(column == 0 and after)
        elif is_label:
            # A label with a value behind a label: the first was the head of a part of the form.
            is_label = _is_label(words[number]) and bool(after) and not _is_label(after)
        else:
            is_label = _is_label(words[number]) or bool(after and _looks_like_label(words[number]))
        yield is_label, (row, column)


def _looks_like_label(word: str) -> bool:
    return len(word) <= LONGEST_LABEL and not _NO_LABEL.search(word)
