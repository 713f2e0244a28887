"""Headings and labels: the words that say what follows them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reports.reading.marks import Kind, Mark, inline_list, mark_at
from reports.reading.pieces import Role
from reports.reading.roles import (
    LONGEST_HEADING,
    first_heading,
    leading_role_words,
    relaxed_roles,
    strict_roles,
    sure_roles,
)

_LINKING = re.compile(r"(?:主要|具体|还|突出)?(?:表现)?(?:是|有|为|在于|包括|如下|在)?(?:以下.{0,6})?")
TELLS_OF = re.compile(r"以下|如下|下列|(?:[几两三四五六多]|\d)(?:个|点|方面)")
_SPOKEN = re.compile(
    r"(?:我|先|再|来)*(?:向大家|给大家)?(?:汇报|谈|说|讲|介绍|报告)(?:[谈说讲]|一下|一谈)?(?P<words>[^。：:；;，,！？]{2,20})[。：:]"
)
_TURNS = re.compile(r"(?:先|再|接着|接下来|下面|然后|最后)[，,]?(?=[我先来]?(?:汇报|谈|说|讲|介绍|报告))")
_HEADING_END = re.compile(r"[。：:；;，,、！？\n \u3000]|(?<=[\u4e00-\u9fff])\.")
_HEADING_NOUN_END = re.compile(r"(?:问题|不足|原因|成因|措施|做法|情况|成效|打算|计划|安排)$")
_AND_SENTENCE = re.compile(r"(?P<words>[^\s，。；：]{4,14})[ \u3000]+(?=[^\s，。；：]{2,20}，)")
_LONGEST_SLOGAN = 8
_SHORTEST_SENTENCE = 8
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Heading:
    """``words`` of a heading and what they tell; ``length`` is what they take of the text, with their final mark."""

    words: str
    roles: tuple[Role, ...]
    length: int


def numbered_heading(text: str, kind: Kind) -> Heading | None:
    """The heading that stands after a mark of ``kind``; ``text`` begins behind the mark."""
    if kind in {Kind.PART, Kind.CHINESE} and (
        whole := _spaced_lead(text) or _own_line(text) or _spaced_out(text)
    ):
        return whole
    end = _end_of_heading(text)
    if kind in {Kind.PART, Kind.CHINESE} and (lead := _led_over(text, end)):
        end = len(lead)
    words = text[:end]
    if len(words) > LONGEST_HEADING:
        return None
    own_words = kind in {Kind.PART, Kind.CHINESE} and text[end : end + 1] not in {"，", ",", "、"}
    roles = sure_roles(words) if own_words and not _has_clause(text, end) else strict_roles(words)
    if roles and text[end : end + 1] not in set("，,、；;"):
        return Heading(words, roles, _behind(text, end))
    if kind > Kind.BRACKETED:
        return None
    words = leading_role_words(text)
    after = text[len(words) : len(words) + 1]
    if (
        words
        and (roles := strict_roles(words))
        and after not in set("，,、；;的了得是不")
        and len(text) > len(words)
    ):
        return None if _is_clause(text[len(words) :]) else Heading(words, roles, _behind(text, len(words)))
    return None


def spoken_heading(text: str) -> Heading | None:
    """What a speaker comes to: "首先，汇报一下存在的问题。"; ``text`` begins behind the mark."""
    match = _SPOKEN.match(text)
    roles = strict_roles(match["words"]) if match else ()
    return Heading(match["words"], roles, _behind(text, match.end())) if match and roles else None


def spoken_turn(text: str) -> Heading | None:
    """What a speaker turns to, who does not count: "再讲原因。", "接着谈谈整改。"."""
    match = _TURNS.match(text)
    found = spoken_heading(text[match.end() :]) if match else None
    return Heading(found.words, found.roles, match.end() + found.length) if match and found else None


def _told_last(words: str) -> tuple[Role, ...]:
    """Of a slogan behind a colon, what its first word says: "深刻剖析：根子挖得深"."""
    return relaxed_roles(words) if len(words) <= _LONGEST_SLOGAN and strict_roles(words[:2]) else ()


def _led_over(text: str, end: int) -> str:
    """The heading that ``text`` begins with, where a sentence follows it without a break: "主要做法我镇抽调…"."""
    words = text[:end]
    told = TELLS_OF.search(words)
    if end == len(text) or (strict_roles(words) and not told and not _has_clause(text, end)):
        return ""
    lead = first_heading(words) if strict_roles(words) else leading_role_words(words)
    return lead if strict_roles(lead) and len(words) - len(lead) >= _SHORTEST_SENTENCE else ""


def _own_line(text: str) -> Heading | None:
    """A heading of two clauses that has a line for itself: "找准病灶，弄清问题出在哪", "工作复盘：成效与不足"."""
    if len(text) > LONGEST_HEADING:
        return None
    _, colon, told = text.rpartition("：" if "：" in text else ":")
    if colon and (roles := strict_roles(told) or _told_last(told)):
        return Heading(text, roles, len(text))
    if re.search(r"[。：:！？；;]", text) or not re.search(r"[，,]", text) or inline_list(text):
        return None
    roles = sure_roles(text)
    return Heading(text, roles, len(text)) if roles else None


def _spaced_lead(text: str) -> Heading | None:
    """A heading that only a blank parts from the sentence behind it: "主要问题 从查摆情况看，有以下五个方面"."""
    match = _AND_SENTENCE.match(text[:LOOKED_AT])
    roles = strict_roles(match["words"]) if match else ()
    return Heading(match["words"], roles, match.end()) if match and roles else None


def _spaced_out(text: str) -> Heading | None:
    """A heading with blanks between its characters: "下一步打 算"."""
    spaced = len(text) <= LONGEST_HEADING and re.search(r"\S[ \u3000]+\S", text)
    roles = strict_roles(text) if spaced else ()
    return Heading(text, roles, len(text)) if roles else None


def label(text: str) -> Heading | None:
    """Words like 原因分析：or 存在问题 before a list, at the beginning of ``text`` without a mark of their own."""
    words = leading_role_words(text)
    roles = strict_roles(words) if words else ()
    if not roles:
        return None
    linking = _LINKING.match(text, len(words))
    end = linking.end() if linking else len(words)
    follows = text[end : end + 1]
    if follows in {"：", ":"}:
        pure = end == len(words) and not TELLS_OF.search(words)
        return Heading(words, roles, _behind(text, len(words)) if pure else 0)
    mark = mark_at(text, end)
    if mark and mark.number == 1 and end == len(words):
        return Heading(words, roles, end)
    return None


def shows(text: str) -> bool:
    """Whether a paragraph tells how the problem above it shows: "表现：…"."""
    return re.match(r"(?:具体|主要|问题)?(?:表现|现象)[：:]", text) is not None


def starts_anew(text: str, found: Heading) -> bool:
    """Whether a label begins a list of its own: "存在问题1、…" of the next village."""
    mark = mark_at(text, found.length)
    return mark is not None and mark.number == 1


def _end_of_heading(text: str) -> int:
    match = _HEADING_END.search(text, 0, LOOKED_AT)
    end = match.start() if match else len(text)
    for place in range(1, min(end, LONGEST_HEADING + 1)):
        mark = mark_at(text, place)
        if mark and mark.kind is Kind.LABELLED:
            continue
        if mark and (mark.number == 1 or mark.kind is Kind.BRACKETED) and strict_roles(text[:place]):
            return place
        if mark and mark.kind in {Kind.CHINESE, Kind.ARABIC} and _ends_heading(text[:place], mark):
            return place
        if mark and mark.kind in {Kind.BRACKETED, Kind.SPOKEN} and mark.number == 1:
            return place
    return end


def _ends_heading(words: str, mark: Mark) -> bool:
    """Whether the next heading, or the first item, stands right behind ``words``: "整顿前的问题1、并村不并心。"."""
    told = relaxed_roles(words)
    return bool(told) and (mark.number == 1 or _HEADING_NOUN_END.search(words) is not None)


def _behind(text: str, end: int) -> int:
    while end < len(text) and text[end] in "。：:. \u3000\t\n":
        end += 1
    return end


def _has_clause(text: str, end: int) -> bool:
    return text[end : end + 1] in {"，", ",", "、"}


def _is_clause(rest: str) -> bool:
    """Whether the words are only the beginning of a sentence: what follows has no full stop of its own near it."""
    return rest[:1] in "。：:" or not re.match(r"[^。]{8,}", rest)
