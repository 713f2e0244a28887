"""How a campaign stands in a scope: figures, the next level down, trend, criteria, and whom to call."""

from __future__ import annotations

import datetime as dt
import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.choices import Level
from accounts.models import Organisation, User
from branches.models import Campaign
from branches.selectors import figures, overview_sums, overview_trend
from branches.selectors.deadlines import QUIET_DAYS
from branches.selectors.figures import Figures
from branches.selectors.overview_calls import Call
from branches.selectors.overview_trend import Trend

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)
SORTS = ("listed", "problems", "closed", "share", "overdue", "quiet", "signed_off")


@dataclass(frozen=True, slots=True)
class Scope:
    """The organisation that a page is about, the way to it from the reader's own, and what else can be chosen."""

    organisation: Organisation
    way: list[Organisation]
    below: list[Organisation]
    choices: list[Organisation]

    @property
    def place(self) -> str:
        """What narrows a list to it, as a query string: "county=3"; empty for the province."""
        return place_of(self.organisation)


@dataclass(frozen=True, slots=True)
class Line:
    """One organisation of the next level, or one branch of a township (``folder`` is its key then).

    ``before`` are its figures at the end of last month, where they are known.
    """

    name: str
    figures: Figures
    before: Figures | None = None
    organisation: Organisation | None = None
    folder: int | None = None

    @property
    def place(self) -> str:
        return place_of(self.organisation) if self.organisation else ""

    @property
    def moved(self) -> dict[str, int]:
        """By how much each figure has moved since the end of last month; nothing where that is not known."""
        return moves(self.figures, self.before)


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """The problems of one criterion, how many were signed off, and after how many days (the median)."""

    pk: int | None
    label: str
    problems: int
    closed: int
    days: int | None


@dataclass(frozen=True, slots=True)
class Overview:
    """``total`` adds ``lines`` up; ``last_week`` is the same a week ago, None where nobody counted then."""

    counted_at: dt.datetime
    total: Figures
    last_week: Figures | None
    lines: list[Line]
    criteria: list[CriterionLine]
    days: int | None
    trend: Trend
    calls: list[Call]
    quiet_days: int = QUIET_DAYS

    @property
    def most(self) -> int:
        """The most problems that one criterion has: the full length of a bar."""
        return max((line.problems for line in self.criteria), default=0)

    @property
    def changes(self) -> dict[str, int]:
        """By how much each figure has moved since last week; nothing where that is not known."""
        return moves(self.total, self.last_week)


def moves(now: Figures, before: Figures | None) -> dict[str, int]:
    if before is None:
        return {}
    return {name: getattr(now, name) - getattr(before, name) for name in figures.FROZEN}


def scope(user: User, wanted: str) -> Scope:
    """The organisation with the id ``wanted``, or the reader's own where that is empty.

    Raises ``Organisation.DoesNotExist`` outside of what ``user`` sees, and for what is no id.
    """
    pk = wanted or str(user.organisation_id)
    if not (pk.isascii() and pk.isdecimal()):
        raise Organisation.DoesNotExist
    near = Q(pk=pk) | Q(parent=pk) | Q(parent__children=pk)
    found = Organisation.objects.visible_to(user).filter(near).select_related("province", "city", "county")
    seen = {node.pk: node for node in found.distinct().order_by("position", "pk")}
    if int(pk) not in seen:
        raise Organisation.DoesNotExist
    node = seen[int(pk)]
    below = [other for other in seen.values() if other.parent_id == node.pk]
    way = [getattr(node, level.column) for level in Level if user.organisation.level <= level < node.level]  # type: ignore[union-attr]
    beside = [other for other in seen.values() if other.parent_id == node.parent_id]
    choices = [node, *below] if below else [*way[-1:], *beside]
    return Scope(node, way, below, choices)


def place_of(organisation: Organisation) -> str:
    return "&".join(f"{column}={pk}" for column, pk in overview_sums.inside(organisation).items())


def overview(user: User, campaign: Campaign, where: Scope, sort: str = "") -> Overview:
    """The overview of ``campaign`` in ``where``; ``sort`` names a column of the table ("-overdue" turns it round)."""
    today = timezone.localdate()
    firsts = overview_trend.months(campaign, today)
    ends = {first: first - dt.timedelta(days=1) for first in [*firsts, today.replace(day=1)]}
    sums = overview_sums.kept(user, campaign, where.organisation, [*ends.values(), today - WEEK])
    total = figures.total(sums.lines.values())
    cells: Counter[str] = sum(sums.cells.values(), Counter())
    overdue = _overdue(sums.past, total, today)
    return Overview(
        counted_at=sums.counted_at,
        total=total,
        last_week=_past(sums.past.get(today - WEEK)),
        lines=_sorted(_lines(sums, where, ends[today.replace(day=1)]), sort),
        criteria=[_criterion(spread) for spread in sums.spread],
        days=_median(day for spread in sums.spread for day in spread.days),
        trend=overview_trend.trend(cells, overdue, campaign, today),
        calls=sums.calls,
    )


def _overdue(past: dict[dt.date, Any], now: Figures, today: dt.date) -> dict[dt.date, int]:
    """Overdue measures at the ends of months, by the first of the month; those of today stand for this month."""
    ends = {day: rows for day, rows in past.items() if (day + DAY).day == 1}
    known = {day.replace(day=1): figures.total(rows.values()).overdue for day, rows in ends.items()}
    return {**known, today.replace(day=1): now.overdue}


def _past(rows: dict[int, Figures] | None) -> Figures | None:
    return figures.total(rows.values()) if rows else None


def _lines(sums: overview_sums.Sums, where: Scope, month_end: dt.date) -> list[Line]:
    if where.organisation.level == Level.TOWNSHIP:
        return [Line(name, sums.lines[pk], folder=pk) for pk, name in sums.names.items()]
    before = sums.past.get(month_end, {})
    return [
        Line(node.name, sums.lines.get(node.pk, Figures()), before.get(node.pk), organisation=node)
        for node in where.below
        if node.is_active or node.pk in sums.lines
    ]


def _sorted(lines: list[Line], sort: str) -> list[Line]:
    """By a column, the highest first unless turned round; as the organisations stand where no column is named."""
    name = sort.removeprefix("-")
    if name not in SORTS:
        return lines
    return sorted(lines, key=lambda line: getattr(line.figures, name), reverse=not sort.startswith("-"))


def _criterion(spread: overview_sums.Spread) -> CriterionLine:
    return CriterionLine(spread.pk, spread.label, spread.problems, len(spread.days), _median(spread.days))


def _median(days: Iterable[int]) -> int | None:
    """The median in whole days, halves upwards; None where there is nothing."""
    found = list(days)
    return int(statistics.median(found) + 0.5) if found else None
