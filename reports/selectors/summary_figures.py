"""The counts of a campaign within an organisation that its summary tells: every one from the rows, none typed.

What the overview counts too, is counted by the same conditions: what is signed off, overdue, or silent.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from accounts.choices import Level
from accounts.models import Organisation
from branches.choices import OPEN_STAGES, BranchKind, ProblemStatus, Stage
from branches.models import Campaign, FollowUpPlan, Measure, Problem, Rectification
from branches.selectors import deadlines
from reports.periods import Period

_COUNTED: dict[str, Any] = {
    "folders": Count("id"),
    "finished": Count("id", filter=~Q(stage__in=OPEN_STAGES)),
    "problems": Sum("problem_count", default=0),
    "measures": Sum("measure_count", default=0),
    "done": Sum("measure_done_count", default=0),
}
_OF_PROBLEMS = {
    "closed": Count("id", filter=Q(status=ProblemStatus.CLOSED)),
    "lasting": Count("id", filter=Q(status=ProblemStatus.LONG_TERM)),
}
# What the table has a row for: the level below; a township's own table has its branches.
_BELOW = {
    Level.PROVINCE: ("city", ("city__position", "city_id")),
    Level.CITY: ("county", ("county__position", "county_id")),
    Level.COUNTY: ("township", ("township__position", "township_id")),
    Level.TOWNSHIP: ("branch", ("branch__name", "branch_id")),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """What was found and done under one criterion; ``titles`` are the commonest measures."""

    criterion: int
    label: str
    folders: int
    problems: int
    closed: int
    lasting: int
    titles: list[str]


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows of ``campaign`` in ``organisation`` and below it, on ``day``."""

    organisation: Organisation
    campaign: Campaign
    day: dt.date

    @property
    def folders(self) -> QuerySet[Rectification]:
        return Rectification.objects.within(self.organisation).filter(campaign=self.campaign)

    @property
    def problems(self) -> QuerySet[Problem]:
        return Problem.objects.within(self.organisation).filter(rectification__campaign=self.campaign)

    @property
    def measures(self) -> QuerySet[Measure]:
        return Measure.objects.within(self.organisation).filter(rectification__campaign=self.campaign)


def totals(scope: Scope) -> dict[str, int]:
    """The sums of all, by kind (``kind_village`` …) and by stage (``stage_rectifying`` …), and what is short: problems
    ``late``, not begun (``idle``) and without a measure (``bare``); measures ``overdue``, and ``quiet`` for 30 days.
    """
    kinds = {f"kind_{kind}": Count("id", filter=Q(branch__kind=kind)) for kind in BranchKind}
    stages = {f"stage_{stage}": Count("id", filter=Q(stage=stage)) for stage in Stage}
    served = Exists(Measure.objects.filter(problems=OuterRef("pk")))
    problems = scope.problems.aggregate(
        **_OF_PROBLEMS,
        late=Count("id", filter=deadlines.overdue_problems(scope.day)),
        idle=Count("id", filter=Q(status=ProblemStatus.OPEN)),
        bare=Count("id", filter=deadlines.unsettled_problems() & ~served),
    )
    measures = scope.measures.aggregate(
        overdue=Count("id", filter=deadlines.overdue_measures(scope.day)),
        quiet=Count("id", filter=deadlines.quiet_measures(scope.day)),
    )
    return scope.folders.aggregate(**_COUNTED, **kinds, **stages) | problems | measures


def movement(scope: Scope, period: Period) -> dict[str, int]:
    """What happened in ``period``: problems found and signed off, measures begun and done, folders finished."""
    inside = (period.first, period.last)
    problems = scope.problems.aggregate(
        found=Count("id", filter=Q(found_on__range=inside)),
        closed=Count("id", filter=Q(closed_on__range=inside, status=ProblemStatus.CLOSED)),
    )
    measures = scope.measures.aggregate(
        begun=Count("id", filter=Q(starts_on__range=inside)),
        done=Count("id", filter=Q(done_on__range=inside)),
    )
    return problems | measures | {"finished": scope.folders.filter(closed_on__range=inside).count()}


def unsorted(scope: Scope) -> int:
    """Problems that name no criterion, and so are told of under none."""
    return scope.problems.filter(criterion=None).count()


def by_unit(scope: Scope, level: Level) -> list[dict[str, Any]]:
    """A row for each unit below ``level`` in the order of the office: ``name`` and the sums."""
    column, order = _BELOW[level]
    rows = scope.folders.order_by(*order).values(*order, unit=F(f"{column}_id"), name=F(f"{column}__name"))
    unit = "rectification__branch_id" if column == "branch" else f"{column}_id"
    problems = {row[unit]: row for row in scope.problems.order_by().values(unit).annotate(**_OF_PROBLEMS)}
    late = scope.measures.filter(deadlines.overdue_measures(scope.day)).order_by()
    overdue = dict(late.values_list(unit).annotate(Count("id")))
    return [
        {
            **dict.fromkeys(_OF_PROBLEMS, 0),
            **problems.get(row["unit"], {}),
            **row,
            "overdue": overdue.get(row["unit"], 0),
        }
        for row in rows.annotate(**_COUNTED)
    ]


def themes(scope: Scope, most: int) -> list[Theme]:
    """The criteria under which something was found, in their order; each with at most ``most`` measures."""
    problems = scope.problems.filter(criterion__isnull=False).order_by("criterion__number")
    found = problems.values("criterion_id", "criterion__short_label").annotate(
        number=Count("id"), **_OF_PROBLEMS
    )
    listed = scope.folders.order_by().filter(criteria__isnull=False)
    folders = dict(listed.values_list("criteria").annotate(Count("id")))
    titles = _titles(scope, most)
    return [
        Theme(
            row["criterion_id"],
            row["criterion__short_label"],
            folders.get(row["criterion_id"], 0),
            row["number"],
            row["closed"],
            row["lasting"],
            titles.get(row["criterion_id"], []),
        )
        for row in found
    ]


def _titles(scope: Scope, most: int) -> dict[int, list[str]]:
    served = scope.measures.filter(problems__criterion__isnull=False).order_by()
    counted = served.values_list("problems__criterion", "title").annotate(number=Count("id", distinct=True))
    found: dict[int, list[str]] = {}
    for criterion, title, _ in counted.order_by("problems__criterion", "-number", "title"):
        if len(found.setdefault(criterion, [])) < most:
            found[criterion].append(title)
    return found


def examples(scope: Scope, most: int) -> list[tuple[Rectification, list[Measure]]]:
    """Folders that got furthest and can say with what outcome, each with the measures that say it."""
    told = Measure.objects.exclude(outcome="").filter(percent=100).order_by("number")
    folders = scope.folders.filter(measures__in=told).distinct()
    nearest = folders.order_by(F("closed_on").desc(nulls_last=True), "-settled_count", "id")[:most]
    found = list(nearest.select_related("branch", "township"))
    by_folder: dict[int, list[Measure]] = {}
    for measure in told.filter(rectification__in=[folder.pk for folder in found]):
        by_folder.setdefault(measure.rectification_id, []).append(measure)
    return [(folder, by_folder[folder.pk]) for folder in found]


def common_plans(scope: Scope, most: int) -> list[str]:
    """The titles of next steps that most folders plan."""
    plans = FollowUpPlan.objects.within(scope.organisation).filter(rectification__campaign=scope.campaign)
    counted = plans.still_ahead().order_by().values_list("title").annotate(number=Count("id"))
    return [title for title, _ in counted.order_by("-number", "title")[:most]]
