"""Headings in words of their own, without numbers: "直面问题，揭短亮丑" over "会议少，半年才开一次。".

One such line may be anything; several that tell of problems, causes, measures between paragraphs that are sentences are
the headings of the text.
"""

from __future__ import annotations

import re
from itertools import zip_longest

from reports.reading.marks import Kind, mark_at
from reports.reading.pieces import Role
from reports.reading.roles import LONGEST_HEADING, sure_roles

_ENDED = re.compile(r"[。！？!?；;：:][”’）)]*$")
_AHEAD = re.compile(r"巩固|长效|常态|常抓不懈|持续用力|久久为功|展望|再出发|再发力")
_STOPS = re.compile(r"[。！？!?；;：:\t]")
_SHORTEST = 4
_FEWEST = 3


def slogans(paragraphs: list[str]) -> dict[str, tuple[Role, ...]]:
    """The lines of ``paragraphs`` that are such headings, each with what it tells."""
    if any((mark := mark_at(text)) and mark.kind <= Kind.CHINESE for text in paragraphs):
        return {}
    found: dict[str, tuple[Role, ...]] = {}
    rows = zip_longest(["", *paragraphs[:-1]], paragraphs, paragraphs[1:], fillvalue="")
    for before, text, following in rows:
        between = (not before or _ENDED.search(before)) and _ENDED.search(following)
        if between and _may_head(text) and (roles := _told(text)):
            found[text] = roles
    return found if len({roles[0] for roles in found.values()}) >= _FEWEST else {}


def _may_head(text: str) -> bool:
    return _SHORTEST <= len(text) <= LONGEST_HEADING and not _STOPS.search(text) and mark_at(text) is None


def _told(text: str) -> tuple[Role, ...]:
    return (Role.PLANS,) if _AHEAD.search(text) else sure_roles(text)
