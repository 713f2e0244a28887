"""The ledger: problems of a campaign, nearest deadline first, in pages that begin after a key.

Two steps (performance.md 2): the ids of a page by the index, then the rows by id with what they show.
No OFFSET and no COUNT over a scope: a filtered list is counted up to a limit.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, Prefetch, Q, QuerySet

from branches.models import Measure, Problem

PAGE = 50
COUNT_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """``rows`` to show; ``next_key`` for the link to the next page, empty on the last one."""

    rows: list[Problem]
    next_key: str


def page(problems: QuerySet[Problem], after: str = "") -> Page:
    """The page of ``problems`` after the key ``after`` ("" for the first); an unreadable key gives the first page."""
    ordered = problems.order_by(F("due_on").asc(nulls_last=True), "id")
    keys = list(ordered.filter(_beyond(after)).values_list("id", "due_on")[: PAGE + 1])
    ids = [pk for pk, _ in keys[:PAGE]]
    next_key = _key(*keys[PAGE - 1]) if len(keys) > PAGE else ""
    return Page(_rows(ids), next_key)


def counted(problems: QuerySet[Problem]) -> tuple[int, bool]:
    """How many there are, and whether that is all: counting stops at a thousand."""
    number = problems.order_by()[: COUNT_LIMIT + 1].count()
    return min(number, COUNT_LIMIT), number <= COUNT_LIMIT


def _rows(ids: list[int]) -> list[Problem]:
    measures = Prefetch("measures", Measure.objects.order_by("number"))
    rows = Problem.objects.filter(pk__in=ids).select_related("rectification__branch", "township", "criterion")
    by_id = {row.pk: row for row in rows.prefetch_related(measures)}
    return [by_id[pk] for pk in ids]


def _key(pk: int, due_on: dt.date | None) -> str:
    return f"{due_on or ''}_{pk}"


def _beyond(after: str) -> Q:
    due, _, pk = after.partition("_")
    if not (pk.isascii() and pk.isdecimal()):
        return Q()
    if not due:
        return Q(due_on__isnull=True, id__gt=int(pk))
    try:
        day = dt.date.fromisoformat(due)
    except ValueError:
        return Q()
    return Q(due_on__gt=day) | Q(due_on=day, id__gt=int(pk)) | Q(due_on__isnull=True)
