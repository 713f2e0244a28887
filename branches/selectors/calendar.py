"""Deadlines as a calendar (RFC 5545) that phones and office programs subscribe to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from accounts.models import User
from branches.models import Measure, Problem
from branches.selectors import deadlines

PAST = dt.timedelta(days=60)
AHEAD = dt.timedelta(days=400)
MOST = 500
"""Events of a kind; a calendar is for one's own desk, not for a province."""


def calendar(user: User, absolute: Callable[[str], str]) -> bytes:
    """Unfinished measures and unsettled problems of the scope with a date, as whole days. Two queries.

    ``absolute`` makes a full address of a path.
    """
    feed = Calendar()
    feed.add("prodid", "-//rectification//deadlines//ZH")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", _("Rectification deadlines"))
    for row in _dated(Problem.objects.visible_to(user).filter(deadlines.unsettled_problems())):
        feed.add_component(_event(row, "problem", _("Problem"), absolute))
    for row in _dated(Measure.objects.visible_to(user).filter(deadlines.unfinished_measures())):
        feed.add_component(_event(row, "measure", _("Measure"), absolute))
    return feed.to_ical()


def _dated(rows: object) -> Iterable[Problem | Measure]:
    today = timezone.localdate()
    window = rows.filter(due_on__range=(today - PAST, today + AHEAD), long_term=False)  # type: ignore[attr-defined]
    return window.select_related("rectification__branch").order_by("due_on", "id")[:MOST]


def _event(row: Problem | Measure, kind: str, label: str, absolute: Callable[[str], str]) -> Event:
    event = Event()
    address = absolute(reverse("branches:folder", args=[row.rectification_id])) + f"#{kind}-{row.pk}"
    event.add("uid", f"{kind}-{row.pk}@rectification")
    event.add("dtstamp", row.updated_at)
    event.add("dtstart", row.due_on)
    event.add("summary", f"{label}：{row.title}（{row.rectification.branch.name}）")
    event.add("description", "\n".join(part for part in (row.deadline, row.responsible, address) if part))
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    return event
