"""Where a heading or a label begins inside a paragraph: no line ends, run-in headings, 原因：… within an item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reports.reading.characters import simplified
from reports.reading.marks import Kind, Mark, chain, inline_list, inline_marks, mark_at
from reports.reading.pieces import LISTED, Role
from reports.reading.roles import (
    LONGEST_HEADING,
    first_heading,
    leading_role_words,
    relaxed_roles,
    strict_roles,
    sure_roles,
)

_SENTENCE_START = re.compile(r"(?:(?<=[。！？!?；;\n])|^)[”’）)\s\u3000]*")
_LINKING = re.compile(r"(?:主要|具体|还|突出)?(?:表现)?(?:是|有|为|在于|包括|如下|在)?(?:以下.{0,6})?")
_TELLS_OF = re.compile(r"以下|如下|下列|(?:[几两三四五六多]|\d)(?:个|点|方面)")
_CAUSE = re.compile(
    r"(?:之所以)?(?:会)?(?:出现|产生|造成|导致|存在|形成)[^，。；：！？]{1,20}[，,]"
    r"(?:其|究其)?(?:主要|根本|直接|深层次?)?(?:的)?(?:原因|根源)(?:主要)?(?:在于|是|有|为)|"
    r"之所以(?:会)?(?:出现|产生|存在|造成)[^。：；]{0,20}[，,](?=一是|主要|首先|第一)|"
    r"(?:(?:通过|经过|经)?[^。；：！？，,]{0,10}(?:剖析|分析|调研|走访|研判)[，,]?)?(?:[^。；：！？，,]{1,12}认为[，,：:]?)?"
    r"(?:究其原因|究其根源|究其根本|追根溯源|分析(?:其|以上|上述)?原因"
    r"|(?:以上|上述|这些)?(?:(?:之所以)?(?:产生|造成|导致|出现|形成|引发|存在)[^，。；：！？]{0,20})?(?:问题的|其)?(?:问题(?:形成|产生|出现|存在)的?)?"
    r"(?:主要|根本|直接|深层次|客观|主观)?(?:的)?(?:主要|根本|深层次)?(?:原因|成因)(?:主要)?(?:是|在于|有|为|包括|如下|归结|集中|[：:，,]))"
)
_AHEAD = re.compile(r"(?:下一?步|下一?阶段|接下来|今后)(?:工作中)?[，,]")
_REMEDY = re.compile(r"针对(?:这一|该|这个|此|上述)(?:问题|情况)[，,]")
_SPOKEN = re.compile(
    r"(?:我|先|再|来)*(?:向大家|给大家)?(?:汇报|谈|说|讲|介绍|报告)(?:[谈说讲]|一下|一谈)?(?P<words>[^。：:；;，,！？]{2,20})[。：:]"
)
_ANNOUNCES = re.compile(r"(?P<words>[^。；：:]{2,60})[：:]")
_PASSES = re.compile(r"(?:原因|成因|措施|做法|举措|办法|工作|打算|安排)(?:主要)?(?:是|有|为|如下|包括)?$")
_HEADING_KINDS = (Kind.PART, Kind.CHINESE, Kind.BRACKETED, Kind.ARABIC)
_HEADING_END = re.compile(r"[。：:；;，,、！？\n \u3000]|(?<=[\u4e00-\u9fff])\.")
_HEADING_NOUN_END = re.compile(r"(?:问题|不足|原因|成因|措施|做法|情况|成效|打算|计划|安排)$")
_LONGEST_SLOGAN = 8
_SHORTEST_SENTENCE = 8
_LOOKED_AT = 200
_OUTLINE_GOES_ON = "；;，,、"


@dataclass(frozen=True, slots=True)
class Heading:
    """``words`` of a heading and what they tell; ``length`` is what they take of the text, with their final mark."""

    words: str
    roles: tuple[Role, ...]
    length: int


def starts_ahead(text: str) -> bool:
    """Whether a paragraph tells of the next step without a heading: "下一步，…"."""
    return bool(_AHEAD.match(simplified(text[:_LOOKED_AT])))


def starts_causes(text: str) -> bool:
    """Whether a sentence passes from the problems to their causes: "究其原因，…", "产生问题的原因主要有：…"."""
    return bool(_CAUSE.match(simplified(text[:_LOOKED_AT])))


def numbered_heading(text: str, kind: Kind) -> Heading | None:
    """The heading that stands after a mark of ``kind``; ``text`` begins behind the mark."""
    if kind in {Kind.PART, Kind.CHINESE} and (whole := _own_line(text) or _spaced_out(text)):
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


def _told_last(words: str) -> tuple[Role, ...]:
    """Of a slogan behind a colon, what its first word says: "深刻剖析：根子挖得深"."""
    return relaxed_roles(words) if len(words) <= _LONGEST_SLOGAN and strict_roles(words[:2]) else ()


def _led_over(text: str, end: int) -> str:
    """The heading that ``text`` begins with, where a sentence follows it without a break: "主要做法我镇抽调…"."""
    words = text[:end]
    told = _TELLS_OF.search(words)
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
        pure = end == len(words) and not _TELLS_OF.search(words)
        return Heading(words, roles, _behind(text, len(words)) if pure else 0)
    mark = mark_at(text, end)
    if mark and mark.number == 1 and end == len(words):
        return Heading(words, roles, end)
    return None


def shows(text: str) -> bool:
    """Whether a paragraph tells how the problem above it shows: "表现：…"."""
    return re.match(r"(?:具体|主要|问题)?(?:表现|现象)[：:]", text) is not None


def announced(sentence: str) -> Role | None:
    """What a sentence leads up to: causes, next steps, or the list that begins behind its colon."""
    if starts_causes(sentence):
        return Role.CAUSES
    if starts_ahead(sentence):
        return Role.PLANS
    match = _ANNOUNCES.match(sentence)
    if match is None or not (_lists(sentence, match.end()) or _lists_clauses(sentence, match)):
        return None
    roles = relaxed_roles(re.split(r"[，,]", match["words"])[-1])
    return roles[0] if roles and roles[0] is not Role.OTHER else None


def _lists(sentence: str, start: int) -> bool:
    mark = mark_at(sentence, start)
    return mark is not None and mark.number == 1


def _lists_clauses(sentence: str, words: re.Match[str]) -> bool:
    """Whether several clauses stand behind words that announce some: "我们做了以下工作：…；…；…。"."""
    return _TELLS_OF.search(words["words"]) is not None and sentence.count("；", words.end()) > 1


def goes_over(text: str, role: Role) -> Role | None:
    """The later role that a paragraph passes over to: "针对存在的问题，我们采取了以下措施：首先，…"."""
    told = announced(text)
    words = _ANNOUNCES.match(text)
    if told not in LISTED or role not in LISTED or not words or not _PASSES.search(words["words"]):
        return None
    return told if LISTED.index(told) > LISTED.index(role) else None


def starts_anew(text: str, found: Heading) -> bool:
    """Whether a label begins a list of its own: "存在问题1、…" of the next village."""
    mark = mark_at(text, found.length)
    return mark is not None and mark.number == 1


def next_break(text: str, role: Role | None, *, told_on: bool) -> int | None:
    """Where in ``text``, behind its beginning, something other than ``role`` starts to be told.

    In a report that is ``told_on`` without numbered headings, the next step may begin in mid-paragraph.
    """
    ways = [*(_numbered_breaks(text, kind) for kind in _HEADING_KINDS), _label_breaks(text, role)]
    if told_on and role not in {None, Role.PLANS}:
        ways.append(_ahead_breaks(text))
    first = (next((place for place in places if place > 0), None) for places in ways)
    return min((place for place in first if place), default=None)


def item_breaks(text: str, role: Role) -> list[tuple[Role, str]]:
    """An item cut where its own cause, measure or the like begins; pure labels (原因：) are headings and go."""
    own = label(text)
    if own and own.length == len(text):
        return [(role, text)]
    if own and own.roles[0] is not role:
        role, text = own.roles[0], text[own.length :]
    remedies = {match.end() for match in _SENTENCE_START.finditer(text) if _REMEDY.match(text, match.end())}
    if role not in {Role.PROBLEMS, Role.CAUSES}:
        remedies = set()
    places = sorted({place for place in (*_label_starts(text, role), *remedies) if place > 0})
    cuts = [(role, text[: places[0]].strip() if places else text)]
    for place, end in pairwise([*places, len(text)]):
        rest = text[place:end].strip()
        found = label(rest)
        told = found.roles[0] if found else Role.MEASURES if place in remedies else Role.CAUSES
        cuts.append((told, rest[found.length :] if found else rest))
    return [(told, part) for told, part in cuts if part]


def _ahead_breaks(text: str) -> Iterator[int]:
    return (match.end() for match in _SENTENCE_START.finditer(text) if _AHEAD.match(text, match.end()))


def _numbered_breaks(text: str, kind: Kind) -> Iterator[int]:
    for mark in inline_marks(text, kind):
        if not mark.start or text[mark.start - 1] in _OUTLINE_GOES_ON:
            continue
        heading = numbered_heading(text[mark.end : mark.end + _LOOKED_AT], kind)
        if heading and (kind in {Kind.PART, Kind.CHINESE} or _closed(text, mark.end, heading)):
            yield mark.start


def _closed(text: str, start: int, heading: Heading) -> bool:
    """Whether the words end there: at a mark, a colon or the end, not in the middle of a phrase."""
    end = start + len(heading.words)
    return end >= len(text) or text[end] in "：:。\n \u3000" or mark_at(text, end) is not None


def _label_breaks(text: str, role: Role | None) -> Iterator[int]:
    listed = inline_list(text)
    mark = mark_at(text)
    if mark and len(own := chain(text, mark.kind, mark)) > 1:
        listed = own
    for place in _label_starts(text, role):
        if not any(mark.start > place for mark in listed) or not any(mark.start < place for mark in listed):
            yield place


def _is_bracketed(text: str, place: int) -> bool:
    """Whether a bracket that was opened just before ``place`` is closed behind it."""
    opened = text.rfind("（", max(0, place - _LOOKED_AT), place)
    return opened >= 0 and "）" not in text[opened:place] and "）" in text[place : place + _LOOKED_AT]


def _label_starts(text: str, role: Role | None) -> Iterator[int]:
    for match in _SENTENCE_START.finditer(text):
        rest = text[match.end() : match.end() + _LOOKED_AT]
        if _is_bracketed(text, match.end()):
            continue
        if (role is Role.PROBLEMS and starts_causes(rest)) or (
            (found := label(rest)) and (role not in found.roles or starts_anew(rest, found))
        ):
            yield match.end()


def _end_of_heading(text: str) -> int:
    match = _HEADING_END.search(text, 0, _LOOKED_AT)
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
