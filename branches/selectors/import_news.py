"""What of a ledger is news: not in the folder yet, nor only said in another place or in other letters.

A ledger has one column where a folder has two places: a deadline beside a measure may be the measure's or its
problem's. What such a cell says already of the one is no news of the other; so a ledger written here comes back
without a change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from branches.choices import ProblemStatus
from branches.ledgers import cells, content, items, private
from branches.ledgers.content import SERIAL
from branches.ledgers.grid import text_of
from branches.ledgers.records import BranchRecord, MeasureRecord, ProblemRecord, Record, Source
from branches.ledgers.vocabulary import code_of
from branches.ledgers.words import same
from branches.models import Measure, Problem, Rectification

DONE_BY_WORD = {ProblemStatus.PENDING, ProblemStatus.CLOSED}


def agree(before: Any, after: Any, name: str = "") -> bool:
    """Whether the ledger's ``after`` says of ``name`` what ``before`` says; that a number is struck out is no news."""
    if not isinstance(before, str) or not isinstance(after, str):
        return bool(before == after)
    wanted, spelled = same(after), _SPELLED.get(name, str)
    said = {same(text) for text in (before, spelled(before), spelled(private.masked(before)))}
    return wanted in said


_SPELLED: dict[str, Callable[[str], str]] = {
    "responsible": cells.names,
    "deadline": lambda text: cells.phrase(text, year=0),
    "secretary": content.secretary,
}


@dataclass(slots=True)
class Known:
    """A branch's records beside the parts of its ``folder`` (None: there is none yet) that they were found to be."""

    record: BranchRecord
    folder: Rectification | None
    problems: dict[int, Problem]
    measures: dict[int, Measure] = field(default_factory=dict)

    def problems_of(self, one: MeasureRecord) -> list[Problem]:
        found = (self.problems.get(id(problem)) for problem in one.problems)
        return [problem for problem in found if problem is not None]

    def measures_of(self, one: ProblemRecord) -> list[Measure]:
        served = (measure for measure in self.record.measures if one in measure.problems)
        found = (self.measures.get(id(measure)) for measure in served)
        return [measure for measure in found if measure is not None]

    def target(self, one: Record) -> Any:
        return self.folder if one is self.record else self.problems.get(id(one)) or self.measures.get(id(one))


def told_of_problem(one: ProblemRecord, known: Known) -> dict[str, Any]:
    """What the record says of its problem, without what its rows say of measures."""
    told: dict[str, Any] = {"text": one.text, "title": one.title, "responsible": one.responsible}
    told |= {"deadline": one.deadline, "found_on": one.found_on}
    target = known.problems.get(id(one))
    beside = known.measures_of(one) if target and one.shared else []
    for name in one.shared if target and beside else ():
        said = _said_before([getattr(each, name) or getattr(target, name) for each in beside], name, known)
        own = getattr(target, name)
        if agree(said, told[name], name) or same(said) != same(own):
            told[name] = ""
    return told


def _said_before(values: list[str], name: str, known: Known) -> str:
    """What a ledger with these ``values``, one a row, would say of the problem."""
    said = ""
    year = known.folder.campaign.year if known.folder else 0
    for value in values:
        said = content.later(said, value, year) if name == "deadline" else said or value
    return said


def told_of_measure(one: MeasureRecord, known: Known) -> dict[str, Any]:
    """What the record says of its measure, without what its rows say of the problems that it serves."""
    told: dict[str, Any] = {"responsible": one.responsible, "deadline": one.deadline}
    told |= {"starts_on": one.starts_on, "outcome": one.outcome}
    target = known.measures.get(id(one))
    for name in ("responsible", "deadline") if target else ():
        served = known.problems_of(one)
        if not getattr(target, name) and any(agree(getattr(each, name), told[name], name) for each in served):
            told[name] = ""
    return told


def percent_of(one: MeasureRecord, known: Known) -> int | None:
    """The percent that the record tells; None where it only repeats that the problem is as good as signed off, or
    reads it out of words that are logged already.
    """
    if one.worded and is_logged(one.worded, known.measures.get(id(one))):
        return None
    served = known.problems_of(one)
    if one.is_done_by_word and served and all(each.status in DONE_BY_WORD for each in served):
        return None
    return one.percent


def extra_of(one: Record, known: Known) -> dict[str, str]:
    """What is told in columns of its own, without what the record or one beside it in the row says already."""
    found = {}
    target = known.target(one)
    for heading, text in one.extra.items():
        # A record found without the ledger's running number has no need of one.
        if target is not None and agree(target.extra.get(heading, text if heading == SERIAL else None), text):
            continue
        sources = one.sources.get(heading, [])
        news = [source.text for source in sources if not _is_known(heading, source, known)]
        if news or not sources:
            found[heading] = text if len(news) == len(sources) else "\n".join(dict.fromkeys(news))
    return found


def _is_known(heading: str, source: Source, known: Known) -> bool:
    targets = [target for target in map(known.target, source.beside) if target is not None]
    if any(agree(target.extra.get(heading), source.text) for target in targets):
        return True
    problems = [target for target in targets if isinstance(target, Problem)]
    check = _CHECKS.get(source.code)
    return bool(check and problems and check(source.text, problems, known))


def _closed(text: str, problems: list[Problem], known: Known) -> bool:
    is_closed = code_of("status", text) == "done"
    return all((problem.status == ProblemStatus.CLOSED) == is_closed for problem in problems)


def _closed_on(text: str, problems: list[Problem], known: Known) -> bool:
    return any(problem.closed_on and same(text_of(problem.closed_on)) == same(text) for problem in problems)


def _goal(text: str, problems: list[Problem], known: Known) -> bool:
    return known.folder is not None and agree(known.folder.goal, text)


def _progress(text: str, problems: list[Problem], known: Known) -> bool:
    """In a ledger without measures a cell tells the progress of all measures of the problem."""
    entries = {same(said) for measure in served_by(problems, known) for said in told_by(measure)}
    lead, listed = items.split(text)
    return same(text) in entries or (not lead and all(same(item.text) in entries for item in listed))


_CHECKS: dict[str, Callable[[str, list[Problem], Known], bool]] = {
    "closed": _closed, "closed_on": _closed_on, "goal": _goal, "progress": _progress,
}  # fmt: skip


def served_by(problems: Iterable[Problem], known: Known) -> list[Measure]:
    """All measures of the folder that serve one of ``problems``, in the ledger or not."""
    wanted = {problem.pk for problem in problems}
    there = known.folder.measures.all() if known.folder else []
    return [measure for measure in there if wanted & {problem.pk for problem in measure.problems.all()}]


def told_by(measure: Measure) -> list[str]:
    """The progress of ``measure``, as logged and as struck out."""
    texts = [entry.text for entry in measure.progress_entries.all()]
    return [*texts, *map(private.masked, texts)]


def is_logged(text: str, measure: Measure | None) -> bool:
    """Whether an entry of ``measure`` says ``text``."""
    return measure is not None and same(text) in map(same, told_by(measure))


def words(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else str(value)
