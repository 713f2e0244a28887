"""A table pasted with tabs between its cells, as Word and spreadsheets paste it: one column a role."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile

from reports.reading.marks import mark_at
from reports.reading.pieces import LISTED, Role
from reports.reading.results import tells_results
from reports.reading.roles import strict_roles

TAB = "\t"
_NUMBER = re.compile(r"[\s\u3000]*[\d一二三四五六七八九十]*[.、．]?[\s\u3000]*")
_NUMBERS = {"序号", "编号"}
# Columns beside that of the items, where a table has but one of these.
_BESIDE = re.compile(
    r"序号|编号|进度|进展|状态|备注|完成情况|.{0,4}(?:时限|时间|期限)|(?:责任|牵头|配合).{0,6}"
)
_FEWEST = 2
_FEWEST_LABELS = 3
_LONGEST_HEAD = 12
_NOTE = re.compile(r"注[：:]|(?:填表|填报)?说明[：:]")


@dataclass(slots=True)
class TableRows:
    """``cells`` are (role, text) row by row; ``others`` holds what stands in columns without a role."""

    body: list[str] = field(default_factory=list)
    cells: list[tuple[Role, str]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def read_table_rows(paragraphs: list[str]) -> TableRows:
    """Take the rows under headings like 存在问题, 原因分析, 整改措施 off ``paragraphs``; the rest is ``body``."""
    return _read_form(paragraphs) or _read_table(paragraphs)


def _read_form(paragraphs: list[str]) -> TableRows | None:
    """The cells of a form: a label and what it asks for in each row, of which the latter may take several lines."""
    labels = [_label_of(text) for text in paragraphs]
    roles = [next(iter(strict_roles(label)), None) for label in labels]
    if len({role for role in roles if role in LISTED}) < _FEWEST_LABELS:
        return None
    rows = [place for place, label in enumerate(labels) if label]
    start, end = rows[0], len(paragraphs)
    if roles[rows[-1]] in LISTED:
        # Below the last row only its list goes on; whoever signs the form stands there too.
        end = rows[-1] + 1 + sum(1 for _ in takewhile(mark_at, paragraphs[rows[-1] + 1 :]))
    found = TableRows(body=paragraphs[:start] + paragraphs[end:])
    role: Role | None = None
    for text, label, told in zip(paragraphs[start:end], labels[start:end], roles[start:end], strict=True):
        if label:
            role = told if told in LISTED and not tells_results(label) else None
        elif _NOTE.match(text):
            role = None
        cell = text.partition(TAB)[2].strip() if label and role else text
        if role and cell:
            found.cells.append((role, cell))
        elif not role:
            found.others.append(text)
    return found


def _label_of(text: str) -> str:
    """What a row of a form asks for, that stands before its only tab."""
    label, tab, told = text.partition(TAB)
    fits = tab and TAB not in told and len(label) <= _LONGEST_HEAD and not mark_at(label)
    return label.strip() if fits else ""


def _read_table(paragraphs: list[str]) -> TableRows:
    found = TableRows()
    columns: list[Role | None] = []
    for text in paragraphs:
        cells = text.split(TAB)
        if heads := heads_of(cells):
            columns = heads
            _keep_heads(found, columns, cells)
        elif columns and len(cells) > 1:
            _take(found, columns, cells)
        else:
            columns = []
            found.body.append(text)
    return found


def _take_cell(found: TableRows, first: int, role: Role, cell: str) -> None:
    """A second cell of one role in a row goes on with the first: 整改措施 and 完成情况 tell of the same measure."""
    places = [place for place, (told, _) in enumerate(found.cells[first:], first) if told is role]
    if places:
        found.cells[places[-1]] = (role, f"{found.cells[places[-1]][1]}\n{cell}")
    else:
        found.cells.append((role, cell))


def heads_of(cells: list[str]) -> list[Role | None]:
    """What the columns under these headings tell, None for any other column; nothing if they are no headings."""
    roles = [next(iter(strict_roles(cell)), None) for cell in cells]
    known = [role if role in LISTED else None for role in roles]
    told = {role for role in known if role}
    listed = (
        len(told) == 1
        and max(map(len, cells)) <= _LONGEST_HEAD
        and any(_BESIDE.fullmatch(cell.strip()) for cell in cells)
    )
    return known if len(told) >= _FEWEST or listed else []


def _is_list(columns: list[Role | None]) -> bool:
    """Whether the rows are items of one role, and their other columns tell more of each."""
    return len({role for role in columns if role}) < _FEWEST


def _keep_heads(found: TableRows, columns: list[Role | None], cells: list[str]) -> None:
    """What the columns without a role are called, for whoever reads what stood in them."""
    words = [cell.strip() for cell, role in zip(cells, columns, strict=True) if role is None]
    if _is_list(columns):
        words = [word for word in words if not _BESIDE.fullmatch(word)]
    named = [word for word in words if word and word not in _NUMBERS]
    found.others += [" ".join(named)] if named else []


def _take(found: TableRows, columns: list[Role | None], cells: list[str]) -> None:
    others = []
    first = len(found.cells)
    for place, cell in enumerate(cells):
        role = columns[place] if place < len(columns) else None
        if role and cell.strip():
            _take_cell(found, first, role, cell.strip())
        elif not _NUMBER.fullmatch(cell):
            others.append(cell.strip())
    if _is_list(columns) and len(found.cells) > first:
        role, text = found.cells[-1]
        found.cells[-1] = (role, "\n".join([text, *others]))
        return
    found.others += [" ".join(others)] if others else []
