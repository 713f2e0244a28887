"""Counters on the folder, counted anew from its rows in the transaction of every write; the township's follow."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Avg, Count, Min, Q
from django.utils import timezone

from branches.choices import SETTLED
from branches.models import Measure, Problem, Rectification
from branches.models.measures import DONE
from branches.services import township_counts

_LIVE = Q(long_term=False, due_on__isnull=False)


def refresh(rectification: Rectification) -> None:
    """Count the folder's rows and note that something happened now. The row must be locked by the caller."""
    counters = {**count(rectification), "last_activity_at": timezone.now()}
    row = Rectification.objects.filter(pk=rectification.pk)
    # Read again: a step within the same write may have counted since the caller's copy was read.
    before = row.values_list("cells", flat=True).get()
    row.update(**counters)
    for name, value in counters.items():
        setattr(rectification, name, value)
    township_counts.add_difference(rectification, before, counters["cells"])


def count(folder: Rectification) -> dict[str, Any]:
    """The counters as the rows have them: counts, whole percent (rounded down), next open deadline or None."""
    listed = Problem.objects.filter(rectification=folder)
    problems = listed.aggregate(
        total=Count("id"),
        settled=Count("id", filter=Q(status__in=SETTLED)),
        due=Min("due_on", filter=_LIVE & ~Q(status__in=SETTLED)),
    )
    measures = Measure.objects.filter(rectification=folder).aggregate(
        total=Count("id"),
        done=Count("id", filter=Q(percent=DONE)),
        average=Avg("percent"),
        due=Min("due_on", filter=_LIVE & Q(percent__lt=DONE)),
    )
    return {
        "problem_count": problems["total"],
        "settled_count": problems["settled"],
        "measure_count": measures["total"],
        "measure_done_count": measures["done"],
        "percent": int(measures["average"] or 0),
        "next_due_on": min((due for due in (problems["due"], measures["due"]) if due), default=None),
        "cells": township_counts.cells_of(folder, listed),
    }


def wrong_folders(*, repair: bool = False) -> list[tuple[int, str, Any, Any]]:
    """Folders whose counters disagree with their rows: (id, counter, kept, counted); mended if ``repair``."""
    found = []
    for folder in Rectification.objects.order_by("pk").iterator():
        wrong = _wrong(folder)
        found += [(folder.pk, name, getattr(folder, name), value) for name, value in wrong.items()]
        if wrong and repair:
            _mend(folder.pk)
    return found


def _wrong(folder: Rectification) -> dict[str, Any]:
    return {name: value for name, value in count(folder).items() if getattr(folder, name) != value}


@transaction.atomic
def _mend(pk: int) -> None:
    folder = Rectification.objects.select_for_update().get(pk=pk)
    Rectification.objects.filter(pk=pk).update(**_wrong(folder))
