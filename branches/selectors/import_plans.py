"""Records of a ledger against what is in the folder: what is new, changed, the same, or cannot be.

The same comparison feeds the preview and the writing, so that what was shown is what is done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Organisation
from branches.choices import RowState
from branches.ledgers import measure_text
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


@dataclass(slots=True, eq=False)
class FolderPlan:
    """All that a ledger does to one branch; ``branch`` and ``folder`` are None where they are still to be made."""

    record: BranchRecord
    township: Organisation | None
    branch: Branch | None
    folder: Rectification | None
    present: Present
    changes: list[Change] = field(default_factory=list)
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
    found = _pair_problems(record, plan.present.problems)
    by_record: dict[int, Change] = {}
    for problem in record.problems:
        change = _problem_change(problem, found.get(id(problem)))
        by_record[id(problem)] = change
        plan.changes.append(change)
    pairs = _pair_measures(record, plan.present.measures, by_record)
    for measure in record.measures:
        links = [by_record[id(problem)] for problem in measure.problems]
        plan.changes.append(_measure_change(measure, pairs.get(id(measure)), links))
    _compare_causes(plan, by_record)
    _compare_plans(plan)
    _compare_members(plan)


def _pair_problems(record: BranchRecord, present: list[Problem]) -> dict[int, Problem]:
    """Which problem of the folder each record is: by its text, or else by its number, here or in the ledger."""
    pairs: dict[int, Problem] = {}
    by_text: dict[str, list[Problem]] = {}
    for problem in present:
        by_text.setdefault(same(problem.text), []).append(problem)
    for one in record.problems:
        if alike := by_text.get(same(one.text)):
            pairs[id(one)] = alike.pop(0)
    taken = {problem.pk for problem in pairs.values()}
    left = {_number_of(problem): problem for problem in present if problem.pk not in taken}
    for one in record.problems:
        number = str(one.number or "") or one.extra.get(SERIAL, "")
        if id(one) not in pairs and number and (match := left.pop((one.number is None, number), None)):
            pairs[id(one)] = match
    return pairs


def _number_of(problem: Problem) -> tuple[bool, str]:
    """By what number a ledger knows the problem: the ledger's own running one, or that of the folder."""
    kept = problem.extra.get(SERIAL)
    return (True, kept) if kept else (False, str(problem.number))


def _problem_change(one: ProblemRecord, target: Problem | None) -> Change:
    told: dict[str, Any] = {"text": one.text, "title": one.title, "responsible": one.responsible}
    told |= {"deadline": one.deadline, "found_on": one.found_on}
    change = Change("problem", one, target, told)
    _keep_what_differs(change, told, one.extra)
    return change


def _keep_what_differs(change: Change, told: dict[str, Any], extra: dict[str, str]) -> None:
    """Of a record that is there, write only what the ledger says otherwise; what it leaves blank stays."""
    target = change.target
    change.values = {name: value for name, value in told.items() if value not in {None, ""}}
    if target is not None:
        for name in list(change.values):
            before, after = getattr(target, name), change.values[name]
            if before == after or (isinstance(after, str) and same(str(before)) == same(after)):
                del change.values[name]
            else:
                change.differences.append((_label(target, name), _words(before), _words(after)))
    known = target.extra if target is not None and hasattr(target, "extra") else {}
    news = {heading: text for heading, text in extra.items() if known.get(heading) != text}
    if news:
        change.values["extra"] = {**known, **news}
        if target is not None:
            change.differences += [(heading, known.get(heading, ""), text) for heading, text in news.items()]


def _label(target: Any, name: str) -> str:
    return str(target._meta.get_field(name).verbose_name)


def _words(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else str(value)


def _pair_measures(
    record: BranchRecord, present: list[Measure], problems: dict[int, Change]
) -> dict[int, Measure]:
    """Which measure of the folder each record is: by its text (of the same problem first); or the only one of its
    problem that is left on either side.
    """
    pairs: dict[int, Measure] = {}
    by_text: dict[str, list[Measure]] = {}
    for measure in present:
        by_text.setdefault(same(measure_text.whole(measure.title, measure.description)), []).append(measure)
    for one in record.measures:
        if alike := by_text.get(same(one.text)):
            targets = _targets(one, problems)
            pairs[id(one)] = alike.pop(
                next((n for n, each in enumerate(alike) if targets & _linked(each)), 0)
            )
    _pair_the_only_ones(record, present, problems, pairs)
    return pairs


def _pair_the_only_ones(
    record: BranchRecord, present: list[Measure], problems: dict[int, Change], pairs: dict[int, Measure]
) -> None:
    """Where of one problem's measures a single one is left on either side, it is the same with other words."""
    taken = {measure.pk for measure in pairs.values()}
    left: dict[int, list[Measure]] = {}
    for measure in present:
        for pk in _linked(measure) if measure.pk not in taken else ():
            left.setdefault(pk, []).append(measure)
    rivals: dict[int, list[MeasureRecord]] = {}
    for one in record.measures:
        for pk in _targets(one, problems) if id(one) not in pairs else ():
            rivals.setdefault(pk, []).append(one)
    for pk, records in rivals.items():
        measures = left.get(pk, [])
        if len(records) == len(measures) == 1 and id(records[0]) not in pairs and measures[0].pk not in taken:
            pairs[id(records[0])] = measures[0]
            taken.add(measures[0].pk)


def _linked(measure: Measure | Cause) -> set[int]:
    return {problem.pk for problem in measure.problems.all()}


def _targets(one: MeasureRecord, problems: dict[int, Change]) -> set[int]:
    found = [problems[id(problem)].target for problem in one.problems]
    return {problem.pk for problem in found if problem is not None}


def _measure_change(one: MeasureRecord, target: Measure | None, links: list[Change]) -> Change:
    title, description = measure_text.parts(one.text)
    told: dict[str, Any] = {"responsible": one.responsible, "deadline": one.deadline}
    told |= {"starts_on": one.starts_on, "outcome": one.outcome}
    written = measure_text.whole(target.title, target.description) if target else ""
    if same(written) != same(one.text):
        told |= {"title": title, "description": description}
    change = Change("measure", one, target, told, links=links)
    _keep_what_differs(change, told, one.extra)
    _compare_progress(change, one, target)
    _compare_links(change)
    return change


def _compare_links(change: Change) -> None:
    """What a cause or a measure that is there is newly linked to."""
    if change.target is None:
        return
    linked = _linked(change.target)
    for link in change.links:
        if link.target is None or link.target.pk not in linked:
            text = getattr(link.record, "text", "")
            change.differences.append((_label(change.target, "problems"), "", text))


def _compare_progress(change: Change, one: MeasureRecord, target: Measure | None) -> None:
    """Progress is logged where it says something that no entry says, or another percent."""
    known = [same(entry.text) for entry in target.progress_entries.all()] if target else []
    is_news = bool(one.progress) and same(one.progress) not in known
    before = target.percent if target else 0
    # Words that are logged already say nothing new about how far it is.
    moved = one.percent not in {None, before} and (is_news or not one.worded)
    if not is_news and not moved:
        return
    change.values["log"] = {
        "text": one.progress if is_news else "",
        "percent": before if one.percent is None else one.percent,
    }
    if target is not None:
        after = one.progress if is_news else f"{one.percent}%"
        change.differences.append((_("progress"), f"{before}%", after))


def _compare_causes(plan: FolderPlan, problems: dict[int, Change]) -> None:
    known = {same(cause.text): cause for cause in plan.present.causes}
    for one in plan.record.causes:
        target = known.get(same(one.text))
        links = [problems[id(problem)] for problem in one.problems]
        change = Change("cause", one, target, {} if target else {"text": one.text}, links=links)
        _compare_links(change)
        plan.changes.append(change)


def _compare_plans(plan: FolderPlan) -> None:
    known = {same(measure_text.whole(one.title, one.text)): one for one in plan.present.plans}
    for one in plan.record.plans:
        title, text = measure_text.parts(one.text)
        target = known.get(same(one.text))
        plan.changes.append(Change("plan", one, target, {} if target else {"title": title, "text": text}))


def _compare_members(plan: FolderPlan) -> None:
    known = {(member.kind, _letters(str(member))): member for member in plan.present.members}
    for one in plan.record.members:
        target = known.get((one.kind, _letters(one.text)))
        change = Change("member", one, target, {} if target else member_values(one.kind, one.text))
        plan.changes.append(change)


def _letters(text: str) -> str:
    """The characters of a name with its post, whatever their order and the marks between them."""
    return "".join(sorted(character for character in text if character.isalnum()))


LONGEST_NAME = 4


def member_values(kind: str, text: str) -> dict[str, Any]:
    """张×× 县委常委、组织部部长 → name and post; a unit as a unit; what cannot be taken apart as a post."""
    if kind == "paired_unit":
        return {"kind": kind, "unit": text}
    for mark in (" ", "\u3000", "，", ",", "（", "("):
        name, found, post = text.partition(mark)
        if found and len(name) <= LONGEST_NAME:
            return {"kind": kind, "name": name, "post": post.strip("）) ")}
    return {"kind": kind, "name": text} if len(text) <= LONGEST_NAME else {"kind": kind, "post": text}
