"""Everything the folder page shows, read in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from accounts.models import User
from branches.choices import Light, Stage
from branches.models import Cause, Decision, FollowUpPlan, Measure, Problem, ProgressEntry, Rectification
from branches.selectors.steps import Offer, offers

ACTIVITY_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Mention:
    """A cause or measure under one problem. ``others`` are the numbers of the other problems it belongs to;
    ``is_first`` where it appears for the first time on the page (and may carry the id).
    """

    part: Any
    is_first: bool
    others: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One problem with what belongs to it."""

    problem: Problem
    causes: list[Mention]
    measures: list[Mention]
    offers: list[Offer]


@dataclass(frozen=True, slots=True)
class StagePoint:
    """One mark of the stage line; ``state`` is done, now or ahead."""

    stage: Stage
    state: str


@dataclass(frozen=True, slots=True)
class Desk:
    folder: Rectification
    cards: list[Card]
    loose_causes: list[Cause]
    loose_measures: list[Measure]
    plans: list[FollowUpPlan]
    measures: list[Measure]
    activity: list[ProgressEntry | Decision]
    offers: list[Offer]

    @property
    def stage_line(self) -> list[StagePoint]:
        stages = list(Stage)
        at = stages.index(Stage(self.folder.stage))
        states = ["done"] * at + ["now"] + ["ahead"] * (len(stages) - at - 1)
        return [StagePoint(stage, state) for stage, state in zip(stages, states, strict=True)]

    @property
    def overdue_count(self) -> int:
        return sum(measure.light == Light.RED for measure in self.measures)


def desk(user: User, pk: int) -> Desk:
    """The folder ``pk`` for ``user``. Raises ``Rectification.DoesNotExist`` outside of the scope."""
    related = ("branch", "township", "county", "campaign")
    folders = Rectification.objects.visible_to(user).select_related(*related)
    folder = folders.prefetch_related("criteria", "task_force", _problems()).get(pk=pk)
    measures = list(folder.measures.prefetch_related("problems", _entries()))
    causes = list(folder.causes.prefetch_related("problems"))
    return Desk(
        folder=folder,
        cards=_cards(folder, causes, measures, user),
        loose_causes=[cause for cause in causes if not cause.problems.all()],
        loose_measures=[measure for measure in measures if not measure.problems.all()],
        plans=list(folder.followupplans.all()),
        measures=measures,
        activity=_activity(folder),
        offers=offers(folder, user),
    )


def _problems() -> Prefetch:
    return Prefetch("problems", Problem.objects.select_related("criterion").prefetch_related("measures"))


def _entries() -> Prefetch:
    return Prefetch("progress_entries", ProgressEntry.objects.select_related("author"))


def _cards(folder: Rectification, causes: list[Cause], measures: list[Measure], user: User) -> list[Card]:
    seen: set[Any] = set()
    return [
        Card(
            problem=problem,
            causes=_mentions(problem, causes, seen),
            measures=_mentions(problem, measures, seen),
            offers=offers(problem, user),
        )
        for problem in folder.problems.all()
    ]


def _mentions(problem: Problem, parts: Iterable[Cause | Measure], seen: set[Any]) -> list[Mention]:
    found = []
    for part in parts:
        linked = part.problems.all()
        if problem in linked:
            others = tuple(other.number for other in linked if other != problem)
            found.append(Mention(part, part not in seen, others))
            seen.add(part)
    return found


def _activity(folder: Rectification) -> list[Any]:
    """The newest progress entries and decisions of the folder, newest first."""
    entries = folder.progress_entries.select_related("measure", "author")[:ACTIVITY_LENGTH]
    decisions = folder.decisions.select_related("problem", "by")[:ACTIVITY_LENGTH]
    both: list[Any] = [*entries, *decisions]
    return sorted(both, key=_when, reverse=True)[:ACTIVITY_LENGTH]


def _when(item: ProgressEntry | Decision) -> Any:
    return (item.day, item.created_at)
