"""What is late, due, or silent: the conditions behind "my work", the ledger's filters, the figures and reminders.

Each is a ``Q`` on problems or on measures, for ``filter`` and for conditional counts alike, so that a number and the
list behind it agree. A problem counts until it is settled; a measure until it is done, and only in a folder that can
still be worked on: what is frozen asks for nothing. ``today`` is the office's day unless given.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from branches.choices import AMBER_DAYS, EDITABLE_STAGES, SETTLED
from branches.models import Measure
from branches.models.deadline import overdue_q
from branches.models.measures import DONE

QUIET_DAYS = 30
"""Without progress for longer than this, something unfinished is asked about."""


def unsettled_problems() -> Q:
    return ~Q(status__in=SETTLED)


def unfinished_measures() -> Q:
    return Q(percent__lt=DONE, rectification__stage__in=EDITABLE_STAGES)


def overdue_problems(today: dt.date | None = None) -> Q:
    return unsettled_problems() & overdue_q(today or timezone.localdate())


def overdue_measures(today: dt.date | None = None) -> Q:
    return unfinished_measures() & overdue_q(today or timezone.localdate())


def problems_due_soon(today: dt.date | None = None) -> Q:
    return unsettled_problems() & _soon(today or timezone.localdate())


def measures_due_soon(today: dt.date | None = None) -> Q:
    return unfinished_measures() & _soon(today or timezone.localdate())


def quiet_measures(today: dt.date | None = None) -> Q:
    """Begun, and last heard of, over thirty days ago."""
    since = _quiet_since(today)
    silent = Q(last_progress_on__lt=since) | Q(last_progress_on__isnull=True, starts_on__lt=since)
    return unfinished_measures() & silent


def quiet_problems(today: dt.date | None = None) -> Q:
    """Found over thirty days ago, and no measure that serves them has been heard of since."""
    since = _quiet_since(today)
    heard = Measure.objects.filter(problems=OuterRef("pk"), last_progress_on__gte=since)
    return unsettled_problems() & Q(found_on__lt=since) & ~Q(Exists(heard))


def _soon(today: dt.date) -> Q:
    """Due from today on within a week."""
    return Q(due_on__range=(today, today + dt.timedelta(days=AMBER_DAYS)), long_term=False)


def _quiet_since(today: dt.date | None) -> dt.date:
    return (today or timezone.localdate()) - dt.timedelta(days=QUIET_DAYS)
