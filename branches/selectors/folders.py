"""Reads for the list of folders and for the folder page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.utils import timezone

from accounts.models import User
from branches.choices import EDITABLE_STAGES, OPEN_STAGES, Stage
from branches.models import Campaign, Cause, Decision, FollowUpPlan, Measure, Problem, ProgressEntry, Rectification
from branches.models.deadline import overdue_q
from branches.models.measures import DONE
from branches.selectors.steps import Offer, offers


def listed(user: User, campaign: Campaign) -> QuerySet[Rectification]:
    """Folders of ``campaign`` in the scope of ``user``, with what a row of the list shows."""
    folders = Rectification.objects.visible_to(user).filter(campaign=campaign)
    return folders.select_related("branch", "township", "campaign").order_by(
        "township__position", "township_id", "branch__name"
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """What the counters of a set of folders add up to."""

    folders: int
    open_folders: int
    problems: int
    settled: int
    measures: int
    measures_done: int
    overdue: int

    @property
    def settled_share(self) -> int:
        """Whole percent of the problems that are settled, rounded down; 0 where there are none."""
        return self.settled * 100 // self.problems if self.problems else 0


def figures(user: User, campaign: Campaign) -> Figures:
    """Totals of ``campaign`` in the scope of ``user``: two queries, whatever the size."""
    folders = Rectification.objects.visible_to(user).filter(campaign=campaign)
    sums = folders.aggregate(
        folders=Count("id"),
        open_folders=Count("id", filter=Q(stage__in=OPEN_STAGES)),
        problems=Sum("problem_count", default=0),
        settled=Sum("settled_count", default=0),
        measures=Sum("measure_count", default=0),
        measures_done=Sum("measure_done_count", default=0),
    )
    late = Measure.objects.visible_to(user).filter(
        overdue_q(timezone.localdate()), percent__lt=DONE, rectification__campaign=campaign
    )
    return Figures(**sums, overdue=late.count())


@dataclass(frozen=True, slots=True)
class StagePoint:
    """One mark of the stage line; ``state`` is done, now or ahead."""

    stage: Stage
    state: str


@dataclass(slots=True)
class Desk:
    """All that the folder page shows, read in a constant number of queries."""

    folder: Rectification
    problems: list[Problem]
    causes: list[Cause]
    measures: list[Measure]
    plans: list[FollowUpPlan]
    activity: list[ProgressEntry | Decision] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    problem_offers: dict[int, list[Offer]] = field(default_factory=dict)

    @property
    def loose_causes(self) -> list[Cause]:
        """Causes that are not (yet) linked to a problem."""
        return [cause for cause in self.causes if not cause.problems.all()]

    @property
    def loose_measures(self) -> list[Measure]:
        """Measures that are not (yet) linked to a problem."""
        return [measure for measure in self.measures if not measure.problems.all()]

    @property
    def stage_line(self) -> list[StagePoint]:
        stages = list(Stage)
        at = stages.index(Stage(self.folder.stage))
        states = ["done"] * at + ["now"] + ["ahead"] * (len(stages) - at - 1)
        return [StagePoint(stage, state) for stage, state in zip(stages, states, strict=True)]

    @property
    def overdue_count(self) -> int:
        return sum(measure.light == "red" for measure in self.measures)

    @property
    def is_editable(self) -> bool:
        return self.folder.stage in EDITABLE_STAGES


ACTIVITY_LENGTH = 8


def desk(user: User, pk: int) -> Desk:
    """The folder page of ``pk`` for ``user``. Raises ``Rectification.DoesNotExist`` outside of the scope."""
    folder = (
        Rectification.objects.visible_to(user)
        .select_related("branch", "township", "county", "campaign")
        .prefetch_related("criteria", "task_force")
        .get(pk=pk)
    )
    measures = folder.measures.prefetch_related(
        "problems", Prefetch("progress_entries", ProgressEntry.objects.select_related("author"))
    )
    found = Desk(
        folder=folder,
        problems=list(
            folder.problems.select_related("criterion").prefetch_related("causes", Prefetch("measures", measures))
        ),
        causes=list(folder.causes.prefetch_related("problems")),
        measures=list(measures),
        plans=list(folder.followupplans.all()),
    )
    found.activity = _activity(folder)
    found.offers = offers(folder, user)
    found.problem_offers = {problem.pk: offers(problem, user) for problem in found.problems}
    return found


def _activity(folder: Rectification) -> list[Any]:
    """The newest progress entries and decisions of the folder, newest first."""
    entries = folder.progress_entries.select_related("measure", "author")[:ACTIVITY_LENGTH]
    decisions = folder.decisions.select_related("problem", "by")[:ACTIVITY_LENGTH]
    both: list[Any] = [*entries, *decisions]
    return sorted(both, key=_when, reverse=True)[:ACTIVITY_LENGTH]


def _when(item: ProgressEntry | Decision) -> Any:
    day = item.happened_on if isinstance(item, ProgressEntry) else item.decided_on
    return (day, item.created_at)
