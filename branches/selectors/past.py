"""How a campaign stood at the end of a day that is over, read out of the dates on its rows.

A state is that of the last decision up to the day, else the one that the first later decision started from, else the
present one; a measure stands where its last progress entry up to the day left it. Deadlines are those of today: when
they were moved is not asked. Whoever needs what was known on the day itself reads the snapshot of the day.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from branches.choices import EDITABLE_STAGES, OPEN_STAGES, ProblemStatus
from branches.models import Campaign, Decision, Measure, Problem, ProgressEntry, Rectification
from branches.models.deadline import overdue_q
from branches.models.measures import DONE
from branches.selectors.deadlines import QUIET_DAYS
from branches.selectors.figures import FROZEN

PLACE = ("city_id", "county_id", "township_id")
Place = tuple[int, int, int]


def figures_on(campaign: Campaign, day: dt.date) -> dict[Place, dict[str, int]]:
    """The figures of a ``Snapshot`` for each (city, county, township) that had a folder at the end of ``day``."""
    found: dict[Place, dict[str, int]] = {}
    for counted in (_folders(campaign, day), _problems(campaign, day), _measures(campaign, day)):
        for row in counted:
            place = tuple(row.pop(column) for column in PLACE)
            found.setdefault(place, dict.fromkeys(FROZEN, 0)).update(row)
    return {place: figures for place, figures in found.items() if figures["listed"]}


def _folders(campaign: Campaign, day: dt.date) -> Any:
    folders = Rectification.objects.filter(campaign=campaign, determined_on__lte=day)
    decisions = Decision.objects.filter(rectification=OuterRef("pk"), problem=None)
    then = folders.annotate(stage_then=_state(decisions, day, "stage")).order_by()
    accepted = Count("id", filter=~Q(stage_then__in=OPEN_STAGES))
    return then.values(*PLACE).annotate(listed=Count("id"), accepted=accepted)


def _problems(campaign: Campaign, day: dt.date) -> Any:
    problems = Problem.objects.filter(rectification__campaign=campaign, found_on__lte=day)
    decisions = Decision.objects.filter(problem=OuterRef("pk"))
    then = problems.annotate(
        status_then=_state(decisions, day, "status"),
        since=Coalesce(_last(decisions.filter(decided_on__lte=day), "decided_on"), F("closed_on")),
    ).order_by()
    first = day.replace(day=1)
    closed = Q(status_then=ProblemStatus.CLOSED)
    return then.values(*PLACE).annotate(
        problems=Count("id"),
        closed=Count("id", filter=closed),
        long_term=Count("id", filter=Q(status_then=ProblemStatus.LONG_TERM)),
        found=Count("id", filter=Q(found_on__gte=first)),
        signed_off=Count("id", filter=closed & Q(since__gte=first)),
    )


def _measures(campaign: Campaign, day: dt.date) -> Any:
    entries = ProgressEntry.objects.filter(measure=OuterRef("pk"), happened_on__lte=day)
    latest = entries.order_by("-happened_on", "-id")
    decisions = Decision.objects.filter(rectification=OuterRef("rectification"), problem=None)
    measures = Measure.objects.filter(rectification__campaign=campaign).annotate(
        stage_then=_state(decisions, day, "rectification__stage"),
        percent_then=Coalesce(Subquery(latest.values("percent")[:1]), Value(0)),
        heard_then=Subquery(latest.values("happened_on")[:1]),
    )
    open_ = measures.filter(percent_then__lt=DONE, stage_then__in=EDITABLE_STAGES).order_by()
    since = day - dt.timedelta(days=QUIET_DAYS)
    silent = Q(heard_then__lt=since) | Q(heard_then=None, starts_on__lt=since)
    return open_.values(*PLACE).annotate(
        overdue=Count("id", filter=overdue_q(day)), quiet=Count("id", filter=silent)
    )


def _state(decisions: Any, day: dt.date, now: str) -> Coalesce:
    later = decisions.filter(decided_on__gt=day).order_by("decided_on", "id")
    return Coalesce(
        _last(decisions.filter(decided_on__lte=day), "to_state"),
        Subquery(later.values("from_state")[:1]),
        F(now),
    )


def _last(decisions: Any, column: str) -> Subquery:
    return Subquery(decisions.order_by("-decided_on", "-id").values(column)[:1])
