"""Freezing the figures of days that are over: "since last week", and the tables of the months that have passed.

The worker keeps up every day. Yesterday and the week before it are kept for forty days, the last day of each month for
good. What is frozen is never taken again, so a running worker freezes what was known; a day that was missed is read
out of the dates on the rows.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from branches.models import Campaign, Snapshot
from branches.selectors.past import PLACE, figures_on

KEPT_DAYS = 40
DAYS_BACK = 8
AFTERWARDS = dt.timedelta(days=366)
"""A campaign is followed for the year of consolidation after its end."""


def keep_up() -> int:
    """Take what is missing, drop what is no longer needed; how many days of campaigns were taken. Called daily."""
    today = timezone.localdate()
    there = set(Snapshot.objects.values_list("campaign_id", "day").distinct())
    campaigns = Campaign.objects.filter(starts_on__lt=today, ends_on__gte=today - AFTERWARDS)
    wanted = [(campaign, day) for campaign in campaigns for day in _days(campaign, today)]
    taken = [bool(_take(campaign, day)) for campaign, day in wanted if (campaign.pk, day) not in there]
    _drop(today)
    return sum(taken)


def take(day: dt.date) -> int:
    """Freeze ``day`` in every campaign that ran on it; how many townships were frozen, 0 where it was done before.

    Raises ``ValidationError`` for a day that is not over.
    """
    if day >= timezone.localdate():
        raise ValidationError(_("The day is not over yet."))
    there = Snapshot.objects.filter(day=day).values("campaign")
    campaigns = Campaign.objects.filter(starts_on__lte=day, ends_on__gte=day - AFTERWARDS)
    return sum(_take(campaign, day) for campaign in campaigns.exclude(pk__in=there))


def month_end(day: dt.date) -> dt.date:
    """The last day of the month of ``day``."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _take(campaign: Campaign, day: dt.date) -> int:
    rows = [
        Snapshot(campaign=campaign, day=day, **dict(zip(PLACE, place, strict=True)), **figures)
        for place, figures in figures_on(campaign, day).items()
    ]
    # Another worker may be at it: each township once, whoever is first.
    return len(Snapshot.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True))


def _days(campaign: Campaign, today: dt.date) -> Iterable[dt.date]:
    """The days of the last week and the ends of the months since the campaign began, that lie in its time."""
    last = min(today - dt.timedelta(days=1), campaign.ends_on + AFTERWARDS)
    recent = {today - dt.timedelta(days=back) for back in range(1, DAYS_BACK + 1)}
    ends, end = set(), month_end(campaign.starts_on)
    while end <= last:
        ends.add(end)
        end = month_end(end + dt.timedelta(days=1))
    return sorted(day for day in recent | ends if campaign.starts_on <= day <= last)


def _drop(today: dt.date) -> None:
    old = Snapshot.objects.filter(day__lt=today - dt.timedelta(days=KEPT_DAYS))
    for day in old.values_list("day", flat=True).distinct():
        if day != month_end(day):
            Snapshot.objects.filter(day=day).delete()
