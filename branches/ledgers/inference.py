"""The last resort: what a column holds that no word of its heading tells, by its cells and its place among the others.

Only where a column is missing that a ledger cannot do without, and never against words that are known or what a person
chose. The clerk sees it when the columns are shown, and can change it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain

from branches.deadlines import is_at_once, read_deadline
from branches.ledgers import cells
from branches.ledgers.contents import COUNT, call, mostly, said_in
from branches.ledgers.headings import known_field
from branches.ledgers.people import is_people
from branches.ledgers.table import TOLD, Column, Table
from branches.ledgers.words import plain

ANCHORS = TOLD | {
    *(
        "deadline",
        "measure_deadline",
        "responsible",
        "responsible_unit",
        "status",
        "percent",
        "requirement",
        "closed",
    ),
}
"""What only a ledger has: where none of it is known the table may be anything."""
FEWEST = 2
LONGISH = 6
MANY_KINDS = 20
LONGEST_DEADLINE = 24
LONGEST_BESIDE = 3
ANY_YEAR = 2000
_CAUSE = re.compile(r"因|源|根")
_NO_TEXT = re.compile(
    r"已|基本情况|概况|简介|依据|来源|地址|意见|批示|评语|备注|说明|建议|要求|背景|职务|单位|名称|电话|是否|验收|复查|销号|佐证|材料|下一步|打算|计划|目标|标准|困难|协调"
)
_NO_PERSON = re.compile(
    r"书记|领导|干部|联系|包|填|审核|验收|复查|核查|协助|配合|反映|信访|户|党员|代表|监督|电话|组织员|指导|群众|成员|原|曾|候选"
)
_FINISHED = re.compile(r"完成|办结|实际|完结|办毕|已")
_NO_DEADLINE = re.compile(
    r"发现|认定|排查|建账|登记|销号|验收|填|开始|启动|任职|到任|入党|出生|换届|成立|反馈|检查|复查|走访|会议|召开|下发|更新|核查|交办|受理|调查|报送|上报|列入|确定|月份|年度|所属期"
)
_NO_PROGRESS = re.compile(r"下一步|打算|计划|意见|验收|复查|要求|备注|销号|目标|标准|措施|任务")
_OF_TIME = re.compile(
    r"[\d\s年月日号周.\-/~—至到前后底末内初上中下旬第一二三四季度半今明本每并，,、；;。()（）起限]|完成|整改|办结|到位|长期|长效|坚持|持续|推进|常态化?"
    r"|立行立改|立改立行|立查立改|即知即改|即行即改|边查边改|立即|当场|之前|以前"
)
_AHEAD = re.compile(r"前|底|末|长期|持续|季度|半年|立行|即")
_DOING = re.compile(r"已|正在|推进|进行|整改中|办理中|尚未|未启动|未完成|完成|待验收|持续|\d+%")


def settle(table: Table, chosen: set[str]) -> None:
    """Find the columns that are missing, one after the other; each may be the landmark of the next. Where a person said
    of the likeliest column that it is none, no other is looked for.
    """
    known = {column.field for column in table.columns}
    if table.shape is not None or table.is_figures or not known & ANCHORS:
        return
    for field, find in _SEARCHES.items():
        unknown = [column for column in table.columns if column.field is None and column.path]
        column = None if table.column_of(field) else find(table, unknown)
        if column and column.heading not in chosen:
            call(table, column, field)


def told_by_cells(table: Table) -> dict[str, str]:
    """What the words of headings do not say: once it is agreed to, other rows in the same columns must not undo it."""
    return {
        column.heading: column.field
        for column in table.columns
        if table.shape is None and column.field and column.path and known_field(column.path) is None
    }


def _problem(table: Table, free: list[Column]) -> Column | None:
    """The nearest on the left of the causes or the measures; where neither is told the first of all."""
    criteria = table.column_of("criteria")
    if criteria and "问题" in _heading(criteria) and _is_told(table, criteria):
        return criteria
    told = [column for column in free if _is_told(table, column) and not _CAUSE.search(_heading(column))]
    for field in ("cause", "measure"):
        if landmark := table.column_of(field):
            before = [column for column in told if column.place < landmark.place]
            if before:
                return before[-1]
    return None if table.column_of("measure") else next(iter(told), None)


def _cause(table: Table, free: list[Column]) -> Column | None:
    """What hints at it, between problem and measure."""
    problem, measure = table.column_of("problem"), table.column_of("measure")
    if problem is None:
        return None
    last = measure.place if measure else table.columns[-1].place + 1
    hinting = (column for column in free if _CAUSE.search(_heading(column)) and _is_told(table, column))
    return next((column for column in hinting if problem.place < column.place < last), None)


def _measure(table: Table, free: list[Column]) -> Column | None:
    """The nearest on the right of the problem and its cause that does not tell what was done."""
    landmarks = [column for field in ("problem", "cause") if (column := table.column_of(field))]
    if not table.column_of("problem"):
        return None
    first = max(column.place for column in landmarks)
    told = (column for column in free if column.place > first and _is_told(table, column))
    return next((column for column in told if not _CAUSE.search(_heading(column))), None)


def _responsible(table: Table, free: list[Column]) -> Column | None:
    """Who is named on the right of the measure, or else anywhere."""
    measure = table.column_of("measure")
    named = [
        column
        for column in free
        if not _NO_PERSON.search(_heading(column)) and _says(table, column, is_people)
    ]
    right = [column for column in named if measure and column.place > measure.place]
    return next(chain(right, named), None)


def _deadline(table: Table, free: list[Column]) -> Column | None:
    if table.column_of("measure_deadline"):
        return None
    return next((column for column in free if _holds_deadlines(table, column)), None)


def _progress(table: Table, free: list[Column]) -> Column | None:
    """What was done, told on the right of the deadline or of the measure."""
    landmark = table.column_of("deadline") or table.column_of("measure")
    if landmark is None:
        return None
    right = (column for column in free if column.place > landmark.place)
    return next(
        (
            column
            for column in right
            if not _NO_PROGRESS.search(_heading(column)) and _says(table, column, _DOING.search)
        ),
        None,
    )


_SEARCHES: dict[str, Callable[[Table, list[Column]], Column | None]] = {
    "deadline": _deadline,
    "responsible": _responsible,
    "problem": _problem,
    "cause": _cause,
    "measure": _measure,
    "progress": _progress,
}


def _heading(column: Column) -> str:
    return plain(column.path[-1])


def _says(table: Table, column: Column, sign: Callable[[str], object]) -> bool:
    said = said_in(table, column)
    return len(said) >= FEWEST and mostly(sign, said)


def _is_told(table: Table, column: Column) -> bool:
    """Whether things are told in the column: longish and mostly different texts, nothing of another kind."""
    said = said_in(table, column)
    if (
        len(said) < FEWEST
        or _NO_TEXT.search(_heading(column))
        or len(set(said)) <= min(len(said) / 2, MANY_KINDS)
    ):
        return False
    others = (COUNT.fullmatch, is_people, _is_deadline, cells.is_nothing)
    is_other = any(mostly(sign, said) for sign in others) or mostly(_DOING.match, said)
    return not is_other and mostly(lambda text: len(text) >= LONGISH, said)


def _holds_deadlines(table: Table, column: Column) -> bool:
    """Whether days are named in the column by which something is to be done, not on which it was."""
    heading = _heading(column)
    if _NO_DEADLINE.search(heading) or not _says(table, column, _is_deadline):
        return False
    return not _FINISHED.search(heading) or _says(table, column, _AHEAD.search)


def _is_deadline(text: str) -> bool:
    """Whether a time is named and little else: 每季度开展一次党课 is something to be done."""
    if len(text) > LONGEST_DEADLINE or len(_OF_TIME.sub("", text)) > LONGEST_BESIDE:
        return False
    told = read_deadline(text, year=ANY_YEAR)
    return bool(told.due_on or told.long_term or is_at_once(text))
