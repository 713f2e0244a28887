"""What goes into a ledger that is written: the rows of a list, back in their folders, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from branches.choices import LedgerKind
from branches.ledgers.filling import lines_of
from branches.ledgers.outlines import Outline
from branches.ledgers.values import Block
from branches.models import (
    Cause,
    FollowUpPlan,
    Measure,
    Problem,
    ProgressEntry,
    Rectification,
    TaskForceMember,
)

Part = tuple[Any, list[Any]]
_LAST = 1 << 15


@dataclass(slots=True)
class Told:
    """A folder with its ``parts``: each a problem (None: measures that serve none) with the measures below it."""

    folder: Rectification
    parts: list[Part] = field(default_factory=list)

    def block(self, outline: Outline) -> Block:
        folder: Any = self.folder
        lines = lines_of(outline, self.parts, has_loose_causes=bool(folder.loose_causes))
        members, plans = list(folder.task_force.all()), list(folder.followupplans.all())
        return Block(folder, lines, members, plans, folder.loose_causes)


def told(user: User, kind: LedgerKind, keys: Iterable[int]) -> list[Told]:
    """The problems, or the measures, with these ``keys`` as far as ``user`` sees them: township by township, branch by
    branch, problem by problem. A problem comes with all its measures; a measure once, below the first that it serves.
    """
    found = _by_problem(user, keys) if kind == LedgerKind.PROBLEMS else _by_measure(user, keys)
    parts: dict[int, list[Part]] = {}
    for folder, part in found:
        parts.setdefault(folder, []).append(part)
    return [Told(folder, parts[folder.pk]) for folder in _folders(user, parts)]


def _by_problem(user: User, keys: Iterable[int]) -> list[tuple[int, Part]]:
    problems = _problems(user).filter(pk__in=list(keys)).order_by("rectification_id", "number")
    return [(problem.rectification_id, (problem, list(problem.measures.all()))) for problem in problems]


def _by_measure(user: User, keys: Iterable[int]) -> list[tuple[int, Part]]:
    served = Prefetch("problems", _problems(user).order_by("number"))
    measures = _latest(Measure.objects.visible_to(user)).filter(pk__in=list(keys)).prefetch_related(served)
    below: dict[tuple[int, int], Part] = {}
    for measure in measures.order_by("number"):
        first = next(iter(measure.problems.all()), None)
        place = measure.rectification_id, first.number if first else _LAST
        below.setdefault(place, (first, []))[1].append(measure)
    return [(place[0], part) for place, part in sorted(below.items(), key=lambda item: item[0])]


def _problems(user: User) -> QuerySet[Problem]:
    return Problem.objects.visible_to(user).prefetch_related(
        Prefetch("causes", Cause.objects.order_by("number")),
        Prefetch("measures", _latest(Measure.objects.order_by("number"))),
    )


def _latest(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    newest = ProgressEntry.objects.filter(measure=OuterRef("pk")).order_by("-happened_on", "-id")
    return measures.annotate(latest=Subquery(newest.values("text")[:1]))


def _folders(user: User, keys: Iterable[int]) -> QuerySet[Rectification]:
    rows = Rectification.objects.visible_to(user).filter(pk__in=list(keys))
    rows = rows.select_related("branch", "county", "township", "campaign")
    serving = TaskForceMember.objects.serving(timezone.localdate())
    plans = FollowUpPlan.objects.still_ahead().order_by("number")
    loose = Prefetch("causes", Cause.objects.filter(problems=None).order_by("number"), to_attr="loose_causes")
    rows = rows.prefetch_related(
        "criteria", Prefetch("task_force", serving), Prefetch("followupplans", plans), loose
    )
    return rows.order_by(
        "county__position", "county_id", "township__position", "township_id", "branch__name", "pk"
    )
