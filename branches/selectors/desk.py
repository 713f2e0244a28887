"""Everything the folder page shows, read in a constant number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from accounts.models import User
from branches.choices import Light, ProblemStatus, Stage
from branches.models import (
    Cause,
    Comment,
    Decision,
    FollowUpPlan,
    Measure,
    Problem,
    ProgressEntry,
    Rectification,
)
from branches.selectors.signed import Signing, content, signing
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

    @property
    def is_again(self) -> bool:
        return not self.is_first


@dataclass(frozen=True, slots=True)
class Card:
    """One problem with what belongs to it."""

    problem: Problem
    causes: list[Mention]
    measures: list[Mention]
    offers: list[Offer]
    record: list[Decision]
    signing: Signing | None

    @property
    def cause_keys(self) -> str:
        return keys(mention.part for mention in self.causes)

    @property
    def measure_keys(self) -> str:
        return keys(mention.part for mention in self.measures)

    @property
    def is_open(self) -> bool:
        """Whether the problem may still be changed: neither handed in for sign-off nor settled."""
        return self.problem.status in {ProblemStatus.OPEN, ProblemStatus.RECTIFYING}


@dataclass(frozen=True, slots=True)
class StagePoint:
    """One mark of the stage line; ``state`` is done, now or ahead; ``since`` the day it was last reached."""

    stage: Stage
    state: str
    since: dt.date | None


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
    reached: dict[str, dt.date]

    @property
    def problem_keys(self) -> str:
        return keys(card.problem for card in self.cards)

    @property
    def loose_cause_keys(self) -> str:
        return keys(self.loose_causes)

    @property
    def loose_measure_keys(self) -> str:
        return keys(self.loose_measures)

    @property
    def plan_keys(self) -> str:
        return keys(self.plans)

    @property
    def member_keys(self) -> str:
        return keys(self.folder.task_force.all())

    @property
    def stage_line(self) -> list[StagePoint]:
        stages = list(Stage)
        at = stages.index(Stage(self.folder.stage))
        states = ["done"] * at + ["now"] + ["ahead"] * (len(stages) - at - 1)
        return [
            StagePoint(stage, state, None if state == "ahead" else self.reached.get(stage))
            for stage, state in zip(stages, states, strict=True)
        ]

    @property
    def late(self) -> list[Measure]:
        """The measures whose deadline has passed, the oldest deadline first."""
        red = (measure for measure in self.measures if measure.light == Light.RED)
        return sorted(red, key=lambda measure: measure.days_left)

    @property
    def overdue_count(self) -> int:
        return len(self.late)

    @property
    def evidence_count(self) -> int:
        """Files that were not withdrawn."""
        entries = [entry for measure in self.measures for entry in measure.progress_entries.all()]
        homes = [*entries, *self.measures, *(card.problem for card in self.cards)]
        return sum(not evidence.withdrawn_at for home in homes for evidence in home.evidence.all())

    @property
    def problems_settled(self) -> int:
        return sum(card.problem.is_settled for card in self.cards)

    @property
    def problems_overdue(self) -> int:
        return sum(card.problem.light == Light.RED for card in self.cards)

    @property
    def problems_moving(self) -> int:
        """Neither settled nor overdue."""
        return len(self.cards) - self.problems_settled - self.problems_overdue


def keys(parts: Iterable[Any]) -> str:
    """The keys of rows in the order in which they are shown: by this a change of the order tells what was seen."""
    return ",".join(str(part.pk) for part in parts)


def desk(user: User, pk: int) -> Desk:
    """The folder ``pk`` for ``user``. Raises ``Rectification.DoesNotExist`` outside of the scope."""
    related = ("branch", "township", "county", "campaign")
    folders = Rectification.objects.visible_to(user).select_related(*related)
    folder = folders.prefetch_related("criteria", "task_force", _problems()).get(pk=pk)
    measures = list(folder.measures.prefetch_related("problems", _entries(), "evidence", _comments()))
    causes = list(folder.causes.prefetch_related("problems"))
    return Desk(
        folder=folder,
        cards=_cards(folder, causes, measures, user),
        loose_causes=[cause for cause in causes if not cause.problems.all()],
        loose_measures=[measure for measure in measures if not measure.problems.all()],
        plans=list(folder.followupplans.select_related("measure")),
        measures=measures,
        activity=_activity(folder),
        offers=offers(folder, user),
        reached=_reached(folder),
    )


def _problems() -> Prefetch:
    problems = Problem.objects.select_related("criterion")
    return Prefetch("problems", problems.prefetch_related("measures", _record(), "evidence", _comments()))


def _record() -> Prefetch:
    return Prefetch("decisions", Decision.objects.select_related("by"))


def _comments() -> Prefetch:
    return Prefetch("comments", Comment.objects.select_related("author"))


def _entries() -> Prefetch:
    return Prefetch(
        "progress_entries", ProgressEntry.objects.select_related("author").prefetch_related("evidence")
    )


def _cards(folder: Rectification, causes: list[Cause], measures: list[Measure], user: User) -> list[Card]:
    seen: set[Any] = set()
    return [
        Card(
            problem=problem,
            causes=_mentions(problem, causes, seen),
            measures=_mentions(problem, measures, seen),
            offers=offers(problem, user),
            record=list(problem.decisions.all()),
            signing=_signing(problem, causes, measures),
        )
        for problem in folder.problems.all()
    ]


def _signing(problem: Problem, causes: list[Cause], measures: list[Measure]) -> Signing | None:
    """The sign-off that holds for ``problem``, and what has changed since; None while it is not settled."""
    last = next((decision for decision in problem.decisions.all() if decision.signed_hash), None)
    if last is None or not problem.is_settled:
        return None
    behind = [cause for cause in causes if problem in cause.problems.all()]
    serving = [measure for measure in measures if problem in measure.problems.all()]
    return signing(last, content(problem, behind, serving))


def _mentions(problem: Problem, parts: Iterable[Cause | Measure], seen: set[Any]) -> list[Mention]:
    found = []
    for part in parts:
        linked = part.problems.all()
        if problem in linked:
            others = tuple(other.number for other in linked if other != problem)
            found.append(Mention(part, part not in seen, others))
            seen.add(part)
    return found


def _reached(folder: Rectification) -> dict[str, dt.date]:
    """The day the folder last came to each stage; to the first one with its determination."""
    steps = folder.decisions.filter(problem=None).order_by("created_at", "id")
    return {Stage.PROPOSED: folder.determined_on, **dict(steps.values_list("to_state", "decided_on"))}


def _activity(folder: Rectification) -> list[Any]:
    """The newest progress entries and decisions of the folder, newest first."""
    entries = folder.progress_entries.select_related("measure", "author")[:ACTIVITY_LENGTH]
    decisions = folder.decisions.select_related("problem", "by")[:ACTIVITY_LENGTH]
    both: list[Any] = [*entries, *decisions]
    return sorted(both, key=_when, reverse=True)[:ACTIVITY_LENGTH]


def _when(item: ProgressEntry | Decision) -> Any:
    return (item.day, item.created_at)
