"""Where something else begins to be told inside a paragraph: no line ends, run-in headings, 原因：… within an item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reports.reading.causes import starts_causes
from reports.reading.headings import LOOKED_AT, TELLS_OF, Heading, label, numbered_heading, starts_anew
from reports.reading.marks import Kind, Mark, chain, inline_list, inline_marks, mark_at
from reports.reading.pieces import LISTED, Role
from reports.reading.roles import relaxed_roles

_SENTENCE_START = re.compile(r"(?:(?<=[。！？!?；;\n])|(?<=未填）)|^)[”’）)\s\u3000]*")
_AHEAD = re.compile(r"(?:下一?步|下一?阶段|接下来|今后|明年|新的一年里?|往后)(?:工作中)?[，,]")
_AHEAD_INSIDE = re.compile(f"{_SENTENCE_START.pattern}(?={_AHEAD.pattern})")
_SINCE = re.compile(r"自?(?:集中|列入|开展|启动)?(?:整顿|整改|驻村)[^，。；：]{0,6}以来[，,]")
_ASKS = re.compile(r"(?:为此|鉴于此)[，,]\s*(?:特此?)?(?:恳请|恳求|请求|特请)|(?:特此?)?恳请")
_LEAVES = re.compile(
    r"(?:经历|实践|过程|工作)[^。；，]{0,8}让[^。；，]{1,3}(?:深刻|深深|真切)?(?:明白|懂得|体会|认识)|时间(?:是|虽)?[^。，]{0,3}短暂|^(?:我|我们)(?:坚信|相信)|谢谢大家|^我就(?:汇报|说|讲)(?:到?这|那)|^以上是我的|(?:汇报|发言)完毕"
)
_OWNS_UP = re.compile(
    r"(?:在(?:充分)?(?:肯定|看到|总结)[^。；：，]{0,8}(?:成绩|成效|进展)|(?:虽然|尽管)[^。；：]{0,30}(?:成绩|成效|成果|进展|效果))"
    r"[^。；：]{0,50}(?:不足|问题|困难|差距|短板|薄弱环节)"
)
_REMEDY = re.compile(r"针对(?:这一|该|这个|此|上述)(?:问题|情况)[，,]")
_ANNOUNCES = re.compile(r"(?P<words>[^。；：:]{2,60})[：:]")
_OPENS = re.compile(r"(?:现将?|兹)[^。；]{0,60}如下")
_PASSES = re.compile(
    r"(?:突出问题|主要问题|存在的?问题|原因|成因|措施|做法|举措|办法|工作|打算|安排)(?:主要)?(?:是|有|为|如下|包括)?$"
)
_LEADS_OVER = re.compile(
    r"[^。；：:]{4,60}(?:以下|如下|下列|[几两三四五六多\d][个点项件](?:方面|事)?|(?:原因|成因|措施|做法|举措|办法|打算|承诺)(?:主要)?(?:是|有|为|包括)?)[^。；：:，]{0,8}[：:]"
)
_DEEDS = re.compile(r"(?:做|办|抓|干)(?:了|好|成)[几两三四五六七八]件(?:实|大)?事$")
_PLEDGES = re.compile(r"承诺|保证")
_HEADING_KINDS = (Kind.PART, Kind.CHINESE, Kind.BRACKETED, Kind.ARABIC)
_LONGEST_LIST = 4000
"""Characters that are looked through for the list that a label may stand in."""
_OUTLINE_GOES_ON = "；;，,、"


def takes_leave(text: str) -> bool:
    """Whether a last paragraph only looks back and says goodbye: "一年多的经历让我明白，…", "谢谢大家！"."""
    return bool(_LEAVES.search(text[:LOOKED_AT])) and not starts_ahead(text)


def starts_ahead(text: str) -> bool:
    """Whether a paragraph tells of the next step without a heading: "下一步，…"."""
    return bool(_AHEAD.match(text[:LOOKED_AT]))


def owns_up(text: str) -> bool:
    """Whether a paragraph passes from what was done to what is still wanting: "在肯定成绩的同时，…还有不足"."""
    return bool(_OWNS_UP.match(text[:LOOKED_AT]))


def since(text: str) -> str:
    """The words with which a paragraph begins that tells what was done meanwhile: "整顿以来，…"."""
    match = _SINCE.match(text[:LOOKED_AT])
    return text[: match.end()] if match else ""


def asks(text: str) -> bool:
    """Whether a paragraph asks something of the addressee: "为此，恳请…"."""
    return bool(_ASKS.match(text[:LOOKED_AT]))


def announced(sentence: str) -> Role | None:
    """What a sentence leads up to: causes, next steps, or the list that begins behind its colon."""
    if starts_causes(sentence):
        return Role.CAUSES
    if starts_ahead(sentence):
        return Role.PLANS
    match = _ANNOUNCES.match(sentence)
    if match is None or not (_lists(sentence, match.end()) or _lists_clauses(sentence, match)):
        return None
    return promised(match["words"])


def promised(words: str) -> Role | None:
    """What the last clause of ``words`` says that it is followed by; "现将整改情况报告如下" opens the whole report."""
    first, *others = re.split(r"[，,]", words)
    last = others[-1] if others else first
    roles = relaxed_roles(first if _PLEDGES.search(last) else last)
    if not roles and _DEEDS.search(last):
        roles = (Role.MEASURES,)
    return roles[0] if roles and roles[0] is not Role.OTHER and not _OPENS.search(words) else None


def _lists(sentence: str, start: int) -> bool:
    mark = mark_at(sentence, start)
    return mark is not None and mark.number == 1


def _lists_clauses(sentence: str, words: re.Match[str]) -> bool:
    """Whether several clauses stand behind words that announce some: "我们做了以下工作：…；…；…。"."""
    some = TELLS_OF.search(words["words"]) or _PASSES.search(words["words"])
    return some is not None and sentence.count("；", words.end()) > 1


def goes_over(text: str, following: str, role: Role) -> Role | None:
    """The later role that a paragraph passes over to: "针对存在的问题，我们采取了以下措施：首先，…"."""
    words = _ANNOUNCES.match(text)
    told = announced(text) if words and _PASSES.search(words["words"]) else None
    told = told or leads_over(text, following)
    if told not in LISTED or role not in LISTED:
        return None
    return told if LISTED.index(told) > LISTED.index(role) else None


def leads_over(text: str, following: str) -> Role | None:
    """What a paragraph announces, if the list of it begins below: "形成上述问题的原因主要有这样几个方面：",
    "对今后的工作，我作三点承诺：".
    """
    mark = mark_at(following)
    if not _LEADS_OVER.fullmatch(text) or mark is None or mark.number != 1:
        return None
    return promised(text.rstrip("：:"))


class NumberedHeadings:
    """Where numbered headings begin in a paragraph that is taken off piece by piece from its beginning.

    They are counted from the end, which stays where it is: a long text without line ends is looked through only once.
    """

    def __init__(self, text: str) -> None:
        starts = {start for kind in _HEADING_KINDS for start in _numbered_starts(text, kind)}
        self._left = sorted(len(text) - start for start in starts)

    def behind(self, rest: str) -> int:
        """Where the first stands behind the beginning of ``rest``; the end of it if there is none."""
        while self._left and self._left[-1] >= len(rest):
            self._left.pop()
        return len(rest) - self._left[-1] if self._left else len(rest)


def next_break(text: str, role: Role | None, headings: NumberedHeadings, *, told_on: bool) -> int | None:
    """Where in ``text``, behind its beginning, something other than ``role`` starts to be told.

    In a report that is ``told_on`` without numbered headings, the next step may begin in mid-paragraph.
    """
    end = headings.behind(text)
    end = next((place for place in _label_breaks(text, role, end) if place > 0), end)
    if told_on and role not in {None, Role.PLANS}:
        end = next((place for place in _ahead_breaks(text, end) if place > 0), end)
    return end if end < len(text) else None


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
    places = sorted({place for place in (*_label_starts(text, role, len(text)), *remedies) if place > 0})
    cuts = [(role, text[: places[0]].strip() if places else text)]
    for place, end in pairwise([*places, len(text)]):
        rest = text[place:end].strip()
        found = label(rest)
        told = found.roles[0] if found else Role.MEASURES if place in remedies else Role.CAUSES
        cuts.append((told, rest[found.length :] if found else rest))
    return [(told, part) for told, part in cuts if part]


def _ahead_breaks(text: str, end: int) -> Iterator[int]:
    return (match.end() for match in _AHEAD_INSIDE.finditer(text, 0, end))


def _numbered_starts(text: str, kind: Kind) -> Iterator[int]:
    for mark in inline_marks(text, kind):
        if not mark.start or text[mark.start - 1] in _OUTLINE_GOES_ON:
            continue
        heading = numbered_heading(text[mark.end : mark.end + LOOKED_AT], kind)
        if heading and (kind in {Kind.PART, Kind.CHINESE} or _closed(text, mark.end, heading)):
            yield mark.start


def _closed(text: str, start: int, heading: Heading) -> bool:
    """Whether the words end there: at a mark, a colon or the end, not in the middle of a phrase."""
    end = start + len(heading.words)
    return end >= len(text) or text[end] in "：:。\n \u3000" or mark_at(text, end) is not None


def _label_breaks(text: str, role: Role | None, end: int) -> Iterator[int]:
    listed: list[Mark] | None = None
    for place in _label_starts(text, role, end):
        listed = _outermost(text[: min(end, _LONGEST_LIST) + LOOKED_AT]) if listed is None else listed
        if not any(mark.start > place for mark in listed) or not any(mark.start < place for mark in listed):
            yield place


def _outermost(text: str) -> list[Mark]:
    """The marks of the list that ``text`` begins with, or of the first inside it."""
    mark = mark_at(text)
    own = chain(text, mark.kind, mark) if mark else []
    return own if len(own) > 1 else inline_list(text)


def _is_bracketed(text: str, place: int) -> bool:
    """Whether a bracket that was opened just before ``place`` is closed behind it."""
    opened = text.rfind("（", max(0, place - LOOKED_AT), place)
    return opened >= 0 and "）" not in text[opened:place] and "）" in text[place : place + LOOKED_AT]


def _label_starts(text: str, role: Role | None, end: int) -> Iterator[int]:
    for match in _SENTENCE_START.finditer(text, 0, end):
        rest = text[match.end() : match.end() + LOOKED_AT]
        if _is_bracketed(text, match.end()):
            continue
        if (role is Role.PROBLEMS and starts_causes(rest)) or (
            (found := label(rest)) and (role not in found.roles or starts_anew(rest, found))
        ):
            yield match.end()
