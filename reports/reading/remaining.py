"""What a report still finds wanting behind its measures is told of the work, not of the branch.

"一、存在的问题 … 三、整改措施 … 四、存在的困难 … 五、下一步打算"
"""

from __future__ import annotations

import re

from reports.reading.breaks import owns_up
from reports.reading.outline import Part
from reports.reading.pieces import Role
from reports.reading.roles import strict_roles

_REMAINS = re.compile(r"困难|不足|差距|短板|薄弱环节|弱项|(?:仍|还|尚|遗留|剩余|余下)[^。，]{0,6}问题")


def leave_remaining(parts: list[Part]) -> None:
    """Leave those ``parts`` without a field, if the problems stand in an earlier part and measures between."""
    place = next((place for place, part in enumerate(parts) if part.role is Role.PROBLEMS), len(parts))
    for later in range(place + 1, len(parts)):
        if _remains(parts, place, later):
            parts[later].roles = (Role.OTHER,)


def _remains(parts: list[Part], first: int, place: int) -> bool:
    part = parts[place]
    if part.role is not Role.PROBLEMS or part.theme or not part.paragraphs or not _told_apart(parts, place):
        return False
    if all(other.role is not Role.MEASURES for other in parts[first:place]):
        return False
    answered = any(other.role in {Role.CAUSES, Role.MEASURES} for other in parts[place + 1 :])
    return owns_up(part.paragraphs[0]) or (not answered and _comes_later(parts, first, place))


def _told_apart(parts: list[Part], place: int) -> bool:
    """Whether what the heading names beside has a part of its own: "存在的困难和下一步打算" may be one list of both."""
    following = parts[place + 1].role if place + 1 < len(parts) else None
    return len(parts[place].roles) == 1 or following in parts[place].roles


def _comes_later(parts: list[Part], first: int, place: int) -> bool:
    """Whether the heading says that something remains, or counts on from that over the problems."""
    part, mark = parts[place], parts[first].mark
    if _REMAINS.search(part.words):
        return True
    return bool(
        mark
        and part.mark
        and strict_roles(part.words)
        and part.mark.kind is mark.kind
        and part.mark.number > mark.number
    )
