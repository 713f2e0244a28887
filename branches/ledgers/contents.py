"""What a column holds where its heading does not say it: told by the cells below."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from branches.ledgers import cells, headings
from branches.ledgers.labelled import told_in
from branches.ledgers.sections import BRANCH, TOWNSHIP
from branches.ledgers.table import TOLD, Column, Table
from branches.ledgers.vocabulary import code_of
from branches.ledgers.words import plain, shown

CONTENT = {"内容", "事项", "具体内容", "具体事项", "工作内容"}
FINISHED = {"完成日期", "办结时间", "办结日期"}
_BRANCH_IN_FULL = re.compile(r"[\u4e00-\u9fffＸX×]{2,}(?:党支部|党总支|支部委员会|总支部委员会)$")
_HOME = re.compile(r"^所属|(?:党组织|支部)$")
COUNT = re.compile(r"\d+(?:\.\d+)?(?:%|个|项|条|人|名|户|件|次)?")

Sign = Callable[[str], object]


def settle(table: Table, chosen: set[str]) -> None:
    """Correct the fields of ``table`` by what stands in its columns, but for the headings that a person ``chose``."""
    if table.is_figures:
        return
    if not table.column_of("branch"):
        _name(table, chosen, "branch", {"township": BRANCH.search, None: _BRANCH_IN_FULL.fullmatch})
        _find_branch_as_home(table, chosen)
    _find_account(table, chosen)
    if not table.column_of("township"):
        _name(table, chosen, "township", {None: TOWNSHIP.fullmatch})
    _find_progress(table, chosen)
    if not table.column_of("problem"):
        _rename(table, chosen, CONTENT, None, "problem")
    if not table.column_of("deadline"):
        _rename(table, chosen, FINISHED, "done_on", "deadline")
    _take_demands(table, chosen)
    if table.shape is None:
        _move_unread(table, chosen, "status", "progress", lambda text: cells.is_word(text, "status"))
        _move_unread(table, chosen, "kind", "criteria", lambda text: cells.is_word(text, "kind"))
    table.counts_only = _holds_counts_only(table)


def _name(table: Table, chosen: set[str], field: str, signs: dict[str | None, Sign]) -> None:
    """Find the column of ``field``: the first whose cells mostly bear the sign for what its heading was taken for."""
    for called, sign in signs.items():
        for column in table.columns:
            known = column.field and headings.known_field(column.path)
            if column.heading not in chosen and known == called and mostly(sign, said_in(table, column)):
                call(table, column, field)
                return


def _find_account(table: Table, chosen: set[str]) -> None:
    """The column in whose cells problems and measures are told together, where none tells them by themselves."""
    if table.column_of("problem") or table.column_of("measure"):
        return
    for column in table.columns:
        in_full = (table.grid.text(row, column.place) for row in table.data)
        if column.heading not in chosen and mostly(told_in, [text for text in in_full if text]):
            call(table, column, "account")
            return


def _take_demands(table: Table, chosen: set[str]) -> None:
    """What an inspection asks for is what is to be done, where a ledger tells no other measures."""
    demand = table.column_of("requirement")
    if (
        demand
        and demand.heading not in chosen
        and table.column_of("problem")
        and not table.column_of("measure")
    ):
        call(table, demand, "measure")


def _find_branch_as_home(table: Table, chosen: set[str]) -> None:
    """The branch that a problem belongs to may stand under 所属部门 or 责任党组织, elsewhere who answers for it."""
    unit = table.column_of("responsible_unit")
    if unit is None or unit.heading in chosen or table.column_of("branch"):
        return
    if _HOME.search(plain(unit.path[-1])) and mostly(_BRANCH_IN_FULL.fullmatch, said_in(table, unit)):
        call(table, unit, "branch")


def _rename(table: Table, chosen: set[str], words: set[str], field: str | None, other: str) -> None:
    """A column called by one of ``words`` is ``other``, where no better one is there."""
    for column in table.columns:
        is_called_so = len(column.path) == 1 and plain(column.path[0]) in words
        if is_called_so and column.field == field and column.heading not in chosen:
            call(table, column, other)
            return


def call(table: Table, column: Column, field: str | None) -> None:
    table.columns[table.columns.index(column)] = replace(column, field=field)


def said_in(table: Table, column: Column) -> list[str]:
    return [text for row in table.data if (text := shown(table.grid.text(row, column.place)))]


def mostly(sign: Sign, said: list[str]) -> bool:
    return sum(bool(sign(text)) for text in said) * 2 > len(said)


def _find_progress(table: Table, chosen: set[str]) -> None:
    """A column called 进度 may hold words instead of shares: then it tells the state, or what was done."""
    column = table.column_of("percent")
    if column is None or column.heading in chosen:
        return
    said = said_in(table, column)
    words = [text for text in said if not cells.share_in(text)]
    if len(words) * 2 <= len(said):
        return
    field = "status" if all(code_of("status", text) for text in words) else "progress"
    if not table.column_of(field):
        call(table, column, field)


def _move_unread(table: Table, chosen: set[str], field: str, other: str, is_read: Sign) -> None:
    """A column for words of a fixed list that mostly holds others tells something else: 状态 may tell what was done."""
    column = table.column_of(field)
    if (
        column is None
        or column.heading.startswith("是否")
        or column.heading in chosen
        or table.column_of(other)
    ):
        return
    said = said_in(table, column)
    if len(said) > 1 and mostly(lambda text: not is_read(text), said):
        call(table, column, other)


def _holds_counts_only(table: Table) -> bool:
    """Whether the table counts what others tell: numbers where a problem or a measure would be told."""
    told = [column for column in table.columns if column.field in TOLD]
    if not told and table.column_of("branch"):
        return False
    counted = told or [column for column in table.columns if column.field is None]
    said = [text for column in counted for text in said_in(table, column)]
    return bool(said) and _counts(table, counted) and (not told or all(map(COUNT.fullmatch, said)))


def _counts(table: Table, columns: list[Column]) -> bool:
    """Whether one of ``columns`` holds nothing but numbers."""
    return any(said and all(map(COUNT.fullmatch, said)) for said in (said_in(table, one) for one in columns))
