"""Reads for the list of folders."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from accounts.models import User
from branches.choices import OPEN_STAGES
from branches.models import Campaign, Problem, Rectification
from branches.selectors import deadlines


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
    late = Problem.objects.visible_to(user).filter(
        deadlines.overdue_problems(), rectification__campaign=campaign
    )
    return Figures(**sums, overdue=late.count())
