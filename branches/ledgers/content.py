"""What the cells of a row say about the branch, the problems and the measures that the row is about."""

from __future__ import annotations

import datetime as dt
import re

from django.utils.translation import gettext as _

from branches.deadlines import read_deadline
from branches.ledgers import cells, items
from branches.ledgers.options import Options
from branches.ledgers.records import BranchRecord, MeasureRecord, MemberRecord, ProblemRecord
from branches.ledgers.rows import Cell, Row
from branches.ledgers.vocabulary import code_of
from branches.ledgers.words import plain, same, shown

MEMBERS = ("county_leader", "town_leader", "first_secretary", "paired_unit")
DONE = 100
SHARES = {"done": DONE, "open": 0}
SERIAL = "序号"
SHORTEST_LABEL = 4
_MASKED_NUMBER = re.compile(r"[\s（(：:]*×{11,18}[）)]?")


def take_branch(row: Row, branch: BranchRecord, options: Options) -> None:
    """What is told of the branch itself and of its folder; the first row that says it counts."""
    branch.secretary = branch.secretary or secretary(row.text("secretary"))
    branch.kind = branch.kind or row.read("kind", lambda cell: cells.word(cell.value.raw, "kind")) or ""
    if branch.member_count is None:
        branch.member_count = row.read("member_count", _count)
    day = row.read("determined_on", lambda cell: cells.day(cell.value.raw, year=options.year))
    branch.determined_on = branch.determined_on or day
    criteria = _criteria(row, options)
    if not criteria and (cell := row.cells.get("criteria")):
        row.unplaced.add("criteria")
        if cell.here:
            row.say("note", cell.column, cell.text, _("No criterion of this campaign; kept as it stands."))
    branch.criteria += [number for number in criteria if number not in branch.criteria]
    for kind in MEMBERS:
        text = re.sub(r"\s*\n\s*", "、", row.text(kind))
        if text and all((one.kind, same(one.text)) != (kind, same(text)) for one in branch.members):
            branch.members.append(MemberRecord([row.spot], kind=kind, text=text))


def secretary(text: str) -> str:
    """A name without the number that was struck out beside it."""
    return _MASKED_NUMBER.sub("", text).strip()


def _count(cell: Cell) -> int:
    return cells.strict_whole(cell.value.raw)


def _criteria(row: Row, options: Options) -> list[int]:
    """The numbers of the campaign's criteria that the cell names, by number or by words; unknown words are noted."""
    cell = row.cells.get("criteria")
    if cell is None:
        return []
    return criteria_in(cell.text, options.criteria)


def criteria_in(text: str, criteria: tuple[tuple[int, str, str], ...]) -> list[int]:
    """The numbers of those of ``criteria`` (number, label, short label) that ``text`` names."""
    known = {number for number, _label, _short in criteria}
    listed = [number for number in cells.numbers_in(text) if number in known]
    if listed:
        return listed
    said = plain(text)
    return [
        number
        for number, label, short in criteria
        if plain(short) in said
        or plain(label) in said
        or (len(said) >= SHORTEST_LABEL and said in plain(label))
    ]


def take_problems(
    row: Row, problems: list[ProblemRecord], measures: list[MeasureRecord], options: Options
) -> None:
    responsible = responsible_in(row, len(problems))
    shared = {"responsible"} if measures else set()
    if measures and not {"deadline", "measure_deadline"} <= row.cells.keys():
        shared.add("deadline")
    phrases = deadlines_in(row, ("deadline", "measure_deadline"), len(problems), options)
    status = row.read("status", lambda cell: cells.word(cell.value.raw, "status")) or ""
    found = row.read("found_on", lambda cell: cells.day(cell.value.raw, year=options.year))
    criteria = _criteria(row, options)
    for problem, who, phrase in zip(problems, responsible, phrases, strict=True):
        problem.shared |= shared
        problem.responsible = problem.responsible or who
        problem.deadline = later(problem.deadline, phrase, options.year)
        problem.found_on = problem.found_on or found
        problem.status = least(problem.status, status)
        if len(criteria) == 1:
            problem.criterion = problem.criterion or criteria[0]
        if row.cells.get("problem") and len(problems) == 1:
            problem.title = problem.title or row.text("problem_title")


def take_measures(row: Row, measures: list[MeasureRecord], options: Options) -> None:
    responsible = responsible_in(row, len(measures))
    phrases = deadlines_in(row, ("measure_deadline", "deadline"), len(measures), options)
    starts = row.read("starts_on", lambda cell: cells.day(cell.value.raw, year=options.year))
    percent = _percent(row)
    status = row.read("status", lambda cell: cells.word(cell.value.raw, "status")) or ""
    for measure, who, phrase in zip(measures, responsible, phrases, strict=True):
        measure.responsible = measure.responsible or who
        measure.deadline = later(measure.deadline, phrase, options.year)
        measure.starts_on = measure.starts_on or starts
        measure.percent = DONE if status == "done" else measure.percent if percent is None else percent
        measure.is_done_by_word = status == "done" and percent != DONE
    for code in ("progress", "outcome"):
        _spread(row, code, measures)
    if not {"percent", "status"} & row.cells.keys():
        for measure in measures:
            _read_how_far(measure)


def _read_how_far(measure: MeasureRecord) -> None:
    """Where no column says how far it is, what was done may say it: 60%, 已完成."""
    words = measure.progress
    if cells.is_percentage(words):
        measure.percent, measure.progress, measure.worded = cells.percent(words), "", words
    elif code_of("status", words) == "done":
        measure.percent, measure.worded = DONE, words


def _percent(row: Row) -> int | None:
    """The share in the cell, or what its word comes to: 已完成 is all, 未启动 is none, 整改中 says nothing of it."""
    cell = row.cells.get("percent")
    code = code_of("status", cell.text) if cell else ""
    if cell is None or not code:
        return row.read("percent", lambda cell: cells.percent(cell.value.raw))
    if code not in SHARES and cell.here:
        row.say("note", cell.column, cell.text, _("It names no share; how far it is stays as it is."))
    return SHARES.get(code)


def _spread(row: Row, code: str, measures: list[MeasureRecord]) -> None:
    """What a cell tells of the row's measures: number by number where it counts as they do, else with the first."""
    cell = row.cells.get(code)
    if cell is None or not measures or not cell.here:
        return
    _lead, told = items.split(cell.text)
    texts = [item.text for item in told] if len(told) == len(measures) else [cell.text]
    if len(texts) < len(measures):
        row.say(
            "note",
            cell.column,
            "",
            _("It is told of several measures at once; it is written with the first."),
        )
    for measure, text in zip(measures, texts, strict=False):
        setattr(measure, code, getattr(measure, code) or text)


def responsible_in(row: Row, number: int) -> list[str]:
    """Whoever answers for each of ``number`` records: the persons, or else the units; number by number where the cell
    counts as they do.
    """
    text = row.text("responsible") or row.text("responsible_unit")
    return [cells.names(one) for one in items.counted(text, number) or [text] * number]


def deadlines_in(row: Row, codes: tuple[str, str], number: int, options: Options) -> list[str]:
    """The deadline of each of ``number`` records by the first of ``codes`` that says one, likewise."""
    for code in codes:
        if told := items.counted(row.text(code), number):
            return [cells.phrase(one, year=options.year) for one in told]
        if phrase := row.read(code, lambda cell: cells.phrase(cell.value.raw, year=options.year)):
            return [phrase] * number
    return [""] * number


def later(one: str, other: str, year: int) -> str:
    """Of two deadlines the one that ends later; what goes on for good ends last."""
    if not one or not other or one == other:
        return one or other
    first, second = read_deadline(one, year=year), read_deadline(other, year=year)
    day = dt.date.min
    return other if (second.long_term, second.due_on or day) > (first.long_term, first.due_on or day) else one


_ORDER = ("open", "rectifying", "done", "long_term")


def least(one: str, other: str) -> str:
    """How far a problem is whose rows say different things: as far as the slowest, but begun if any has begun."""
    if not one or not other or one == other:
        return one or other
    low, high = sorted((one, other), key=_ORDER.index)
    return "rectifying" if low == "open" else low if high != "long_term" or low != "done" else "long_term"


def check_status(row: Row) -> None:
    """Where a ledger asks "done or not", it wants an answer, and for a "not" the reason and the next step."""
    column = row.table.column_of("status")
    plan = row.table.column_of("plan")
    if column is None or plan is None or not shown(column.path[-1] if column.path else "").startswith("是否"):
        return
    if not row.text("status"):
        row.say("rule", column, "", _("Say whether it is done: 是 or 否."))
    elif cells.code_of("status", row.text("status")) in {"open", "rectifying"} and not row.text("plan"):
        row.say("rule", plan, "", _("It is not done: write the reason and the next step."))


def settle(branch: BranchRecord) -> None:
    """Take the numbers as those of the folder only where they count its problems: 1, 2, 3 …; else keep them aside."""
    numbers = [problem.number for problem in branch.problems]
    if numbers == list(range(1, len(numbers) + 1)):
        return
    for problem in branch.problems:
        problem.number = None
        if problem.serial:
            problem.extra.setdefault(SERIAL, problem.serial)
