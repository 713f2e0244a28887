"""Records of a ledger against what is in the folder: what is new, changed, the same, or cannot be.

The same comparison feeds the preview and the writing, so that what was shown is what is done.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Organisation
from branches.choices import ProblemStatus, RowState
from branches.ledgers import measure_text, private
from branches.ledgers.content import SERIAL
from branches.ledgers.records import (
    BranchRecord,
    Finding,
    MeasureRecord,
    ProblemRecord,
    Record,
    Spot,
)
from branches.ledgers.words import same
from branches.models import (
    Branch,
    Cause,
    FollowUpPlan,
    Measure,
    Problem,
    Rectification,
    TaskForceMember,
)
from branches.selectors.import_members import by_letters, letters, member_values
from branches.selectors.import_news import (
    Known,
    agree,
    extra_of,
    is_logged,
    percent_of,
    told_of_measure,
    told_of_problem,
    words,
)

Difference = tuple[str, str, str]


@dataclass(slots=True, eq=False)
class Change:
    """What one record does: ``values`` are to be written to ``target`` (None: to a new row); ``differences`` are
    (label, before, after). ``links`` are the changes of the problems that a cause or a measure belongs to.
    """

    noun: str
    record: Record
    target: Any
    values: dict[str, Any]
    differences: list[Difference] = field(default_factory=list)
    links: list[Change] = field(default_factory=list)
    refused: bool = False

    @property
    def state(self) -> RowState:
        if self.refused:
            return RowState.REFUSED
        if self.target is None:
            return RowState.NEW
        return RowState.CHANGED if self.values or self.differences else RowState.UNCHANGED

    @property
    def spots(self) -> list[Spot]:
        """The rows that it is counted with: what is told of a branch as a whole, only with the first."""
        return self.record.spots[:1] if self.noun in {"branch", "folder", "member"} else self.record.spots


@dataclass(slots=True, eq=False)
class Present:
    """What a folder holds already."""

    problems: list[Problem] = field(default_factory=list)
    causes: list[Cause] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    plans: list[FollowUpPlan] = field(default_factory=list)
    members: list[TaskForceMember] = field(default_factory=list)
    serving: list[TaskForceMember] = field(default_factory=list)
    """Those of the members who have not left."""


@dataclass(slots=True, eq=False)
class FolderPlan:
    """All that a ledger does to one branch; ``branch`` and ``folder`` are None where they are still to be made."""

    record: BranchRecord
    township: Organisation | None
    branch: Branch | None
    folder: Rectification | None
    present: Present
    changes: list[Change] = field(default_factory=list)
    extra: dict[str, str] = field(default_factory=dict)
    """What the ledger tells of the branch in columns of its own."""
    findings: list[Finding] = field(default_factory=list)

    def of(self, noun: str) -> list[Change]:
        """Its changes of one kind that are not refused."""
        return [change for change in self.changes if change.noun == noun and not change.refused]

    def refuse(self, spots: Iterable[Spot], column: str, value: str, message: str) -> None:
        found = [Finding("error", spot, column, value, message) for spot in spots]
        self.findings += [finding for finding in found if finding not in self.findings]


def compare(plan: FolderPlan) -> None:
    """Fill in ``plan.changes``: the parts of the folder that the record tells of, each beside its like."""
    record = plan.record
    known = Known(record, plan.folder, _pair_problems(record, plan.present.problems))
    known.measures = _pair_measures(known, plan.present.measures)
    by_record = {id(problem): _problem_change(problem, known) for problem in record.problems}
    plan.changes += by_record.values()
    for measure in record.measures:
        links = [by_record[id(problem)] for problem in measure.problems]
        plan.changes.append(_measure_change(measure, known, links))
    plan.extra = extra_of(record, known)
    _compare_causes(plan, by_record)
    _compare_plans(plan)
    _compare_members(plan)
    _tell_what_starts(plan)


BEGUN = {"rectifying", "done", "long_term"}


def begun(plan: FolderPlan) -> set[int]:
    """The problems (their changes, by identity) of which the ledger says that work has begun."""
    told = {id(change) for change in plan.of("problem") if change.record.status in BEGUN}  # type: ignore[attr-defined]
    logged = [change for change in plan.of("measure") if change.values.get("log")]
    return told | {id(link) for change in logged for link in change.links}


def _tell_what_starts(plan: FolderPlan) -> None:
    """A problem of before that has not been started is started by a ledger that says so."""
    started = begun(plan)
    for change in plan.of("problem"):
        if change.target is not None and change.target.status == ProblemStatus.OPEN and id(change) in started:
            change.differences.append(
                (
                    _label(change.target, "status"),
                    str(ProblemStatus.OPEN.label),
                    str(ProblemStatus.RECTIFYING.label),
                )
            )


def _pair_problems(record: BranchRecord, present: list[Problem]) -> dict[int, Problem]:
    """Which problem of the folder each record is: by its text, or else by its number, here or in the ledger."""
    pairs: dict[int, Problem] = {}
    by_text: dict[str, list[Problem]] = {}
    taken: set[int] = set()
    for problem in present:
        for text in _said(problem.text):
            by_text.setdefault(text, []).append(problem)
    for one in record.problems:
        alike = by_text.get(same(one.text), [])
        free = [problem for problem in alike if problem.pk not in taken and _is_one(one, problem)]
        if free:
            pairs[id(one)] = free[0]
            taken.add(free[0].pk)
    left = {_number_of(problem): problem for problem in present if problem.pk not in taken}
    for one in record.problems:
        number = str(one.number or "") or one.extra.get(SERIAL, "")
        if id(one) not in pairs and number and (match := left.pop((one.number is None, number), None)):
            pairs[id(one)] = match
    return pairs


def _is_one(one: ProblemRecord, problem: Problem) -> bool:
    """Whether the record is ``problem``, whose text it has; where a name in it is struck out, its number must agree."""
    number = str(one.number or "") or one.extra.get(SERIAL, "")
    is_exact = same(one.text) == same(problem.text)
    return is_exact or number in {"", str(problem.number), problem.extra.get(SERIAL)}


def _said(text: str) -> set[str]:
    """How ``text`` comes back: as it is, or with its private numbers and names struck out."""
    return {same(text), same(private.masked(text))}


def _number_of(problem: Problem) -> tuple[bool, str]:
    """By what number a ledger knows the problem: the ledger's own running one, or that of the folder."""
    kept = problem.extra.get(SERIAL)
    return (True, kept) if kept else (False, str(problem.number))


def _problem_change(one: ProblemRecord, known: Known) -> Change:
    told = told_of_problem(one, known)
    change = Change("problem", one, known.problems.get(id(one)), told)
    _keep_what_differs(change, told, extra_of(one, known))
    return change


def _keep_what_differs(change: Change, told: dict[str, Any], extra: dict[str, str]) -> None:
    """Of a record that is there, write only what the ledger says otherwise; what it leaves blank stays."""
    target = change.target
    change.values = {name: value for name, value in told.items() if value not in {None, ""}}
    if target is not None:
        for name in list(change.values):
            before, after = getattr(target, name), change.values[name]
            if agree(before, after, name):
                del change.values[name]
            else:
                change.differences.append((_label(target, name), words(before), words(after)))
    known = target.extra if target is not None and hasattr(target, "extra") else {}
    if extra:
        change.values["extra"] = {**known, **extra}
        if target is not None:
            change.differences += [(heading, known.get(heading, ""), text) for heading, text in extra.items()]


def _label(target: Any, name: str) -> str:
    return str(target._meta.get_field(name).verbose_name)


def _pair_measures(known: Known, present: list[Measure]) -> dict[int, Measure]:
    """Which measure of the folder each record is: by its text (of the same problem first); or the only one of its
    problem that is left on either side.
    """
    pairs: dict[int, Measure] = {}
    by_text: dict[str, list[Measure]] = {}
    for measure in present:
        for text in _said(_text_of(measure)):
            by_text.setdefault(text, []).append(measure)
    taken: set[int] = set()
    for one in known.record.measures:
        if found := _measure_for(one, by_text.get(same(one.text), []), taken, known):
            pairs[id(one)] = found
            taken.add(found.pk)
    _pair_the_only_ones(known, present, pairs)
    return pairs


def _text_of(measure: Measure) -> str:
    return measure_text.whole(measure.title, measure.description)


def _measure_for(one: MeasureRecord, alike: list[Measure], taken: set[int], known: Known) -> Measure | None:
    """Of measures with this text the one that serves the record's problems: a measure that serves several problems is
    told with each of them. Else the first that no other record is.
    """
    targets = _targets(one, known)
    serving = [each for each in alike if targets & _linked(each)]
    exact = [each for each in alike if same(_text_of(each)) == same(one.text)]
    free = [each for each in serving or (exact if targets else alike) if each.pk not in taken]
    return next(iter(free or serving), None)


def _pair_the_only_ones(known: Known, present: list[Measure], pairs: dict[int, Measure]) -> None:
    """Where of one problem's measures a single one is left on either side, it is the same with other words."""
    taken = {measure.pk for measure in pairs.values()}
    left: dict[int, list[Measure]] = {}
    for measure in present:
        for pk in _linked(measure) if measure.pk not in taken else ():
            left.setdefault(pk, []).append(measure)
    rivals: dict[int, list[MeasureRecord]] = {}
    for one in known.record.measures:
        for pk in _targets(one, known) if id(one) not in pairs else ():
            rivals.setdefault(pk, []).append(one)
    for pk, records in rivals.items():
        measures = left.get(pk, [])
        if len(records) == len(measures) == 1 and id(records[0]) not in pairs and measures[0].pk not in taken:
            pairs[id(records[0])] = measures[0]
            taken.add(measures[0].pk)


def _linked(measure: Measure | Cause) -> set[int]:
    return {problem.pk for problem in measure.problems.all()}


def _targets(one: MeasureRecord, known: Known) -> set[int]:
    return {problem.pk for problem in known.problems_of(one)}


def _measure_change(one: MeasureRecord, known: Known, links: list[Change]) -> Change:
    target = known.measures.get(id(one))
    title, description = measure_text.parts(one.text)
    told = told_of_measure(one, known)
    if target is None or same(one.text) not in _said(_text_of(target)):
        told |= {"title": title, "description": description}
    change = Change("measure", one, target, told, links=links)
    _keep_what_differs(change, told, extra_of(one, known))
    _compare_progress(change, one, percent_of(one, known))
    _compare_links(change)
    return change


def _compare_links(change: Change) -> None:
    """What a cause or a measure that is there is newly linked to.

    Where it only stands beside several problems nothing says that it serves those that were there without it; nor
    is it linked to another problem of the very same words.
    """
    if change.target is None:
        return
    linked = _linked(change.target)
    said = {same(problem.text) for problem in change.target.problems.all()}
    is_firm = getattr(change.record, "is_firm", True)
    change.links = [
        link
        for link in change.links
        if link.target is None or link.target.pk in linked or (is_firm and same(link.target.text) not in said)
    ]
    for link in change.links:
        if link.target is None or link.target.pk not in linked:
            text = getattr(link.record, "text", "")
            change.differences.append((_label(change.target, "problems"), "", text))


def _compare_progress(change: Change, one: MeasureRecord, percent: int | None) -> None:
    """Progress is logged where it says something that no entry says, or another percent."""
    target = change.target
    is_news = bool(one.progress) and not is_logged(one.progress, target)
    before = target.percent if target else 0
    if not is_news and percent in {None, before}:
        return
    change.values["log"] = {
        "text": one.progress if is_news else "",
        "percent": before if percent is None else percent,
    }
    if target is not None:
        after = one.progress if is_news else f"{percent}%"
        change.differences.append((_("progress"), f"{before}%", after))


def _compare_causes(plan: FolderPlan, problems: dict[int, Change]) -> None:
    known: dict[str, list[Cause]] = {}
    for cause in plan.present.causes:
        for text in _said(cause.text):
            known.setdefault(text, []).append(cause)
    for one in plan.record.causes:
        links = [problems[id(problem)] for problem in one.problems]
        causes = known.get(same(one.text), [])
        target = _that_explains(causes, links)
        elsewhere = {pk for cause in causes if cause is not target for pk in _linked(cause)}
        links = [link for link in links if link.target is None or link.target.pk not in elsewhere]
        change = Change("cause", one, target, {} if target else {"text": one.text}, links=links)
        _compare_links(change)
        plan.changes.append(change)


def _compare_plans(plan: FolderPlan) -> None:
    present = plan.present.plans
    known = {text: one for one in present for text in _said(measure_text.whole(one.title, one.text))}
    for one in plan.record.plans:
        title, text = measure_text.parts(one.text)
        target = known.get(same(one.text))
        plan.changes.append(Change("plan", one, target, {} if target else {"title": title, "text": text}))


def _compare_members(plan: FolderPlan) -> None:
    known = by_letters(plan.present.members, plan.present.serving)
    for one in plan.record.members:
        target = known.get((one.kind, letters(one.text)))
        change = Change("member", one, target, {} if target else member_values(one.kind, one.text))
        plan.changes.append(change)


def _that_explains(causes: list[Cause], links: list[Change]) -> Cause | None:
    """Of several causes in the same words the one that explains most of these problems."""
    wanted = {link.target.pk for link in links if link.target}
    return max(causes, key=lambda cause: len(wanted & _linked(cause)), default=None)
