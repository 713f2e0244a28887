"""What stands in each column of a ledger that is written, in the words from which a reader has it back.

Each value says how far down it holds: for the whole branch, for the problem, or for its own row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from accounts.exchange.workbooks import Cell
from branches.deadlines import is_at_once
from branches.ledgers import items, measure_text
from branches.ledgers.content import MEMBERS, SERIAL, criteria_in
from branches.ledgers.outlines import OutColumn, Outline
from branches.ledgers.vocabulary import word_for
from branches.ledgers.words import plain

Reach = Literal["branch", "problem", "row"]
PERCENT = 100
OF_PROBLEM = {plain("问题类别"), plain("问题类型")}
_STATUS = {
    "open": "待整改",
    "rectifying": "整改中",
    "pending": "待核验",
    "closed": "已销号",
    "long_term": "持续整改",
}
_YES_OR_NO = {"open": "未整改", "rectifying": "否", "pending": "是", "closed": "是", "long_term": "持续整改"}
DONE = "已完成"
YES, NO = "是", "否"


@dataclass(frozen=True, slots=True)
class Block:
    """A folder, and what of it is written; ``members`` are those who hold their part now, ``plans`` the next steps,
    ``causes`` those that belong to no problem.
    """

    folder: Any
    lines: list[Line]
    members: list[Any] = field(default_factory=list)
    plans: list[Any] = field(default_factory=list)
    causes: list[Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Line:
    """What stands in one row: its problems and its measures; ``part`` counts the problems (or groups) of the block."""

    part: int
    problems: Sequence[Any]
    measures: Sequence[Any]

    @property
    def problem(self) -> Any:
        return self.problems[0] if len(self.problems) == 1 else None

    @property
    def measure(self) -> Any:
        return self.measures[0] if len(self.measures) == 1 else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value is wanted: the column of the outline, the line of the block."""

    outline: Outline
    column: OutColumn
    block: Block
    line: Line
    criteria: tuple[tuple[int, str, str], ...]

    @property
    def folder(self) -> Any:
        return self.block.folder


def value_at(place: Place) -> tuple[Cell, Reach]:
    """What is known for the column, or else what a ledger once said in it."""
    value = _FIELDS[place.column.field](place) if place.column.field in _FIELDS else ("", "row")
    return value if value[0] != "" else _kept(place)


def _kept(place: Place) -> tuple[Cell, Reach]:
    heading = place.column.heading
    for owner, reach in (
        (place.line.measure, "row"),
        (place.line.problem, "problem"),
        (place.folder, "branch"),
    ):
        if owner is not None and (text := owner.extra.get(heading)):
            return text, reach  # type: ignore[return-value]
    return "", "row"


def number_of(problem: Any) -> str:
    """The running number that a ledger gave it, or else its own."""
    return str(problem.extra.get(SERIAL) or problem.number)


def _number(place: Place) -> tuple[Cell, Reach]:
    text = number_of(place.line.problem) if place.line.problem else ""
    return int(text) if text.isdecimal() and str(int(text)) == text else text, "problem"


def _criteria(place: Place) -> tuple[Cell, Reach]:
    """In words where they say just these, else by their numbers."""
    chosen = sorted(place.folder.criteria.all(), key=lambda criterion: criterion.number)
    reach: Reach = "branch"
    if plain(place.column.path[-1]) in OF_PROBLEM and place.line.problem:
        reach = "problem"
        chosen = [one for one in chosen if one.pk == place.line.problem.criterion_id] or chosen
    numbers = [criterion.number for criterion in chosen]
    words = "、".join(criterion.short_label for criterion in chosen)
    return words if criteria_in(words, place.criteria) == numbers else "、".join(map(str, numbers)), reach


def _member(place: Place) -> tuple[Cell, Reach]:
    return "\n".join(_person(one) for one in place.block.members if one.kind == place.column.field), "branch"


def _person(member: Any) -> str:
    """张×× 县委常委、组织部部长; a unit as a unit."""
    return " ".join(part for part in (member.name, f"{member.unit}{member.post}") if part)


def _goal(place: Place) -> tuple[Cell, Reach]:
    kept = _kept(place)
    return kept if kept[0] != "" else (place.folder.goal, "branch")


def _plan(place: Place) -> tuple[Cell, Reach]:
    return _joined([measure_text.whole(plan.title, plan.text) for plan in place.block.plans]), "branch"


def _joined(texts: list[str]) -> str:
    return items.joined(list(dict.fromkeys(text.strip() for text in texts if text.strip())))


def _problem(place: Place) -> tuple[Cell, Reach]:
    return _joined([problem.text for problem in place.line.problems]), "problem"


def _cause(place: Place) -> tuple[Cell, Reach]:
    """Those of the row's problems; in a row of no problem those that belong to none."""
    if not place.line.problems:
        return _joined([cause.text for cause in place.block.causes]), "problem"
    found = {cause.pk: cause.text for problem in place.line.problems for cause in problem.causes.all()}
    return _joined(list(found.values())), "problem"


def _measure(place: Place) -> tuple[Cell, Reach]:
    measures = place.line.measures
    return _joined([measure_text.whole(one.title, one.description) for one in measures]), "row"


def _of_measure(name: str) -> Callable[[Place], tuple[Cell, Reach]]:
    """The measure's own, or where it has none, that of its problem."""

    def value(place: Place) -> tuple[Cell, Reach]:
        own = getattr(place.line.measure, name, "") if place.outline.row_is == "measure" else ""
        return (own, "row") if own else (getattr(place.line.problem, name, ""), _reach(place))

    return value


def _reach(place: Place) -> Reach:
    """A row without a measure is the problem's only one; beside measures each says for itself."""
    return "row" if place.line.measures else "problem"


def _deadline(place: Place) -> tuple[Cell, Reach]:
    if "measure_deadline" in place.outline.fields:
        return getattr(place.line.problem, "deadline", ""), "problem"
    return _of_measure("deadline")(place)


def _responsible_unit(place: Place) -> tuple[Cell, Reach]:
    """Whoever answers for it, unless another column says so."""
    if "responsible" in place.outline.fields:
        return "", "row"
    return _of_measure("responsible")(place)


def _status(place: Place) -> tuple[Cell, Reach]:
    words = _YES_OR_NO if plain(place.column.path[-1]).startswith("是否") else _STATUS
    problem, measure = place.line.problem, place.line.measure
    if place.outline.rows != "measure" and problem:
        return words[problem.status], "problem"
    is_done = measure is not None and measure.percent == PERCENT
    if problem is None and measure is not None:
        begun = "rectifying" if measure.percent else "open"
        return (DONE if words is _STATUS else YES) if is_done else words[begun], "row"
    if problem is None:
        return "", "row"
    return DONE if is_done and problem.status == "rectifying" else words[problem.status], "row"


def _progress(place: Place) -> tuple[Cell, Reach]:
    """The newest entry of each measure: of the row's, or, where none is told, of all that serve the problem."""
    if place.outline.row_is == "problem":
        found = [one for problem in place.line.problems for one in problem.measures.all()]
    else:
        found = list(place.line.measures)
    return _joined([one.latest or "" for one in found]), "row" if place.line.measures else "problem"


def _outcome(place: Place) -> tuple[Cell, Reach]:
    return _joined([one.outcome for one in place.line.measures]), "row"


def _percent(place: Place) -> tuple[Cell, Reach]:
    measure = place.line.measure
    return measure.percent / PERCENT if measure else "", "row"


def _starts_on(place: Place) -> tuple[Cell, Reach]:
    if place.outline.row_is == "problem":
        days = [one.starts_on for problem in place.line.problems for one in problem.measures.all()]
        return min(days, default=""), "problem"
    return getattr(place.line.measure, "starts_on", ""), "row"


def _closed(place: Place) -> tuple[Cell, Reach]:
    problem = place.line.problem
    return ((YES if problem.status == "closed" else NO) if problem else ""), "problem"


def _counted(place: Place) -> tuple[Cell, Reach]:
    """How many problems the row tells of, or how many of them are signed off, or the share of these."""
    kind, wanted = place.column.field.split("_")  # type: ignore[union-attr]
    told = [one for one in place.line.problems if kind != "immediate" or is_at_once(one.deadline)]
    done = sum(one.status == "closed" for one in told)
    share = done / len(told) if told else ""
    return {"count": len(told), "done": done, "share": share}[wanted], "row"


def _of_problem(name: str) -> Callable[[Place], tuple[Cell, Reach]]:
    return lambda place: (_or_blank(getattr(place.line.problem, name, "")), "problem")


def _of_branch(read: Callable[[Any], Any]) -> Callable[[Place], tuple[Cell, Reach]]:
    return lambda place: (_or_blank(read(place.folder)), "branch")


def _or_blank(value: Any) -> Cell:
    return "" if value is None else value


_FIELDS: dict[str | None, Callable[[Place], tuple[Cell, Reach]]] = {
    "number": _number,
    "county": _of_branch(lambda folder: folder.county.name),
    "township": _of_branch(lambda folder: folder.township.name),
    "branch": _of_branch(lambda folder: folder.branch.name),
    "kind": _of_branch(lambda folder: word_for("kind", folder.branch.kind)),
    "secretary": _of_branch(lambda folder: folder.branch.secretary),
    "member_count": _of_branch(lambda folder: folder.branch.member_count),
    "determined_on": _of_branch(lambda folder: folder.determined_on),
    "criteria": _criteria,
    **dict.fromkeys(MEMBERS, _member),
    "goal": _goal,
    "plan": _plan,
    "problem": _problem,
    "problem_title": _of_problem("title"),
    "found_on": _of_problem("found_on"),
    "closed_on": _of_problem("closed_on"),
    "closed": _closed,
    "cause": _cause,
    "measure": _measure,
    "responsible": _of_measure("responsible"),
    "responsible_unit": _responsible_unit,
    "deadline": _deadline,
    "measure_deadline": _of_measure("deadline"),
    "status": _status,
    "progress": _progress,
    "outcome": _outcome,
    "percent": _percent,
    "starts_on": _starts_on,
    "round": _of_branch(lambda folder: folder.campaign.name),
    **{
        f"{kind}_{what}": _counted
        for kind in ("feedback", "immediate")
        for what in ("count", "done", "share")
    },
}
