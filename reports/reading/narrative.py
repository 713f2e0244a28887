"""Reports without headings, or without one for a role: the sentences that announce a list stand in for them.

"经调研，主要存在三个方面问题：一是…。究其原因，…。采取了以下措施：一是…。下一步，…"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from reports.reading.breaks import announced, asks, promised, since
from reports.reading.deeds import tell_deeds
from reports.reading.lists import COUNTED, are_clauses
from reports.reading.marks import chain, mark_at
from reports.reading.outline import Part
from reports.reading.pieces import LISTED, Role
from reports.reading.roles import relaxed_roles

_SENTENCE = re.compile(r"(?<=[。！？])")
_PROMISES = re.compile(
    r"(?:以下|下列|如下|[几三两四五六多](?:个?方面|件(?:实|大)?事))[^。：:]{0,12}[。：:]$"
    r"|(?:做法|措施|举措|问题|原因|打算)(?:主要)?(?:是|有|为|包括)?[：:]$"
    r"|(?:存在|还有|仍有|暴露出)[^。：:，]{0,14}(?:问题|不足|短板|差距|困难)[。：:]$"
)
_NAMES = re.compile(
    r"(?:[^。；：，]{1,12}，)?[^。；：，]{0,20}(?:主要|突出|存在的?)(?:的)?问题(?:主要)?(?:是|在于)[^。：]{6,}。"
)
_INTENDS = re.compile(r"经[^。，；]{0,12}(?:研究|讨论|商议)[^。，；]{0,4}，[^。，；]{0,8}拟")
_FIRST_STEP = re.compile(r"第[一1]步[：:，,]")


def without_headings(parts: list[Part]) -> list[Part]:
    """``parts`` cut where a role begins that no heading names: in what stands before the first heading, and under
    headings that tell of something else ("基本情况").
    """
    missing = set(LISTED) - {role for part in parts for role in part.roles}
    told: list[Part] = []
    for part in parts:
        told += [part] if part.roles and part.role is not Role.OTHER else _cut(part, missing)
    return tell_deeds(told)


def _cut(part: Part, missing: set[Role]) -> list[Part]:
    found = [replace(part, paragraphs=[])]
    for text, following in zip_longest(part.paragraphs, part.paragraphs[1:], fillvalue=""):
        for role, words in _told(text, following, missing, found[-1].role):
            if role is not found[-1].role:
                clauses = role is Role.MEASURES and bool(since(words)) and are_clauses(words)
                found.append(Part((role,) if role else (), soft=True, clauses=clauses))
            found[-1].paragraphs.append(words)
    return found


def _told(
    paragraph: str, following: str, missing: set[Role], current: Role | None
) -> Iterator[tuple[Role | None, str]]:
    mark = mark_at(paragraph)
    if current in LISTED and asks(paragraph):
        yield Role.OTHER, paragraph
        return
    if Role.MEASURES in missing and _begins_deeds(paragraph, current):
        current = Role.MEASURES
    if current and mark and len(chain(paragraph, mark.kind, mark)) == 1:
        yield current, paragraph
        return
    gathered = ""
    for sentence, role in _announcements(paragraph, following):
        if role in missing and role is not current:
            if gathered:
                yield current, gathered
            current, gathered = role, ""
        gathered += sentence
    if gathered:
        yield current, gathered


def _begins_deeds(paragraph: str, current: Role | None) -> bool:
    return bool(_FIRST_STEP.match(paragraph) or (current is Role.CAUSES and since(paragraph)))


def _announcements(paragraph: str, following: str) -> Iterator[tuple[str, Role | None]]:
    """The sentences of a paragraph, each with the role that it says begins with it."""
    sentences = _SENTENCE.split(paragraph)
    for place, sentence in enumerate(sentences):
        behind = next(filter(None, sentences[place + 1 : place + 2]), following)
        counted = _counted(sentences) if place == 0 else None
        yield sentence, announced(sentence) or _introduced(sentence, behind) or counted or _named(sentence)


def _named(sentence: str) -> Role | None:
    """What a sentence tells that says so itself: "主要问题是支委配备不齐，…。", "经研究，拟…。"."""
    if _INTENDS.match(sentence):
        return Role.PLANS
    return Role.PROBLEMS if _NAMES.fullmatch(sentence.strip()) else None


def _counted(sentences: list[str]) -> Role | None:
    """What a paragraph tells whose beginning says in how many respects: "存在的问题主要表现在三个方面。"."""
    if not any(sentences[1:]) or not COUNTED.fullmatch(sentences[0]):
        return None
    roles = relaxed_roles(re.split(r"[，,]", sentences[0].rstrip("。"))[-1])
    return Role.PROBLEMS if roles == (Role.PROBLEMS,) else None


def _introduced(sentence: str, following: str) -> Role | None:
    """What a sentence promises that stands before a list: "主要存在以下几方面的问题。"."""
    mark = mark_at(following)
    if mark is None or mark.number != 1 or not _PROMISES.search(sentence):
        return None
    return promised(sentence.rstrip("。：:"))
