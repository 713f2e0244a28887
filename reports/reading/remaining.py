"""What a report still finds wanting behind its measures is told of the work, not of the branch.

"一、存在的问题 … 三、整改措施 … 四、存在的困难 … 五、下一步打算"
"""

from __future__ import annotations

import re

from reports.reading.breaks import owns_up
from reports.reading.outline import Part
from reports.reading.pieces import Role
from reports.reading.roles import strict_roles

_REMAINS = re.compile(
    r"困难|不足|差距|短板|薄弱环节|弱项|未(?:完成|整改|解决|办结)|(?:仍|还|尚|遗留|剩余|余下)[^。，]{0,6}问题"
)


def leave_remaining(parts: list[Part]) -> None:
    """Leave those ``parts`` without a field, if the problems stand in an earlier part and measures between."""
    first = _first(parts, Role.PROBLEMS, 0)
    done = _first(parts, Role.MEASURES, first)
    answers = (place for place, part in enumerate(parts) if part.role in {Role.CAUSES, Role.MEASURES})
    answered = max(answers, default=0)
    for place in range(done + 1, len(parts)):
        part = parts[place]
        if part.role is not Role.PROBLEMS or part.theme or not part.paragraphs:
            continue
        remains = place > answered and _told_apart(parts, place) and _comes_later(parts[first], part)
        if remains or owns_up(part.paragraphs[0]):
            part.roles = (Role.OTHER,)


def _first(parts: list[Part], role: Role, start: int) -> int:
    return next((place for place in range(start, len(parts)) if parts[place].role is role), len(parts))


def _told_apart(parts: list[Part], place: int) -> bool:
    """Whether what the heading names beside has a part of its own: "存在的困难和下一步打算" may be one list of both."""
    following = parts[place + 1].role if place + 1 < len(parts) else None
    return len(parts[place].roles) == 1 or following in parts[place].roles


def _comes_later(first: Part, part: Part) -> bool:
    """Whether the heading says that something remains, or counts on from that over the problems."""
    if _REMAINS.search(part.words):
        return True
    return bool(
        first.mark
        and part.mark
        and strict_roles(part.words)
        and part.mark.kind is first.mark.kind
        and part.mark.number > first.mark.number
    )
