"""What the overview adds up, each in one query whatever the size, and kept for a minute for each scope."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Case, Count, DurationField, ExpressionWrapper, F, Model, Q, QuerySet, Sum, When
from django.utils import timezone

from accounts.choices import Level
from accounts.models import Organisation, User
from branches.choices import ProblemStatus
from branches.models import Campaign, Measure, Problem, Rectification, Snapshot, TownshipCount
from branches.selectors import figures
from branches.selectors.deadlines import (
    measures_due_soon,
    overdue_measures,
    quiet_measures,
    unfinished_measures,
)
from branches.selectors.figures import FROZEN, Figures
from branches.selectors.overview_calls import Call, calls

Key = int


@dataclass(frozen=True, slots=True)
class Spread:
    """The problems of one criterion: ``days`` holds, for each one signed off, how long that took."""

    pk: int | None
    number: int
    label: str
    problems: int = 0
    days: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sums:
    """Everything counted for one scope, by the organisations below it, or by the folders of a township.

    ``past`` holds what snapshots say, by day and then by organisation; ``names`` the folders' branches.
    """

    counted_at: dt.datetime
    cells: dict[Key, Counter[str]]
    lines: dict[Key, Figures]
    past: dict[dt.date, dict[Key, Figures]]
    spread: list[Spread]
    calls: list[Call]
    names: dict[Key, str]


def kept(user: User, campaign: Campaign, scope: Organisation, days: list[dt.date]) -> Sums:
    """The sums of ``scope``, which the caller found in the scope of ``user``; ``days`` are the snapshots wanted."""
    today = timezone.localdate()
    key = f"overview-{campaign.pk}-{scope.pk}-{today}"
    found: Sums | None = cache.get(key)
    if found is None:
        found = _count(user, campaign, scope, days)
        cache.set(key, found, settings.SUMS_KEPT_SECONDS)
    return found


def inside(scope: Organisation) -> dict[str, int]:
    """What narrows a listed row to ``scope``; nothing for the province."""
    return {} if scope.level == Level.PROVINCE else {Level(scope.level).column: scope.pk}


def column_below(scope: Organisation) -> str:
    """The column that names the next level down."""
    return Level(min(scope.level + 1, Level.TOWNSHIP)).column


def by_place(
    user: User, campaign: Campaign, scope: Organisation, column: str
) -> tuple[dict[Key, Counter[str]], dict[Key, Figures]]:
    """What is counted in ``scope``, and the figures of today, by the organisations in ``column``. Two queries."""
    cells = _cells(user, campaign, scope, column)
    return cells, _figures(cells, _measures(user, campaign, scope, column))


def _count(user: User, campaign: Campaign, scope: Organisation, days: list[dt.date]) -> Sums:
    names: dict[Key, str] = {}
    if scope.level == Level.TOWNSHIP:
        names, cells = _folders(user, campaign, scope)
        lines = _figures(cells, _measures(user, campaign, scope, "rectification"))
    else:
        cells, lines = by_place(user, campaign, scope, column_below(scope))
    return Sums(
        counted_at=timezone.localtime(),
        cells=cells,
        lines=lines,
        past=_past(user, campaign, scope, days),
        spread=_spread(user, campaign, scope),
        calls=calls(_within(Measure, user, scope).filter(rectification__campaign=campaign)),
        names=names,
    )


def _figures(cells: dict[Key, Counter[str]], measures: dict[Key, Mapping[str, int]]) -> dict[Key, Figures]:
    today = timezone.localdate()
    return {key: figures.live(counted, measures.get(key, {}), today) for key, counted in cells.items()}


def _within(model: type[Model], user: User, scope: Organisation) -> QuerySet[Any]:
    return model._default_manager.visible_to(user).filter(**inside(scope))  # type: ignore[attr-defined]


def _cells(user: User, campaign: Campaign, scope: Organisation, column: str) -> dict[Key, Counter[str]]:
    found: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    rows = _within(TownshipCount, user, scope).filter(campaign=campaign).order_by()
    for key, what, cell, number in rows.values_list(column, "what", "cell").annotate(Sum("number")):
        found[key][f"{what}/{cell}"] = number
    return dict(found)


def _folders(
    user: User, campaign: Campaign, scope: Organisation
) -> tuple[dict[Key, str], dict[Key, Counter[str]]]:
    rows = _within(Rectification, user, scope).filter(campaign=campaign).order_by("branch__name", "pk")
    found = list(rows.values_list("pk", "branch__name", "cells"))
    return {pk: name for pk, name, _ in found}, {pk: Counter(cells) for pk, _, cells in found}


def _measures(
    user: User, campaign: Campaign, scope: Organisation, column: str
) -> dict[Key, Mapping[str, int]]:
    open_ = _within(Measure, user, scope).filter(unfinished_measures(), rectification__campaign=campaign)
    rows = open_.order_by().values(column).annotate(
        overdue=Count("id", filter=overdue_measures()),
        due_soon=Count("id", filter=measures_due_soon()),
        quiet=Count("id", filter=quiet_measures()),
    )  # fmt: skip
    return {row.pop(column): row for row in rows}


def _past(
    user: User, campaign: Campaign, scope: Organisation, days: list[dt.date]
) -> dict[dt.date, dict[Key, Figures]]:
    column = column_below(scope)
    rows = _within(Snapshot, user, scope).filter(campaign=campaign, day__in=days).values("day", column)
    found: defaultdict[dt.date, dict[Key, Figures]] = defaultdict(dict)
    for row in rows.annotate(**{f"{name}_sum": Sum(name) for name in FROZEN}).order_by():
        found[row["day"]][row[column]] = Figures(**{name: row[f"{name}_sum"] for name in FROZEN})
    return dict(found)


def _spread(user: User, campaign: Campaign, scope: Organisation) -> list[Spread]:
    problems = _within(Problem, user, scope).filter(rectification__campaign=campaign)
    lasted = ExpressionWrapper(F("closed_on") - F("found_on"), output_field=DurationField())
    took = Case(When(Q(status=ProblemStatus.CLOSED), then=lasted), default=None)
    columns = ("criterion_id", "criterion__number", "criterion__short_label")
    found: dict[int | None, Spread] = {}
    rows = problems.annotate(took=took).order_by().values_list(*columns, "took").annotate(Count("id"))
    for pk, number, label, lasting, problem_count in rows:
        spread = found.get(pk) or Spread(pk, number or 0, label or "")
        days = [*spread.days, *[lasting.days] * problem_count] if lasting is not None else spread.days
        found[pk] = Spread(pk, spread.number, spread.label, spread.problems + problem_count, days)
    return sorted(found.values(), key=lambda one: (-one.problems, one.pk is None, one.number))
