"""Tables → records: who is spoken of in each row, and what belongs together.

What stands in one row belongs together: its measures serve its problems, its causes explain them. Cells merged over
several rows are one thing told once. Nothing is filled down outside of merges.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from branches.ledgers import content, extras, items
from branches.ledgers.context import Context, township_in
from branches.ledgers.options import Options
from branches.ledgers.records import (
    BranchRecord,
    CauseRecord,
    MeasureRecord,
    PlanRecord,
    ProblemRecord,
    Reading,
    Spot,
)
from branches.ledgers.rows import Cell, Row
from branches.ledgers.table import Table
from branches.ledgers.words import same, shown

_AS_OF = re.compile(r"截至\s*(20\d\d)年(\d{1,2})月(\d{1,2})日")
_SERIAL = re.compile(r"(\d{1,4})(?:\.0)?")
_SEVERAL = re.compile(r"(?<=\d)[、,，;；和及](?=\d)")


@dataclass(slots=True)
class Builder:
    """Reads tables one after the other; sheets joined only by the number of the problem find each other here."""

    tables: list[Table]
    options: Options
    reading: Reading = field(init=False)
    branches: dict[tuple[str, str], BranchRecord] = field(default_factory=dict)
    told: dict[tuple[Any, ...], list[Any]] = field(default_factory=dict)
    by_serial: dict[str, list[ProblemRecord]] = field(default_factory=dict)
    owner: dict[int, BranchRecord] = field(default_factory=dict)

    def build(self) -> Reading:
        self.reading = Reading(self.tables)
        for place, table in enumerate(self.tables):
            self.reading.as_of = self.reading.as_of or as_of(table.above)
            context = Context.of(table, self.options.branch)
            for row in table.data:
                self._row(Row(table, Spot(place, row + 1), self.options.masked), context)
        for branch in self.reading.branches:
            content.settle(branch)
        return self.reading

    def _row(self, row: Row, context: Context) -> None:
        if row.table.is_figures:
            self.reading.rows[row.spot] = None
            return
        branch, problems = self._who(row, context)
        branch.seen(row.spot)
        content.take_branch(row, branch, self.options)
        causes = [self._cause(branch, text, problems) for text in self._texts(row, "cause", branch)]
        measures = self._measures(row, branch, problems)
        plans = [self._plan(branch, text, row) for text in self._texts(row, "plan", branch)]
        for record in [*problems, *causes, *measures, *plans]:
            record.seen(row.spot)
        content.take_problems(row, problems, measures, self.options)
        content.take_measures(row, measures, self.options)
        self._take_beside(row, branch, problems)
        content.check_status(row)
        extras.take(row, branch, problems, measures)
        self.reading.rows[row.spot] = branch
        self.reading.findings += row.findings

    def _who(self, row: Row, context: Context) -> tuple[BranchRecord, list[ProblemRecord]]:
        """The branch that the row is about, and its problems: written in it, or known from an earlier sheet."""
        name = shown(row.text("branch")) or context.branch_for(row)
        serial = serial_of(row)
        if row.table.column_of("problem") or "problem" in row.cells:
            branch = self._branch(row, context, name)
            return branch, self._problems(row, branch, serial)
        township = shown(row.text("township"))
        known = [
            one
            for number in _SEVERAL.split(serial)
            for one in self.by_serial.get(number, [])
            if name in {"", self.owner[id(one)].name} and township in {"", self.owner[id(one)].township}
        ]
        owners = {id(self.owner[id(one)]) for one in known}
        if known and len(owners) == 1:
            return self.owner[id(known[0])], known
        return self._branch(row, context, name), []

    def _branch(self, row: Row, context: Context, name: str) -> BranchRecord:
        township, county = context.place_for(row)
        if not name:
            column = row.table.column_of("branch")
            row.say(
                "error",
                column,
                "",
                _("Say which Party branch the row is about. Only merged cells are filled down."),
            )
        setting = township_in([name]) or context.setting
        key = township or setting, name
        if key not in self.branches:
            self.branches[key] = BranchRecord(name=name, township=township, county=county, setting=setting)
            self.reading.branches.append(self.branches[key])
        return self.branches[key]

    def _problems(self, row: Row, branch: BranchRecord, serial: str) -> list[ProblemRecord]:
        cell = row.cells.get("problem") or row.cells.get("problem_title")
        if cell is None:
            return []
        key = ("problem", id(branch), row.spot.table, cell.value.row, cell.value.column)
        if key not in self.told:
            listed = self._items(row, cell)
            self.told[key] = [self._problem(branch, item, serial, len(listed) > 1) for item in listed]
        return self.told[key]

    def _problem(self, branch: BranchRecord, item: items.Item, serial: str, several: bool) -> ProblemRecord:
        key = ("problem", id(branch), same(item.text))
        if key not in self.told:
            number = item.number if several else int(serial) if serial.isdecimal() else None
            problem = ProblemRecord(text=item.text, number=number, serial="" if several else serial)
            branch.problems.append(problem)
            self.owner[id(problem)] = branch
            self.by_serial.setdefault(serial, []).append(problem)
            self.told[key] = [problem]
        return self.told[key][0]

    def _measures(self, row: Row, branch: BranchRecord, problems: list[ProblemRecord]) -> list[MeasureRecord]:
        cell = row.cells.get("measure")
        if cell is None:
            return []
        key = ("measure", id(branch), row.spot.table, cell.value.row, cell.value.column)
        if key not in self.told:
            self.told[key] = [self._measure(branch, item.text, problems) for item in self._items(row, cell)]
        for measure in self.told[key]:
            measure.serve(problems)
        return self.told[key]

    def _take_beside(self, row: Row, branch: BranchRecord, problems: list[ProblemRecord]) -> None:
        """More measures of the same problems, or more problems with theirs, told in columns of their own."""
        for group in row.table.groups:
            beside = row.beside(group)
            told = self._problems(beside, branch, "") if row.table.tells("problem", group) else problems
            measures = self._measures(beside, branch, told)
            for record in [*(told if told is not problems else []), *measures]:
                record.seen(row.spot)
            if told is not problems:
                content.take_problems(beside, told, measures, self.options)
            content.take_measures(beside, measures, self.options)

    def _measure(self, branch: BranchRecord, text: str, problems: list[ProblemRecord]) -> MeasureRecord:
        key = ("measure", id(branch), same(text), *map(id, problems))
        if key not in self.told:
            measure = MeasureRecord(text=text)
            branch.measures.append(measure)
            self.told[key] = [measure]
        return self.told[key][0]

    def _cause(self, branch: BranchRecord, text: str, problems: list[ProblemRecord]) -> CauseRecord:
        key = ("cause", id(branch), same(text))
        if key not in self.told:
            cause = CauseRecord(text=text)
            branch.causes.append(cause)
            self.told[key] = [cause]
        self.told[key][0].serve(problems)
        return self.told[key][0]

    def _plan(self, branch: BranchRecord, text: str, row: Row) -> PlanRecord:
        key = ("plan", id(branch), same(text))
        if key not in self.told:
            plan = PlanRecord(text=text)
            branch.plans.append(plan)
            self.told[key] = [plan]
        return self.told[key][0]

    def _texts(self, row: Row, code: str, branch: BranchRecord) -> list[str]:
        cell = row.cells.get(code)
        return [item.text for item in self._items(row, cell)] if cell else []

    def _items(self, row: Row, cell: Cell) -> list[items.Item]:
        lead, listed = items.split(cell.text)
        if lead and cell.here:
            row.say(
                "note", cell.column, lead, _("These words lead in a list; they are not part of any item.")
            )
        return listed


def serial_of(row: Row) -> str:
    """The row's running number as it is written: 1, 1.0 and "1" are the same."""
    text = shown(row.text("number"))
    match = _SERIAL.fullmatch(text)
    return match[1] if match else text


def as_of(above: list[str]) -> dt.date | None:
    """The day that the words over a table say it stands at."""
    for text in above:
        if match := _AS_OF.search(text):
            try:
                return dt.date(*map(int, match.groups()))
            except ValueError:
                return None
    return None


def build(tables: list[Table], options: Options) -> Reading:
    """The records in ``tables``, with a finding for every cell that cannot be used as it stands."""
    return Builder(tables, options).build()
