"""What was done, in a report in which nothing says so: the list behind the opening, or paragraphs led by mottoes.

"现将整治情况报告如下：", "一是把架子搭起来。…", "二是…", "从自查情况看，还存在一些问题。"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from reports.reading.marks import Kind, Mark, chain, inline_list, mark_at
from reports.reading.outline import Part
from reports.reading.pieces import Role
from reports.reading.sections import DOING

_LISTS = (Kind.BRACKETED, Kind.ARABIC, Kind.SPOKEN, Kind.ORDINAL, Kind.SEQUENCE)
_FEWEST = 3
_SPEAKS_OF_WORK = re.compile(r"整顿|整改|整治|转化|做法|工作(?:情况)?(?:报告|汇报|总结)")
# "配强班子，重树威信。镇党委研究后…"
_MOTTO = re.compile(r"(?P<first>[^。，；：！？]{3,10})，(?P<second>[^。，；：！？]{3,10})。(?=[^。]{12,})")
_MOST_UNEQUAL = 1


def tell_deeds(parts: list[Part]) -> list[Part]:
    """``parts`` with those measures taken out of the first, the opening, if none tells any."""
    opening, *others = parts
    told = {role for part in others for role in part.roles}
    if (
        Role.MEASURES in told
        or told & {Role.PROBLEMS, Role.CAUSES} == {Role.CAUSES}
        or any(part.mark for part in others)
    ):
        return parts
    for place, text in enumerate(opening.paragraphs):
        above, below = opening.paragraphs[:place], opening.paragraphs[place:]
        start = _list_start(below, above, sure=Role.PROBLEMS in told)
        if start is None and _is_led_by_mottoes(below):
            start = 0
        if start is not None:
            above += [head] if (head := text[:start].strip()) else []
            deeds = Part((Role.MEASURES,), soft=True, paragraphs=[text[start:], *below[1:]])
            return [replace(opening, paragraphs=above), deeds, *others]
    return parts


def _list_start(paragraphs: list[str], above: list[str], *, sure: bool) -> int | None:
    """Where a list of deeds begins in the first of ``paragraphs``. Unless it is ``sure`` that what was wanting is told
    elsewhere, one of them must say that something is done.
    """
    text, *others = paragraphs
    if (mark := mark_at(text)) and mark.kind in _LISTS and mark.number == 1:
        behind = list(_behind(others, mark.kind))
        marks, lead = [*chain(text, mark.kind), *(other for _, other in behind)], "".join(above[-1:])
        items = [text[mark.end :], *(one[other.end :] for one, other in behind)]
    else:
        marks = inline_list(text)
        lead = text[: marks[0].start] if marks else ""
        items = [text[mark.end :] for mark in marks]
    if (
        len(marks) < _FEWEST
        or marks[0].kind not in _LISTS
        or not _SPEAKS_OF_WORK.search(_last_sentences(lead))
    ):
        return None
    return marks[0].start if sure or any(map(DOING.match, items)) else None


def _behind(paragraphs: list[str], kind: Kind) -> Iterator[tuple[str, Mark]]:
    """The items with marks of ``kind`` up to where the next list of that kind begins."""
    for text in paragraphs:
        mark = mark_at(text)
        if mark and mark.kind is kind:
            if mark.number == 1:
                return
            yield text, mark


def _last_sentences(text: str) -> str:
    return "".join(re.split(r"(?<=。)(?=.)", text.strip())[-2:])


def _is_led_by_mottoes(paragraphs: list[str]) -> bool:
    led = [*takewhile(_has_motto, paragraphs)]
    return len(led) >= _FEWEST and any(map(DOING.match, led))


def _has_motto(text: str) -> bool:
    match = _MOTTO.match(text)
    return match is not None and abs(len(match["first"]) - len(match["second"])) <= _MOST_UNEQUAL
