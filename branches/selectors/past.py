"""How a campaign stood at the end of a day that is over, read out of the dates on its rows.

A state is that of the last decision up to the day, else the one that the first later decision started from, else the
present one; a measure stands where its last progress entry up to the day left it. Deadlines are those of today: when
they were moved is not asked. Whoever needs what was known on the day itself reads the snapshot of the day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.models import User
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
    for rows, figures in _kinds(campaign, day):
        counts = {name: Count("id", filter=condition) for name, condition in figures.items()}
        for row in rows.order_by().values(*PLACE).annotate(**counts):
            place = tuple(row.pop(column) for column in PLACE)
            found.setdefault(place, dict.fromkeys(FROZEN, 0)).update(row)
    return {place: figures for place, figures in found.items() if figures["listed"]}


def rows_on(user: User, campaign: Campaign, day: dt.date, figure: str) -> QuerySet[Any]:
    """What ``user`` sees of the folders, problems or measures that ``figure`` (one of ``FROZEN``) counts on ``day``."""
    rows, condition = next(
        (rows, figures[figure]) for rows, figures in _kinds(campaign, day) if figure in figures
    )
    return rows.visible_to(user).filter(condition)


def _kinds(campaign: Campaign, day: dt.date) -> Iterator[tuple[Any, dict[str, Q]]]:
    """Folders, problems and unfinished measures as they stood, each with the figures that count them."""
    yield _folders(campaign, day), {"listed": Q(), "accepted": ~Q(stage_then__in=OPEN_STAGES)}
    closed, month = Q(status_then=ProblemStatus.CLOSED), day.replace(day=1)
    yield (
        _problems(campaign, day),
        {
            "problems": Q(),
            "closed": closed,
            "long_term": Q(status_then=ProblemStatus.LONG_TERM),
            "found": Q(found_on__gte=month),
            "signed_off": closed & Q(since__gte=month),
        },
    )
    since = day - dt.timedelta(days=QUIET_DAYS)
    silent = Q(heard_then__lt=since) | Q(heard_then=None, starts_on__lt=since)
    yield _measures(campaign, day), {"overdue": overdue_q(day), "quiet": silent}


def _folders(campaign: Campaign, day: dt.date) -> Any:
    folders = Rectification.objects.filter(campaign=campaign, determined_on__lte=day)
    decisions = Decision.objects.filter(rectification=OuterRef("pk"), problem=None)
    return folders.annotate(stage_then=_state(decisions, day, "stage"))


def _problems(campaign: Campaign, day: dt.date) -> Any:
    problems = Problem.objects.filter(rectification__campaign=campaign, found_on__lte=day)
    decisions = Decision.objects.filter(problem=OuterRef("pk"))
    return problems.annotate(
        status_then=_state(decisions, day, "status"),
        since=Coalesce(_last(decisions.filter(decided_on__lte=day), "decided_on"), F("closed_on")),
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
    return measures.filter(percent_then__lt=DONE, stage_then__in=EDITABLE_STAGES)


def _state(decisions: Any, day: dt.date, now: str) -> Coalesce:
    later = decisions.filter(decided_on__gt=day).order_by("decided_on", "id")
    return Coalesce(
        _last(decisions.filter(decided_on__lte=day), "to_state"),
        Subquery(later.values("from_state")[:1]),
        F(now),
    )


def _last(decisions: Any, column: str) -> Subquery:
    return Subquery(decisions.order_by("-decided_on", "-id").values(column)[:1])
