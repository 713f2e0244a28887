"""Reports without headings, or without one for a role: the sentences that announce a list stand in for them.

"经调研，主要存在三个方面问题：一是…。究其原因，…。采取了以下措施：一是…。下一步，…"
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.reading.breaks import starts_ahead, starts_causes
from reports.reading.marks import mark_at
from reports.reading.outline import Part
from reports.reading.pieces import LISTED, Role
from reports.reading.roles import relaxed_roles

_SENTENCE = re.compile(r"(?<=[。！？])")
_ANNOUNCES = re.compile(r"(?P<words>[^。；：:]{2,60})[：:]")


def without_headings(parts: list[Part]) -> list[Part]:
    """``parts`` with what stands before the first heading cut where a role begins that no heading names."""
    missing = set(LISTED) - {role for part in parts for role in part.roles}
    cut = [Part(())]
    for paragraph in parts[0].paragraphs:
        for role, text in _told(paragraph, missing, cut[-1].role):
            if role is not cut[-1].role:
                cut.append(Part((role,) if role else (), soft=True))
            cut[-1].paragraphs.append(text)
    return [*cut, *parts[1:]]


def _told(paragraph: str, missing: set[Role], current: Role | None) -> Iterator[tuple[Role | None, str]]:
    gathered = ""
    for sentence in _SENTENCE.split(paragraph):
        role = _announced(sentence)
        if role in missing and role is not current:
            if gathered:
                yield current, gathered
            current, gathered = role, ""
        gathered += sentence
    if gathered:
        yield current, gathered


def _announced(sentence: str) -> Role | None:
    if starts_causes(sentence):
        return Role.CAUSES
    if starts_ahead(sentence):
        return Role.PLANS
    match = _ANNOUNCES.match(sentence)
    mark = mark_at(sentence, match.end()) if match else None
    if match is None or mark is None or mark.number != 1:
        return None
    roles = relaxed_roles(re.split(r"[，,]", match["words"])[-1])
    return roles[0] if roles and roles[0] is not Role.OTHER else None
