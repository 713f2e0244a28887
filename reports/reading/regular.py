"""Text in the form in which reports are composed here: every line a paragraph; headings 一、 and （一） and items
一是 or 1. that count without a gap, one line each.

Where the whole text is so regular, the marks at the beginning of lines are all there are: what stands within an item
belongs to it, whatever it looks like ("一方面…另一方面…", "原因：…").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from reports.numbering import chinese
from reports.reading.breaks import announced, item_breaks, starts_ahead
from reports.reading.characters import tidied
from reports.reading.lists import divide
from reports.reading.marks import Kind, inline_list, mark_at
from reports.reading.page_marks import is_clean, is_page_line
from reports.reading.pieces import LISTED, Role
from reports.reading.roles import LONGEST_HEADING, strict_roles
from reports.reading.widths import widened

_ITEM_MARKS: tuple[Callable[[int], str], ...] = (
    lambda number: f"{chinese(number)}是",
    lambda number: f"{number}.",
)
_ENDED = re.compile(r"[。！？；：，,;:!?]$")
_LIST_STARTS = "。！？；：:"
_LONGEST_CLOSING = 60


@dataclass(slots=True)
class RegularPart:
    """What stands under one heading; ``line`` is the heading as it is written. The lines of a roof are none."""

    role: Role
    line: str
    lines: list[str] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Regular:
    """``head`` stands before the first heading, ``tail`` behind the last item."""

    head: list[str]
    parts: list[RegularPart]
    tail: list[str]


class _Irregular(Exception):
    """The text has another form."""


def regular(text: str) -> Regular | None:
    """``text`` taken apart by its lines; nothing if it is not altogether regular."""
    if tidied(text) != text or not is_clean(text):
        return None
    try:
        return _taken_apart(text.replace("\r\n", "\n").strip("\n").split("\n"))
    except _Irregular:
        return None


def _taken_apart(lines: list[str]) -> Regular:
    if any(line != line.strip() or not line or "\t" in line for line in lines):
        raise _Irregular
    first = next((place for place, line in enumerate(lines) if _heading(line, f"{chinese(1)}、")), 0)
    if not first or any(map(is_page_line, lines[:first])):
        raise _Irregular
    parts = [part for section in _sections(lines[first:]) for part in section]
    tail: list[str] = []
    for part in parts:
        tail = _fill(part, is_last=part is parts[-1])
    _keep_apart(parts)
    return Regular(lines[:first], parts, tail)


def _heading(line: str, mark: str) -> Role | None:
    """What a heading behind ``mark`` tells, in the usual words of headings and of one thing only."""
    words = line.removeprefix(mark)
    if words == line or len(words) > LONGEST_HEADING or _ENDED.search(words):
        return None
    roles = strict_roles(words)
    return roles[0] if len(roles) == 1 else None


def _sections(lines: list[str]) -> Iterator[list[RegularPart]]:
    """The parts under each 一、: the section itself, or its subsections."""
    section: list[RegularPart] = []
    number = 0
    for line in lines:
        if role := _heading(line, f"{chinese(number + 1)}、"):
            yield from [section] if section else []
            section, number, below = [RegularPart(role, line)], number + 1, 0
        elif role := _heading(line, f"（{chinese(below + 1)}）"):
            section = _under_roof(section, below)
            section.append(RegularPart(role, line))
            below += 1
        elif (mark := mark_at(line)) and mark.kind <= Kind.BRACKETED:
            raise _Irregular
        else:
            section[-1].lines.append(line)
    yield section


def _under_roof(section: list[RegularPart], below: int) -> list[RegularPart]:
    if below:
        return section
    if section[0].lines:
        raise _Irregular
    return []


def _fill(part: RegularPart, *, is_last: bool) -> list[str]:
    """Tell leads and items of ``part`` apart; answer what stands behind them."""
    first, mark = _first_item(part.lines)
    if first is None:
        return _fill_unmarked(part, is_last=is_last)
    part.leads = part.lines[:first]
    for number, line in enumerate(part.lines[first:], 1):
        if not line.startswith(mark(number)):
            break
        part.items.append(line.removeprefix(mark(number)))
    behind = part.lines[first + len(part.items) :]
    if (behind and not is_last) or any(mark_at(line) for line in (*part.leads, *behind)):
        raise _Irregular
    if len(part.items) == 1 and _begins_list(part.lines[first]):
        raise _Irregular
    return behind


def _first_item(lines: list[str]) -> tuple[int | None, Callable[[int], str]]:
    for place, line in enumerate(lines):
        for mark in _ITEM_MARKS:
            if line.startswith(mark(1)):
                return place, mark
    return None, _ITEM_MARKS[0]


def _fill_unmarked(part: RegularPart, *, is_last: bool) -> list[str]:
    """A single item stands without a mark; several paragraphs are read as anywhere else."""
    own = part.lines[:1] if is_last else part.lines
    if not own or any(map(_is_list, own)):
        raise _Irregular
    part.items = own
    if len(own) > 1:
        division = divide(own)
        part.leads, part.items = division.lead, ["\n".join(item) for item in division.items]
    return part.lines[len(own) :]


def _begins_list(text: str) -> bool:
    marks = inline_list(widened(text))
    return bool(marks) and marks[0].start == 0


def _is_list(text: str) -> bool:
    """Whether a paragraph is a list of others: from its beginning, or behind a sentence or a colon that leads in.

    一方面…另一方面… are the two sides of one thing, where the lists of the text have a line for each item.
    """
    marks = inline_list(widened(text))
    if not marks:
        return mark_at(text) is not None and not text.startswith("一方面")
    if marks[0].text.startswith("一方面"):
        return False
    before = text[: marks[0].start].rstrip()
    return not before or before[-1] in _LIST_STARTS


def _keep_apart(parts: list[RegularPart]) -> None:
    """A text whose items tell what no section tells (原因：… in each problem) is for the reader of all other forms."""
    told = {part.role for part in parts}
    if not told & set(LISTED):
        raise _Irregular
    for part in parts:
        if part.role in LISTED and any(_elsewhere(text, part.role) - told for text in part.items):
            raise _Irregular


def _elsewhere(text: str, role: Role) -> set[Role]:
    return {told for told, _ in item_breaks(text, role)}


def is_closing(text: str) -> bool:
    """Whether a paragraph behind the last item can be the closing words of a template."""
    return len(text) <= _LONGEST_CLOSING and not starts_ahead(text) and announced(text) is None
