"""Which rows below the headings of a table are no data, and why."""

from __future__ import annotations

import re
from collections.abc import Callable

from branches.ledgers.sections import (
    FOOT,
    GIVEN,
    HINT,
    LABELLED,
    OPINION,
    SIGNED,
    TO_FILL_IN,
    TOTAL,
    TOTAL_OF,
    UNIT,
    section_of,
)
from branches.ledgers.table import TOLD, Table
from branches.ledgers.words import plain, shown

# With this word begins a row that only shows how to fill in the others.
EXAMPLE = "示例"
_EXAMPLE = re.compile(r"^[（(]?(示例|样例|例)[）)]?([:：].{0,40})?$")
LONGEST_TOTAL = 20
REPEATED = 0.6
FEWEST_NUMBERED = 4
TWO = 2


def passed_over(table: Table, row: int, filled: list[int]) -> str:
    """Why a row is no data: "heading", "numbers", "example", "total", "foot", "section", "note", "blank"; else ""."""
    texts = [table.grid.text(row, column) for column in filled]
    for reason, is_so in _REASONS.items():
        if is_so(table, row, filled, texts):
            return reason
    return _alone(table, row, filled[0]) if len(filled) == 1 else ""


def _is_example(table: Table, row: int, filled: list[int], texts: list[str]) -> bool:
    """A row that shows how to fill in the others, or says so below each heading."""
    words = [shown(text) for text in texts]
    if _EXAMPLE.match(words[0]) or (len(words) > 1 and all(map(HINT.fullmatch, words))):
        return True
    is_first = row == table.band.top + table.band.depth
    return is_first and sum(map(bool, map(TO_FILL_IN.search, words))) >= max(TWO, REPEATED * len(words))


def _long_places(table: Table) -> set[int]:
    """The columns in which things are told at length."""
    return {column.place for column in table.columns if column.field in {"problem", "measure"}}


def _is_total(table: Table, row: int, filled: list[int], texts: list[str]) -> bool:
    number, long = table.column_of("number"), _long_places(table)
    if number and number.place == filled[0] and texts[0].isdigit():
        # A row with a number of its own, which tells of totals ("合计不清"), is no total.
        texts = [text for place, text in zip(filled, texts, strict=True) if place not in long]
    words = [word for text in texts[:2] if len(word := shown(text)) <= LONGEST_TOTAL]
    is_told = any(map(TOTAL.match, words)) or bool(words and TOTAL_OF.search(words[0]))
    return is_told and not table.is_figures


def _is_numbered_township(table: Table, row: int, filled: list[int], texts: list[str]) -> bool:
    """一 | 柳河镇, each in a cell of its own: it heads the branches of the township."""
    number = table.column_of("number")
    section = section_of(texts[1]) if len(texts) == TWO else None
    return bool(number and number.place == filled[0] and section and section[0] == "township")


def repeats(table: Table, row: int, filled: list[int], texts: list[str]) -> bool:
    """Whether the row says again what a row of the headings says: they are printed on every page."""
    words = {plain(text) for text in texts}
    for said in table.heads:
        if len(words & said) >= max(1, REPEATED * len(said)) and len(words & said) >= REPEATED * len(words):
            return True
    return False


def _is_numbering(table: Table, row: int, filled: list[int], texts: list[str]) -> bool:
    """1 2 3 4 … or 甲 乙 1 2 …: columns numbered for reference."""
    numbers = [text for text in texts if text not in {"甲", "乙", "丙", "A", "B", "C", "栏次", "序号"}]
    first = numbers[0].strip("()（）") if numbers else ""
    if len(texts) < FEWEST_NUMBERED or not first.isdigit():
        return False
    expected = [str(int(first) + step) for step in range(len(numbers))]
    return [number.strip("()（）") for number in numbers] == expected


def _is_foot(table: Table, row: int, filled: list[int], texts: list[str]) -> bool:
    """Signatures, dates, pages and notes under a table."""
    return (_is_signed(texts) and not goes_on(table, row)) or _begins_as_foot(table, filled, texts)


def _is_signed(texts: list[str]) -> bool:
    """Signatures and dates; a label for somebody's opinion with them; several labels that wait for what is written."""
    first, *others = texts
    if others and (first.endswith((":", "：")) or OPINION.match(shown(first))):
        return all(SIGNED.search(text) or LABELLED.match(text) or GIVEN.search(text) for text in others)
    awaits = any(text.endswith((":", "：")) for text in texts) and all(map(LABELLED.match, texts))
    return awaits or all(map(SIGNED.search, texts))


def _begins_as_foot(table: Table, filled: list[int], texts: list[str]) -> bool:
    """Whether it begins with a word of a foot, and no problem or measure is told in it."""
    long = _long_places(table)
    others = [(place, text) for place, text in zip(filled, texts, strict=True) if not FOOT.match(text)]
    return bool(FOOT.match(texts[0])) and not any(
        place in long and len(text) > LONGEST_TOTAL for place, text in others
    )


def _alone(table: Table, row: int, place: int) -> str:
    """What a row is that holds one cell only."""
    text, column = (
        table.grid.text(row, place),
        next((one for one in table.columns if one.place == place), None),
    )
    merge = table.grid.merge_at(row, place)
    wide = merge[3] - merge[1] + 1 > max(1, len(table.columns) // 2)
    known = column.field if column else None
    if known == "number" and not wide and shown(text).isdigit():
        return "blank"
    if not wide and (known not in {"number", "branch", None} or goes_on(table, row)):
        return ""
    if not wide and known == "branch" and UNIT.search(shown(text)):
        return ""
    return "section" if section_of(text) else "note"


def goes_on(table: Table, row: int) -> bool:
    """Whether a merge that tells a problem or a measure comes down into the row from above."""
    places = [column.place for column in table.columns if column.field in TOLD | {"branch"}]
    return any(table.grid.merge_at(row, place)[0] < row for place in places)


_REASONS: dict[str, Callable[[Table, int, list[int], list[str]], bool]] = {
    "example": _is_example,
    "heading": repeats,
    "numbers": _is_numbering,
    "total": _is_total,
    "foot": _is_foot,
    "section": _is_numbered_township,
}
