"""The parts of an outline → parts that each have a role: by heading first, then by position."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, takewhile

from reports.reading.causes import starts_causes
from reports.reading.lists import are_clauses
from reports.reading.marks import Kind, inline_list, mark_at
from reports.reading.outline import Part
from reports.reading.pieces import Role
from reports.reading.remaining import leave_remaining
from reports.reading.results import leave_results, tells_results
from reports.reading.roles import strict_roles

_AHEAD = re.compile(
    r"(?:^|[，,])(?:持续)?巩固|长效常态|常抓不懈|持续用力|久久为功|固本培元|永葆|行稳致远|防止?反弹|长治长效"
)
# How a heading begins that says what was done.
DOING = re.compile(
    r"^[“\"]?(?:坚持|聚焦|紧盯|针对|围绕|着力|着眼|解决|化解|强化|加强|深入|全面|狠抓|严格|严|抓|立足|突出|压实|选优|配强|建强|建|优化|提升|推进|推动|健全|完善|规范|落实|开展|办好|办|夯实|筑牢|凝聚|整合|注重|做|增强|统筹|用好|补齐|党建引领|提高|明确|成立|精准|摸|查|改|治)"
)

_NAMES = re.compile(r"(?:情况|措施|做法|成效|进展|举措)$")


def settle(parts: list[Part], *, tabled: bool) -> list[Part]:
    """``parts`` with a role each; a theme of the measures ("三、强化班子建设") becomes a part with that one item.

    ``tabled``: a table among them tells measures.
    """
    known = _without_soft_plans(parts)
    _leave_mottoes(known)
    _name_problems(known)
    _name_by_place(known)
    _tell_clauses(known)
    measures = [part for part in known if part.role is Role.MEASURES and not tells_results(part.words)]
    told, mottoes = any(not _is_slogan(part) for part in measures), bool(measures)
    results = next((place for place, part in enumerate(known) if tells_results(part.words)), len(known))
    begun = False
    settled = []
    for place, part in enumerate(known):
        begun = begun or part.role in {Role.PROBLEMS, Role.CAUSES}
        settled.append(
            part
            if part.roles
            else _by_position(part, told=told or place > results, begun=begun and not mottoes)
        )
    _look_ahead(settled)
    _take_advice(settled)
    leave_remaining(settled)
    for part in settled:
        part.theme = part.theme or _is_slogan(part)
    themes = [part for part in settled if part.theme and part.role is Role.MEASURES]
    if len(themes) == 1 and _has_list(themes[0]):
        themes[0].theme = False
    return leave_results(settled, tabled=tabled)


def _leave_mottoes(parts: list[Part]) -> None:
    """What begins as a deed ("二、摸清底数，找准症结") tells no causes where no problems were told before it."""
    for part in parts:
        if part.role is Role.PROBLEMS:
            return
        if (
            part.role is Role.CAUSES
            and part.mark
            and DOING.match(part.words)
            and not strict_roles(part.words)
        ):
            part.roles = ()


def _name_problems(parts: list[Part]) -> None:
    """Sections in words of their own, below which causes are told, are the problems: "一、党员流失", "原因：…".

    Beside such a section, one below which only the measure is told is a problem too.
    """
    if any(part.role is Role.PROBLEMS for part in parts):
        return
    kinds: set[Kind | None] = set()
    for told in (Role.CAUSES, Role.MEASURES):
        for part, below in pairwise(parts):
            named = told is Role.CAUSES or part.kind in kinds
            if part.mark and part.words and not part.roles and named and _tells(below, told):
                part.roles, part.theme = (Role.PROBLEMS,), True
                kinds.add(part.kind)


def _name_by_place(parts: list[Part]) -> None:
    """What is left to sections in words of their own by what the others tell: the problems right before their causes,
    and what was done before what is still wanting.
    """
    told = {part.role for part in parts if not tells_results(part.words)}
    for part, below in pairwise(parts if Role.PROBLEMS not in told else []):
        if _follows(below, part, Role.CAUSES) and (
            _is_twice(part) or (_is_unknown(part) and _has_list(part))
        ):
            part.roles = (Role.PROBLEMS,)
    run = list(takewhile(_is_unknown, parts))
    wanting = len(run) > 1 and any(
        _follows(part, run[-1], Role.PROBLEMS) for part in parts[len(run) : len(run) + 1]
    )
    if wanting and Role.MEASURES not in told:
        for part in run:
            part.roles, part.theme = (Role.MEASURES,), True


def _is_unknown(part: Part) -> bool:
    return not part.roles and part.mark is not None and bool(part.words)


def _is_twice(part: Part) -> bool:
    """Whether a section before that of the causes is called like one in words of its own: "一、“症结”在哪里"."""
    return part.role is Role.CAUSES and not any(map(starts_causes, part.paragraphs[:1]))


def _follows(part: Part, before: Part, role: Role) -> bool:
    """Whether a section of that ``role`` counts on from ``before``."""
    if part.role is not role or not part.mark or not before.mark:
        return False
    return part.mark.kind is before.mark.kind and part.mark.number == before.mark.number + 1


def _tells(part: Part, role: Role) -> bool:
    return part.labelled and part.role is role


def _tell_clauses(parts: list[Part]) -> None:
    """Where 存在问题：…；…。 tells several problems, semicolons part what the labels below it tell as well."""
    several = False
    for part in parts:
        if not part.labelled:
            several = False
        elif part.role is Role.PROBLEMS:
            several = len(part.paragraphs) == 1 and are_clauses(part.paragraphs[0])
        part.clauses |= several and len(part.paragraphs) == 1 and are_clauses(part.paragraphs[0])


def _look_ahead(parts: list[Part]) -> None:
    """The last section, in words of its own, may tell what follows: "四、常抓不懈，巩固整顿成果"."""
    told = {part.role for part in parts}
    last = parts[-1] if parts else None
    if last is None or Role.PLANS in told or not {Role.PROBLEMS, Role.MEASURES} <= told:
        return
    before = any(part.role is Role.MEASURES for part in parts[:-1])
    own = last.role in {Role.MEASURES, Role.OTHER} and last.mark is not None
    if before and own and _AHEAD.search(last.words) and not strict_roles(last.words):
        last.roles, last.theme = (Role.PLANS,), False


def _take_advice(parts: list[Part]) -> None:
    """Where a survey tells neither what was done nor what comes, its proposals do: "五、意见建议"."""
    told = {part.role for part in parts}
    if Role.PROBLEMS in told and not told & {Role.MEASURES, Role.PLANS} and parts[-1].words.endswith("建议"):
        parts[-1].roles = (Role.PLANS,)


def _is_slogan(part: Part) -> bool:
    """A heading of the measures in words of its own is the lead of what follows, unless a list follows."""
    own_words = part.mark is not None and part.mark.kind in {Kind.PART, Kind.CHINESE} and part.words
    return (
        bool(own_words)
        and part.role is Role.MEASURES
        and not strict_roles(re.split(r"[：:]", part.words)[-1])
        and not _NAMES.search(part.words)
        and not _has_list(part)
    )


def _by_position(part: Part, *, told: bool, begun: bool) -> Part:
    measure = not told and (begun or bool(DOING.match(part.words)))
    return replace(part, roles=(Role.MEASURES if measure else Role.OTHER,), theme=measure)


def _has_list(part: Part) -> bool:
    return sum(mark_at(text) is not None for text in part.paragraphs) > 1 or any(
        inline_list(text) for text in part.paragraphs[:1]
    )


def _without_soft_plans(parts: list[Part]) -> list[Part]:
    """A paragraph "下一步，…" stays where it stands if the report has a section of next steps."""
    if not any(part.role is Role.PLANS and not part.soft for part in parts):
        return parts
    kept: list[Part] = []
    for part in parts:
        if part.soft and part.role is Role.PLANS and kept:
            kept[-1].paragraphs += part.paragraphs
        else:
            kept.append(part)
    return kept


def holds(part: Part, below: Part | None) -> bool:
    """Whether ``part`` is only the roof over ``below``: what it says itself leads in."""
    if below is None or part.mark is None or below.mark is None or part.theme:
        return False
    return part.mark.kind < below.mark.kind and not any(mark_at(text) for text in part.paragraphs)


def heading_of(part: Part) -> str:
    """The heading of a part that has no place among the fields, as it was written."""
    return f"{part.mark.text if part.mark else ''}{part.words}".strip()
