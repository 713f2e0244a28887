"""Reads of look-backs."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from accounts.models import User
from branches.choices import AMBER_DAYS, LookBackState, Stage
from branches.models import LookBack


def visible(user: User) -> QuerySet[LookBack]:
    """Look-backs in the scope of ``user``, with what a line about one shows."""
    related = ("rectification__branch", "rectification__campaign", "township")
    return LookBack.objects.visible_to(user).select_related(*related)


def due(user: User, today: dt.date) -> QuerySet[LookBack]:
    """Those to be done within a week, or that should have been done by now, the earliest first."""
    soon = today + dt.timedelta(days=AMBER_DAYS)
    open_ = visible(user).filter(state=LookBackState.DUE, due_on__lte=soon)
    return open_.filter(rectification__stage__in=(Stage.CLOSED, Stage.CONSOLIDATING)).order_by("due_on", "id")
