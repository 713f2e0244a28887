"""The monthly table: one row for each township, this month as it stands today, an earlier one as it was frozen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import Level
from accounts.models import Organisation, User
from branches.choices import ProblemStatus, Stage
from branches.models import Campaign, Measure, Rectification, Snapshot
from branches.selectors import figures, overview_sums, past
from branches.selectors.figures import Figures

NAME = _("Monthly table")


@dataclass(frozen=True, slots=True)
class Column:
    """A figure of the table under its ``block``; ``good`` is the way in which it should move, where there is one."""

    figure: str
    block: Any
    label: Any
    good: str = ""


_BRANCHES, _PROBLEMS, _MEASURES = _("Branches"), _("Problems"), _("Measures")
COLUMNS = (
    Column("listed", _BRANCHES, _("Listed")),
    Column("accepted", _BRANCHES, _("Signed off"), "up"),
    Column("problems", _PROBLEMS, _("Found in all")),
    Column("found", _PROBLEMS, _("Found in the month")),
    Column("closed", _PROBLEMS, _("Signed off in all"), "up"),
    Column("signed_off", _PROBLEMS, _("Signed off in the month")),
    Column("long_term", _PROBLEMS, _("Long-term")),
    Column("overdue", _MEASURES, _("Overdue"), "down"),
    Column("quiet", _MEASURES, _("No progress for 30 days"), "down"),
)
"""The figures that are frozen (``figures.FROZEN``), in the order of the table."""


@dataclass(frozen=True, slots=True)
class Row:
    """``before`` are the figures at the end of the month before, None where nobody froze them."""

    township: Organisation
    figures: Figures
    before: Figures | None


@dataclass(frozen=True, slots=True)
class MonthlyTable:
    """``day`` is the day the figures are of: the last of the month, or today. ``total`` adds the rows up."""

    day: dt.date
    rows: list[Row]
    total: Figures
    before: Figures | None

    @property
    def is_frozen(self) -> bool:
        return self.day != timezone.localdate()


def table(user: User, campaign: Campaign, scope: Organisation, month: dt.date) -> MonthlyTable | None:
    """The table of the month in which ``month`` lies, for ``scope``, which lies in the scope of ``user``.

    Every township has its row, in the order of the tree, also one without a branch on the list. None for a month that
    nobody froze (it is to come, or the campaign had not begun). Four queries.
    """
    today = timezone.localdate()
    first = month.replace(day=1)
    end = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    places, known = _frozen(user, campaign, scope, [end, first - dt.timedelta(days=1)])
    before = known.get(first - dt.timedelta(days=1))
    if first == today.replace(day=1):
        day, now = today, overview_sums.by_place(user, campaign, scope, "township")[1]
    elif end in known:
        day, now = end, known[end]
    else:
        return None
    before_total = None if before is None else figures.total(before.values())
    rows = [
        Row(
            township,
            now.get(township.pk, Figures()),
            None if before is None else before.get(township.pk, Figures()),
        )
        for township in _townships(user, scope, places, {*now})
    ]
    return MonthlyTable(day, rows, figures.total(now.values()), before_total)


def rows_of(user: User, campaign: Campaign, scope: Organisation, day: dt.date, figure: str) -> QuerySet[Any]:
    """What ``figure`` counts in ``scope`` at the end of ``day``, as the records tell it today, by township and branch.

    Each row carries ``stage_then``, ``status_then`` or ``percent_then``.
    """
    lead = "" if figures.KINDS[figure] == "folder" else "rectification__"
    rows = past.rows_on(user, campaign, day, figure).filter(**overview_sums.inside(scope))
    return rows.select_related(f"{lead}branch", "township").order_by(
        "township__position", "township_id", f"{lead}branch__name", "pk"
    )


def standing(row: Any) -> str:
    """How a row of ``rows_of`` stood on its day, in words."""
    if isinstance(row, Measure):
        return f"{row.percent_then}%"  # type: ignore[attr-defined]
    if isinstance(row, Rectification):
        return str(Stage(row.stage_then).label)  # type: ignore[attr-defined]
    return str(ProblemStatus(row.status_then).label)


def months(user: User, campaign: Campaign, scope: Organisation) -> list[dt.date]:
    """The first days of the months that have a table, newest first: this one, and those frozen at their end."""
    frozen = Snapshot.objects.visible_to(user).filter(campaign=campaign, **overview_sums.inside(scope))
    ends = [
        day
        for day in frozen.values_list("day", flat=True).distinct()
        if (day + dt.timedelta(days=1)).day == 1
    ]
    return sorted({timezone.localdate().replace(day=1), *(day.replace(day=1) for day in ends)}, reverse=True)


def _frozen(
    user: User, campaign: Campaign, scope: Organisation, days: list[dt.date]
) -> tuple[dict[int, Organisation], dict[dt.date, dict[int, Figures]]]:
    """The townships that were counted in the scope on one of ``days``, and their figures by day."""
    rows = Snapshot.objects.visible_to(user).filter(
        campaign=campaign, day__in=days, **overview_sums.inside(scope)
    )
    places: dict[int, Organisation] = {}
    found: dict[dt.date, dict[int, Figures]] = {}
    for row in rows.select_related("township__county"):
        places[row.township_id] = row.township
        found.setdefault(row.day, {})[row.township_id] = figures.frozen(row)
    return places, found


def _townships(
    user: User, scope: Organisation, places: dict[int, Organisation], counted: set[int]
) -> list[Organisation]:
    """Those of the scope that are in use, and whatever has figures: one may have moved away or been closed since."""
    inside = Organisation.objects.visible_to(user).filter(scope.subtree_q(), level=Level.TOWNSHIP)
    known = {**places, **{township.pk: township for township in inside.select_related("county")}}
    shown = [township for township in known.values() if township.is_active or township.pk in counted]
    return sorted(shown, key=_order)


def _order(township: Organisation) -> tuple[int, int, int, int]:
    county = township.county
    return (county.position, county.pk, township.position, township.pk) if county else (0, 0, 0, township.pk)
