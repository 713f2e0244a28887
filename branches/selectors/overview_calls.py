"""Whom to call today: branches with measures that are overdue, silent or due within a week, longest overdue first."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils import timezone

from branches.choices import Light
from branches.models import Measure
from branches.selectors.deadlines import (
    measures_due_soon,
    overdue_measures,
    quiet_measures,
    unfinished_measures,
)

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Call:
    """One branch to call about: how many of its measures are overdue and silent, and the ``worst`` of them."""

    overdue: int
    quiet: int
    worst: Measure

    @property
    def silent_days(self) -> int:
        """Days since something was heard of the worst measure, or since it was to begin."""
        return (timezone.localdate() - (self.worst.last_progress_on or self.worst.starts_on)).days


def calls(measures: QuerySet[Measure]) -> list[Call]:
    """The first few branches among ``measures``. Two queries: which folders, then what is worst in each."""
    asked = overdue_measures() | quiet_measures() | measures_due_soon()
    rows = measures.filter(unfinished_measures()).filter(asked).order_by().values("rectification")
    folders = rows.annotate(
        overdue=Count("id", filter=overdue_measures()),
        quiet=Count("id", filter=quiet_measures()),
        oldest=Min("due_on", filter=overdue_measures()),
        next=Min("due_on", filter=Q(long_term=False)),
    ).order_by(F("oldest").asc(nulls_last=True), "-quiet", F("next").asc(nulls_last=True), "rectification")
    found = {row["rectification"]: row for row in folders[:SHOWN]}
    worst = _worst(measures.filter(asked, rectification__in=found))
    return [Call(row["overdue"], row["quiet"], worst[pk]) for pk, row in found.items() if pk in worst]


def _worst(measures: QuerySet[Measure]) -> dict[int, Measure]:
    """The measure of each folder that is overdue longest, else due first, else silent longest."""
    found: dict[int, Measure] = {}
    for measure in sorted(measures.select_related("rectification__branch", "township"), key=_urgency):
        found.setdefault(measure.rectification_id, measure)
    return found


def _urgency(measure: Measure) -> tuple[int, dt.date, int]:
    if measure.light in {Light.RED, Light.AMBER}:
        return 0, measure.due_on, measure.pk  # type: ignore[return-value]
    return 1, measure.last_progress_on or measure.starts_on, measure.pk
