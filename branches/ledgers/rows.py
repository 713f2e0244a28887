"""One row of a table, cell by cell: by the field that its column holds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field, replace
from typing import TypeVar

from django.utils.translation import gettext as _

from branches.ledgers import private
from branches.ledgers.cells import BadCell, check_harmless, is_ditto, is_nothing
from branches.ledgers.grid import Value
from branches.ledgers.items import JOINT
from branches.ledgers.labelled import told_in
from branches.ledgers.records import Finding, Severity, Spot
from branches.ledgers.table import Column, Table

Read = TypeVar("Read")


@dataclass(slots=True)
class Cell:
    """A cell with something in it. ``height``: how many rows it covers; ``here``: it begins in this row."""

    column: Column
    value: Value
    text: str
    height: int
    here: bool


@dataclass(slots=True)
class Row:
    """The cells of a row that say something, by field; those of unknown columns by their heading."""

    table: Table
    spot: Spot
    masked: bool
    findings: list[Finding] = field(default_factory=list)
    cells: dict[str, Cell] = field(default_factory=dict)
    unplaced: set[str] = field(default_factory=set)
    """Fields whose cell in this row says something that has no place in a folder."""

    def __post_init__(self) -> None:
        self.cells = self._cells(0)
        if account := self.cells.get("account"):
            self._take_apart(account)

    def _cells(self, group: int) -> dict[str, Cell]:
        columns = [column for column in self.table.columns if column.group == group]
        return {column.field or column.heading: cell for column in columns if (cell := self._cell(column))}

    def beside(self, group: int) -> Row:
        """The same row with what the columns of ``group`` say in place of those of the first."""
        other = copy(self)
        own = {column.field for column in self.table.columns if column.group == group}
        other.cells = {code: cell for code, cell in self.cells.items() if code not in own}
        other.cells |= self._cells(group)
        return other

    def _take_apart(self, account: Cell) -> None:
        for code, text in told_in(account.text).items():
            if text and not is_nothing(text):
                part = replace(account, text=text, value=replace(account.value, raw=text))
                self.cells.setdefault(code, part)

    def _cell(self, column: Column) -> Cell | None:
        grid, row = self.table.grid, self.spot.row - 1
        value = self._value(column)
        if fault := self.table.sheet.faults.get((value.row, value.column)):
            self.say("error", column, "", _fault(fault))
            return None
        text = value.text
        if is_nothing(text):
            return None
        try:
            if not value.is_marked:
                check_harmless(text)
        except BadCell as bad:
            self.say("error", column, text, str(bad))
            return None
        here = value.row == row
        if here:
            for one in private.found_in(text):
                self.say("private", column, one.text, _private(one.kind))
        merge = grid.merge_at(row, column.place)
        text = private.masked(text) if self.masked else text
        return Cell(column, value, text, merge[2] - merge[0] + 1, here)

    def _value(self, column: Column) -> Value:
        """What the cell says; that of the row before where it says 同上. An unknown column is kept as it stands."""
        row, data, known = self.spot.row - 1, self.table.data, self.table.said_above
        value = above = self.table.grid.value(row, column.place)
        if is_ditto(own := value.text.removeprefix(JOINT)) and own != value.text:
            return replace(value, raw=own)
        if column.field is None or not is_ditto(value.text):
            return value
        before = bisect_left(data, row)
        while before and is_ditto(above.text):
            before -= 1
            place = data[before], column.place
            above = known.get(place) or self.table.grid.value(*place)
        if not is_ditto(above.text):
            value = known[row, column.place] = replace(value, raw=above.raw, is_marked=above.is_marked)
        return value

    def say(self, severity: Severity, column: Column | None, value: str, message: str) -> None:
        finding = Finding(severity, self.spot, column.heading if column else "", value, message)
        if finding not in self.findings:
            self.findings.append(finding)

    def text(self, code: str) -> str:
        cell = self.cells.get(code)
        return cell.text if cell else ""

    def read(self, code: str, reader: Callable[[Cell], Read]) -> Read | None:
        """What ``reader`` makes of the cell; None where it is blank, or bad (which is noted)."""
        cell = self.cells.get(code)
        if cell is None:
            return None
        try:
            return reader(cell)
        except BadCell as bad:
            self.say("error", cell.column, cell.text, str(bad))
            return None


def _fault(kind: str) -> str:
    if kind == "error":
        return _("The cell holds an error of the spreadsheet. Mend it there.")
    return _("The cell holds a formula without a result. Open the file in Excel and save it.")


def _private(kind: str) -> str:
    return {
        "identity": _("An identity-card number."),
        "mobile": _("A mobile number."),
        "petitioner": _("The name of somebody who petitions."),
    }[kind]
