"""The shapes that ledgers have: the data of ``shapes.toml``, and which of them a row of headings fits.

A shape serves both ways: it tells equal headings apart when reading (完成率 three times), and it says which columns,
under which heads, a ledger has that is written in it (``Shape.columns``, ``Shape.depth``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from branches.ledgers.data_files import data
from branches.ledgers.words import plain

Path = tuple[str, ...]
FIGURES = "figures"
FEWEST = 3
LEAST_OF_SHAPE = 0.75
LEAST_OF_TABLE = 0.6


@dataclass(frozen=True, slots=True)
class ShapeColumn:
    """``path`` from the top heading down; ``words`` are what its lowest heading may be called (plain)."""

    path: Path
    words: frozenset[str]
    field: str


@dataclass(frozen=True, slots=True)
class Shape:
    """``rows`` says what a row stands for: "problem", "measure", "branch" or "figures"; ``told``: of folders."""

    code: str
    name: str
    sheet: str
    rows: str
    columns: tuple[ShapeColumn, ...]
    told: bool = False

    @property
    def is_records(self) -> bool:
        return self.rows != FIGURES

    @property
    def depth(self) -> int:
        """How many heading rows it has."""
        return max(len(column.path) for column in self.columns)


@cache
def shapes() -> tuple[Shape, ...]:
    return tuple(
        Shape(
            one["code"],
            one["name"],
            one.get("sheet", ""),
            one["rows"],
            tuple(map(_column, one["columns"])),
            told=one.get("told", False),
        )
        for one in data("shapes.toml")["shape"]
    )


def _column(entry: list[str]) -> ShapeColumn:
    heading, field = entry
    *above, leaves = heading.split("/")
    words = leaves.split("|")
    return ShapeColumn((*above, words[0]), frozenset(map(plain, words)), field)


@lru_cache(maxsize=500)
def best_fit(paths: tuple[Path, ...]) -> tuple[Shape | None, dict[int, str]]:
    """The shape that the headings fit best, and the field of each column (by its place) that it explains."""
    best: tuple[Shape | None, dict[int, str]] = (None, {})
    leaves = [plain(path[-1]) if path else "" for path in paths]
    filled = sum(bool(leaf) for leaf in leaves)
    for shape in shapes():
        found = _aligned(leaves, shape)
        real = [place for place in found if leaves[place]]
        named = sum(bool(column.path[-1]) for column in shape.columns)
        fits = len(real) >= max(FEWEST, LEAST_OF_SHAPE * named, LEAST_OF_TABLE * filled)
        if fits and len(found) > len(best[1]):
            best = shape, found
    return best


def _aligned(leaves: list[str], shape: Shape) -> dict[int, str]:
    """Longest common run, in order, of the table's headings and the shape's: place in the table → field."""
    columns = shape.columns
    lengths = [[0] * (len(columns) + 1) for _ in range(len(leaves) + 1)]
    for i in range(len(leaves) - 1, -1, -1):
        for j in range(len(columns) - 1, -1, -1):
            if leaves[i] in columns[j].words:
                lengths[i][j] = lengths[i + 1][j + 1] + 1
            else:
                lengths[i][j] = max(lengths[i + 1][j], lengths[i][j + 1])
    found, i, j = {}, 0, 0
    while i < len(leaves) and j < len(columns):
        if leaves[i] in columns[j].words:
            found[i] = columns[j].field
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return found
