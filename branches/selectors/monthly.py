"""The monthly table: one row for each township, this month as it stands today, an earlier one as it was frozen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from accounts.choices import Level
from accounts.models import Organisation, User
from branches.models import Campaign, Snapshot
from branches.selectors import figures, overview_sums
from branches.selectors.figures import Figures


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


def table(user: User, campaign: Campaign, scope: Organisation, month: dt.date) -> MonthlyTable | None:
    """The table of the month in which ``month`` lies, for ``scope``, which lies in the scope of ``user``.

    Every township has its row, in the order of the tree, also one without a branch on the list. None for a month that
    nobody froze (it is to come, or the campaign had not begun). Four queries.
    """
    today = timezone.localdate()
    first = month.replace(day=1)
    end = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    places, past = _frozen(user, campaign, scope, [end, first - dt.timedelta(days=1)])
    before = past.get(first - dt.timedelta(days=1))
    if first == today.replace(day=1):
        day, now = today, overview_sums.by_place(user, campaign, scope, "township")[1]
    elif end in past:
        day, now = end, past[end]
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
