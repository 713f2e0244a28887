"""Folders → the rows of a ledger in a given outline: cell by cell, equal ones below each other merged."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from accounts.exchange.workbooks import Cell, Merge, Sheet
from branches.ledgers.cells import is_ditto
from branches.ledgers.items import JOINT
from branches.ledgers.outlines import Outline, rows_above
from branches.ledgers.shapes import FIGURES
from branches.ledgers.values import Block, Line, Place, Reach, value_at
from branches.ledgers.words import visible

LONGEST = 32_767
"""Characters that a cell of a workbook can hold."""
Criteria = tuple[tuple[int, str, str], ...]


class TooLong(ValueError):
    """A cell would not fit; ``heading``, ``branch`` and ``length`` say which."""

    def __init__(self, heading: str, branch: str, length: int) -> None:
        super().__init__(heading)
        self.heading, self.branch, self.length = heading, branch, length


@dataclass(slots=True)
class Filler:
    """``criteria`` as in ``options.Options``; ``clean`` is done to every text (striking out what is private)."""

    outline: Outline
    criteria: Criteria
    clean: Callable[[str], str] = str
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)

    def add(self, number: int, block: Block) -> None:
        """Write the lines of the block ``number``; a cell that holds for several rows is merged over them."""
        top = len(self.rows)
        self.rows += [[""] * len(self.outline.columns) for _line in block.lines]
        for column in range(len(self.outline.columns)):
            self._column(column, block, top)

    def _column(self, place: int, block: Block, top: int) -> None:
        column, before = self.outline.columns[place], None
        for number, line in enumerate(block.lines) if column else ():
            cell, reach = value_at(Place(self.outline, column, block, line, self.criteria))  # type: ignore[arg-type]
            cell = self._cleaned(cell, column.heading, block)  # type: ignore[union-attr]
            key = (reach, _until(reach, line, number), cell)
            if before and before[0] == key and cell != "":
                before[1][1] = top + number
            else:
                self._merge(before, place)
                before = key, [top + number, top + number]
                self.rows[top + number][place] = cell
        self._merge(before, place)

    def _merge(self, run: tuple[object, list[int]] | None, place: int) -> None:
        if run and run[1][1] > run[1][0]:
            self.merges.append((run[1][0], place, run[1][1], place))

    def _cleaned(self, cell: Cell, heading: str, block: Block) -> Cell:
        if not isinstance(cell, str):
            return cell
        text = visible(self.clean(visible(cell)))
        # Somebody's own "同上" is no reference to the row before.
        text = f"{JOINT}{text}" if is_ditto(text) else text
        if len(text) > LONGEST:
            raise TooLong(heading, block.folder.branch.name, len(text))
        return text


def _until(reach: Reach, line: Line, number: int) -> int:
    """What of the block a value holds for: all of it, the part, the row."""
    return {"branch": 0, "problem": line.part, "row": number}[reach]


def filled(
    outline: Outline, blocks: Iterable[Block], criteria: Criteria, clean: Callable[[str], str] = str
) -> Sheet:
    """The whole sheet. Raises ``TooLong``."""
    filler = Filler(outline, criteria, clean)
    for number, block in enumerate(blocks):
        filler.add(number, block)
    above = rows_above(outline)
    merges = [
        (top + len(above), left, bottom + len(above), right) for top, left, bottom, right in filler.merges
    ]
    return Sheet(outline.sheet, above + filler.rows, [*outline.merges, *merges])


def written_out(sheet: Sheet) -> list[list[Cell]]:
    """The rows with merged cells told in each row: how a file of separated values says it."""
    rows = [list(row) for row in sheet.rows]
    for top, left, bottom, right in sheet.merges:
        for row in range(top, bottom + 1):
            rows[row][left : right + 1] = [rows[top][left]] * (right - left + 1)
    return rows


def lines_of(
    outline: Outline, parts: list[tuple[object, list[object]]], *, has_loose_causes: bool = False
) -> list[Line]:
    """The rows of a block: ``parts`` are problems (None: none) with their measures. Where the ledger tells causes,
    those that belong to no problem need a row of none.
    """
    lines = _lines_of(outline, parts)
    if has_loose_causes and "cause" in outline.fields and all(line.problems for line in lines):
        lines.append(Line(len(parts), [], []))
    return lines


def _lines_of(outline: Outline, parts: list[tuple[object, list[object]]]) -> list[Line]:
    if outline.rows == FIGURES:
        problems = [problem for problem, _measures in parts if problem is not None]
        return [Line(0, problems, [])] if problems else []
    if outline.row_is == "branch":
        told = [part for part in parts if part[0] is not None]
        apart = [measure for problem, measures in parts if problem is None for measure in measures]
        together = list({id(one): one for _problem, measures in told for one in measures}.values())
        lines = [Line(0, [problem for problem, _measures in told], together)] if told else []
        return [*lines, *([Line(1, [], apart)] if apart else [])]
    found = []
    for number, (problem, measures) in enumerate(parts):
        problems = [] if problem is None else [problem]
        if outline.row_is == "problem":
            found += [Line(number, problems, [])] if problems else []
        else:
            found += [Line(number, problems, [measure]) for measure in measures] or [
                Line(number, problems, [])
            ]
    return found
