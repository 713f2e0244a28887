"""A table that was found in a sheet: its headings, its columns, and which rows below hold data."""

from __future__ import annotations

from dataclasses import dataclass, field

from accounts.exchange.workbooks import Sheet
from branches.ledgers.grid import Grid, Value
from branches.ledgers.headings import Band
from branches.ledgers.shapes import FIGURES, Path, Shape
from branches.ledgers.words import plain

TOLD = {"problem", "problem_title", "measure", "cause", "plan", "progress", "outcome", "goal"}
"""What is told at length."""
TELLING = TOLD | {
    *(
        "branch",
        "deadline",
        "measure_deadline",
        "responsible",
        "responsible_unit",
        "account",
        "status",
        "percent",
        "criteria",
    ),
    *(
        "requirement",
        "done_on",
        "found_on",
        "closed",
        "closed_on",
        "acceptance",
        "acceptance_on",
        "starts_on",
    ),
}


LISTS = {"kind", "criteria", "status", "closed"}
"""What is told in words of fixed lists: a table of nothing else is the list itself."""


@dataclass(frozen=True, slots=True)
class Column:
    """``place`` from 0; ``heading`` is unique in its table; ``field`` a code, or None for what is not known. Columns
    of a ``group`` above 0 tell of one more measure of the same row.
    """

    place: int
    path: Path
    heading: str
    field: str | None
    group: int = 0


@dataclass(slots=True)
class Table:
    """``data`` and ``passed`` are rows from 0; ``passed`` says why each was passed over; ``sections`` name the
    township or branch of the rows below; ``above`` are the words over the headings.
    """

    grid: Grid
    band: Band
    columns: list[Column]
    data: list[int] = field(default_factory=list)
    passed: dict[int, str] = field(default_factory=dict)
    sections: dict[int, str] = field(default_factory=dict)
    above: list[str] = field(default_factory=list)
    begins: int = 0
    """The first row of what stands over it, below a table before."""
    counts_only: bool = False
    """Whether there is nothing in it but counts."""
    said_above: dict[tuple[int, int], Value] = field(default_factory=dict)
    """What cells that say 同上 were found to hold, by row and column, for those below them."""
    heads: list[set[str]] = field(init=False)
    """The words of each row of the headings, for comparing."""

    def __post_init__(self) -> None:
        rows = range(self.band.top, self.band.top + self.band.depth)
        self.heads = [
            {plain(self.grid.text(row, column)) for column in self.grid.filled(row)} for row in rows
        ]

    @property
    def sheet(self) -> Sheet:
        return self.grid.sheet

    @property
    def shape(self) -> Shape | None:
        return self.band.shape

    @property
    def heading_rows(self) -> list[int]:
        """From 1, as the spreadsheet numbers them."""
        return [self.band.top + 1 + number for number in range(self.band.depth)]

    @property
    def is_figures(self) -> bool:
        """Whether its rows are totals, which the site counts by itself."""
        return self.counts_only or (self.shape is not None and self.shape.rows == FIGURES)

    @property
    def is_ledger(self) -> bool:
        """Whether it tells of branches, or of something to be put right; a directory does not."""
        known = {column.field for column in self.columns} - {None}
        return self.is_figures or bool(known & TELLING and known - LISTS)

    @property
    def groups(self) -> list[int]:
        return sorted({column.group for column in self.columns if column.group})

    def tells(self, field: str, group: int) -> bool:
        return any(column.field == field and column.group == group for column in self.columns)

    def column_of(self, field: str) -> Column | None:
        return next((column for column in self.columns if column.field == field), None)
