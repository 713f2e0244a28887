"""What a ledger tells, as records: branches with their problems, causes, measures and next steps.

Plain data; each record knows the rows (``Spot``) that it was read from. A ``Finding`` is something to say about a cell.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from branches.ledgers.table import Table

Severity = Literal["error", "rule", "note", "private"]


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A row: ``table`` is its place among the tables read, ``row`` counts from 1 as the spreadsheet does."""

    table: int
    row: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell about a cell. An "error" keeps its row out; so does a "rule", if the row says anything new; a
    "note" and a "private" do not.
    """

    severity: Severity
    spot: Spot
    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Source:
    """A cell whose ``text`` was kept as it stands; ``code`` of its column, and all records that its row tells of."""

    code: str
    text: str
    beside: tuple[Record, ...]


@dataclass(slots=True, eq=False)
class Record:
    """Something told in one or several rows; ``spots`` are in reading order. ``extra``: unknown columns by heading,
    ``sources`` the cells that it was put together from.
    """

    spots: list[Spot] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    sources: dict[str, list[Source]] = field(default_factory=dict)

    def seen(self, spot: Spot) -> None:
        if not self.spots or self.spots[-1] != spot:
            self.spots.append(spot)


@dataclass(slots=True, eq=False)
class ProblemRecord(Record):
    text: str = ""
    title: str = ""
    number: int | None = None
    serial: str = ""
    criterion: int | None = None
    responsible: str = ""
    deadline: str = ""
    found_on: dt.date | None = None
    status: str = ""
    shared: set[str] = field(default_factory=set)
    """What was told in cells that tell it of the measures beside the problem just as well."""


@dataclass(slots=True, eq=False)
class Linked(Record):
    """``is_firm``: some row tells it of one problem; else it stands beside several, and may belong to some of them."""

    text: str = ""
    problems: list[ProblemRecord] = field(default_factory=list)
    is_firm: bool = False

    def serve(self, problems: list[ProblemRecord]) -> None:
        self.problems += [problem for problem in problems if problem not in self.problems]
        self.is_firm = self.is_firm or len(problems) == 1


@dataclass(slots=True, eq=False)
class CauseRecord(Linked):
    pass


@dataclass(slots=True, eq=False)
class MeasureRecord(Linked):
    """``is_done_by_word``: that it is at 100 percent, only the word for the state of its problem says."""

    responsible: str = ""
    deadline: str = ""
    starts_on: dt.date | None = None
    outcome: str = ""
    progress: str = ""
    percent: int | None = None
    worded: str = ""
    """The words of the progress, if the percent is only read out of them."""
    is_done_by_word: bool = False


@dataclass(slots=True, eq=False)
class PlanRecord(Record):
    text: str = ""


@dataclass(slots=True, eq=False)
class MemberRecord(Record):
    """One of the "four ones"; ``kind`` is a ``TaskForceKind``."""

    kind: str = ""
    text: str = ""


@dataclass(slots=True, eq=False)
class BranchRecord(Record):
    """A branch with all that the ledger tells of it; ``township`` and ``county`` as written, "" if not; ``setting`` is
    the township that only the title over the table speaks of.
    """

    name: str = ""
    township: str = ""
    setting: str = ""
    county: str = ""
    kind: str = ""
    secretary: str = ""
    member_count: int | None = None
    criteria: list[int] = field(default_factory=list)
    determined_on: dt.date | None = None
    goal: str = ""
    members: list[MemberRecord] = field(default_factory=list)
    problems: list[ProblemRecord] = field(default_factory=list)
    causes: list[CauseRecord] = field(default_factory=list)
    measures: list[MeasureRecord] = field(default_factory=list)
    plans: list[PlanRecord] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """All that was read: ``rows`` are the rows of data in order, each with the branch it belongs to (None: nowhere)."""

    tables: list[Table]
    branches: list[BranchRecord] = field(default_factory=list)
    rows: dict[Spot, BranchRecord | None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    as_of: dt.date | None = None

    @property
    def problems(self) -> list[ProblemRecord]:
        return [problem for branch in self.branches for problem in branch.problems]

    @property
    def measures(self) -> list[MeasureRecord]:
        return [measure for branch in self.branches for measure in branch.measures]

    def sheet_of(self, spot: Spot) -> str:
        return self.tables[spot.table].sheet.name

    @property
    def refused(self) -> set[Spot]:
        """Rows with an error."""
        return {finding.spot for finding in self.findings if finding.severity == "error"}
