"""What the two ledgers can show, and in which orders: the columns of problems and of measures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Model, OuterRef, Prefetch, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from branches.choices import LedgerKind
from branches.models import Cause, Measure, Problem, ProgressEntry

Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Column:
    """``key`` is known to the row's template; ``sort`` names the order its head leads to; ``load`` adds to the rows
    what the column shows, in a constant number of queries; ``chosen`` if everybody sees it who did not choose.
    """

    key: str
    label: str | Promise
    sort: str = ""
    css: str = ""
    load: Callable[[Rows], Rows] | None = None
    chosen: bool = True


@dataclass(frozen=True, slots=True)
class Sort:
    """An order by ``field``, ties by id; ``read`` makes a value of it out of the words in a key."""

    label: str | Promise
    field: str
    read: Callable[[str], Any] = str
    nullable: bool = False


@dataclass(frozen=True, slots=True)
class Ledger:
    kind: LedgerKind
    model: type[Model]
    related: tuple[str, ...]
    columns: tuple[Column, ...]
    sorts: dict[str, Sort]

    @property
    def usual(self) -> list[str]:
        return [column.key for column in self.columns if column.chosen]

    def shown(self, keys: list[str]) -> list[Column]:
        """The columns of ``keys`` in the ledger's order; the one that names the row is never left out."""
        return [column for column in self.columns if column.key in keys or column.key == NAMING]


NAMING = "title"


def _measures(rows: Rows) -> Rows:
    brief = Measure.objects.only("number", "title", "percent").order_by("number")
    return rows.prefetch_related(Prefetch("measures", brief))


def _causes(rows: Rows) -> Rows:
    return rows.prefetch_related(Prefetch("causes", Cause.objects.only("number", "text").order_by("number")))


def _heard(rows: Rows) -> Rows:
    return rows.annotate(last_progress_on=Max("measures__last_progress_on"))


def _problems(rows: Rows) -> Rows:
    brief = Problem.objects.only("number", "title", "rectification_id").order_by("number")
    return rows.prefetch_related(Prefetch("problems", brief))


def _latest(rows: Rows) -> Rows:
    newest = ProgressEntry.objects.filter(measure=OuterRef("pk")).order_by("-happened_on", "-id")
    return rows.annotate(latest=Subquery(newest.values("text")[:1]))


_BRANCH = Column("branch", _("Branch"), sort="branch")
_NUMBER = Column("number", _("No."), css="num")
_RESPONSIBLE = Column("responsible", _("Responsible"), sort="responsible")
_DEADLINE = Column("deadline", _("Deadline"), sort="due", css="when")
_DUE = Column("due", _("Due on"), sort="due", css="short", chosen=False)
_STAGE = Column("stage", _("Stage"), chosen=False)
_UPDATED = Column("updated", _("Changed"), sort="updated", css="short", chosen=False)

_SORTS = {
    "due": Sort(_("Deadline"), "due_on", dt.date.fromisoformat, nullable=True),
    "branch": Sort(_("Branch"), "rectification__branch__name"),
    "responsible": Sort(_("Responsible"), "responsible"),
    "updated": Sort(_("Changed"), "updated_at", dt.datetime.fromisoformat),
}

LEDGERS = {
    LedgerKind.PROBLEMS: Ledger(
        LedgerKind.PROBLEMS,
        Problem,
        ("rectification__branch", "township", "criterion"),
        (
            _BRANCH,
            _NUMBER,
            Column(NAMING, _("Problem")),
            Column("text", _("In full"), css="wide", chosen=False),
            Column("criterion", _("Criterion")),
            Column("causes", _("Causes"), css="wide", load=_causes, chosen=False),
            Column("measures", _("Measures"), css="wide", load=_measures),
            _RESPONSIBLE,
            Column("found", _("Found on"), sort="found", css="short", chosen=False),
            _DEADLINE,
            _DUE,
            Column("status", _("Status")),
            Column("heard", _("Last progress"), css="short", load=_heard, chosen=False),
            _STAGE,
            _UPDATED,
        ),
        {**_SORTS, "found": Sort(_("Found on"), "found_on", dt.date.fromisoformat)},
    ),
    LedgerKind.MEASURES: Ledger(
        LedgerKind.MEASURES,
        Measure,
        ("rectification__branch", "township"),
        (
            _BRANCH,
            _NUMBER,
            Column(NAMING, _("Measure")),
            Column("problems", _("Problems"), css="wide", load=_problems),
            Column("description", _("What is to be done"), css="wide", chosen=False),
            _RESPONSIBLE,
            Column("starts", _("Starts on"), css="short", chosen=False),
            _DEADLINE,
            _DUE,
            Column("percent", _("Progress"), sort="percent"),
            Column("heard", _("Last progress"), sort="heard", css="short"),
            Column("latest", _("Newest progress"), css="wide", load=_latest, chosen=False),
            Column("outcome", _("Outcome"), css="wide", chosen=False),
            _STAGE,
            _UPDATED,
        ),
        {
            **_SORTS,
            "percent": Sort(_("Progress"), "percent", int),
            "heard": Sort(_("Last progress"), "last_progress_on", dt.date.fromisoformat, nullable=True),
        },
    ),
}
