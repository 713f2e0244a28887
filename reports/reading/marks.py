"""The marks that number headings and items: 一、 （一） 1. （1） ① 一是 首先 问题1： and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
_FAR = 99
_STEP = 3
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_SPACE = r"[ \t\u3000]*"
_ROMAN = {
    "Ⅰ": "I",
    "Ⅱ": "II",
    "Ⅲ": "III",
    "Ⅳ": "IV",
    "Ⅴ": "V",
    "Ⅵ": "VI",
    "Ⅶ": "VII",
    "Ⅷ": "VIII",
    "Ⅸ": "IX",
    "Ⅹ": "X",
}
_SINGLE = ("①⑴⒈❶㈠", "⑳⒇⒛❿㈩")
_ORDER = {
    "首先": 1,
    "一方面": 1,
    "另一方面": 2,
    "其次": 2,
    "再次": 3,
    "再者": 4,
    "然后": 3,
    "此外": 5,
    "最后": _FAR,
}
_PAIRED = {"一条": 1, "一个": 1, "另一条": 2, "另一个": 2}


class Kind(IntEnum):
    """The kinds of marks, the outermost first."""

    PART = 0
    CHINESE = 1
    BRACKETED = 2
    ARABIC = 3
    DECIMAL = 4
    BRACKETED_ARABIC = 5
    CIRCLED = 6
    LETTERED = 7
    LABELLED = 8
    SPOKEN = 9
    ORDINAL = 10
    SEQUENCE = 11
    BULLET = 12


_STARTS = {
    Kind.PART: rf"第(?P<n>{_NUMERAL}){_SPACE}(?:部分|章|篇|节|方面)[、：:，,．.\s]*",
    Kind.CHINESE: rf"(?P<n>{_NUMERAL}){_SPACE}"
    rf"(?:[、．.](?!\d)|[，,](?=\S)|[ \u3000]+(?=\S)|[：:](?=[^。；：:，,]{{2,14}}\Z)){_SPACE}"
    rf"|(?P<r>[Ⅰ-Ⅹ]|IX|IV|V?I{{1,3}}|[VX]){_SPACE}[、．.]{_SPACE}(?=[\u4e00-\u9fff“])",
    Kind.BRACKETED: rf"(?:[（(〔\[【]{_SPACE}(?P<n>{_NUMERAL}){_SPACE}[)）〕\]】]"
    rf"|(?P<m>{_NUMERAL})[)）]|(?P<c>[㈠-㈩]))"
    rf"{_SPACE}[、．.:：]?{_SPACE}",
    Kind.DECIMAL: r"\d[.．](?P<n>\d)[.、．\s\u3000]\s*(?!\d(?!\d?月|\d{3}年))",
    Kind.ARABIC: rf"(?:(?P<n>\d{{1,2}}){_SPACE}(?:[.．、](?!\d)|[.．、](?=\d{{1,2}}月(?!份)|20\d\d年)|[)）]、?"
    rf"|\ufe0f?\u20e3)|(?P<c>[⒈-⒛])){_SPACE}"
    # "1 工作背景": a heading that has nothing but a space behind its number.
    r"|\A(?P<m>\d{1,2})[ \t\u3000]+(?=[^\d\s年月日号个名户人次项岁元万%％][^\s。；：！？，,、]{2,18}\Z)",
    Kind.BRACKETED_ARABIC: rf"(?:[（(]\s*(?P<n>\d{{1,2}})\s*[)）]|(?P<c>[⑴-⒇]))[、.．]?{_SPACE}",
    Kind.CIRCLED: rf"(?P<c>[①-⑳❶-❿])[、.．]?{_SPACE}",
    Kind.LETTERED: rf"(?P<l>[A-Ha-h])(?:[.．、](?!\d)|[)）]){_SPACE}(?=[\u4e00-\u9fff“])",
    Kind.LABELLED: rf"(?P<role>问题|原因|成因|措施|举措|做法|计划|打算){_SPACE}"
    rf"[（(]?(?P<n>\d{{1,2}}|{_NUMERAL})[)）]?{_SPACE}(?:[:：、]|[.．](?!\d)){_SPACE}",
    Kind.SPOKEN: rf"(?P<n>{_NUMERAL})[是要则](?!否|一)",
    Kind.ORDINAL: rf"(?:第|其|头(?=一))(?P<n>{_NUMERAL})(?:件事?|个(?:方面|问题|原因|短板)?|方面|项|点|招|步|条|类)?"
    rf"(?:[，,、：:]|是|(?<=条)[ \u3000]){_SPACE}",
    Kind.SEQUENCE: rf"(?P<word>{'|'.join(_ORDER)}|第三(?=[，,、：:是])|(?:{'|'.join(_PAIRED)})(?=是(?!非)))"
    rf"(?:[，,、：:]|是|(?=[\u4e00-\u9fff“])){_SPACE}",
    Kind.BULLET: rf"[●■◆▪•·※★☆○◇□►▶➢▲△◎➤√✓❖\-–—*]{{1,2}}{_SPACE}(?=[\u4e00-\u9fff“《])",
}
_AT_START = {kind: re.compile(pattern) for kind, pattern in _STARTS.items()}
# What may stand before a mark inside a paragraph; a kind that is not named needs nothing before it.
_CLAUSE = "。；;：:！？!?，,、”’）)】》…\n\t \u3000"
_SENTENCE = "。；;：:！？!?”）)\n\t \u3000"
_BEFORE = {
    Kind.CHINESE: _SENTENCE,
    Kind.ARABIC: _SENTENCE,
    Kind.LABELLED: _SENTENCE,
    Kind.SPOKEN: _CLAUSE,
    Kind.ORDINAL: _CLAUSE,
    Kind.SEQUENCE: "。；;：:！？!?\n\t \u3000",
}
_INLINE = (
    Kind.CHINESE, Kind.BRACKETED, Kind.ARABIC, Kind.BRACKETED_ARABIC, Kind.CIRCLED,
    Kind.LABELLED, Kind.SPOKEN, Kind.ORDINAL, Kind.SEQUENCE,
)  # fmt: skip
# A sentence that ends with the words of somebody else: "群众说：“…没人管事。”其次，…".
_CITED = re.compile(r"[。！？!?；;][”’]")
_NOT_INLINE = re.compile(r"[一二三四五六七八九十]+[ \u3000，,]")


@dataclass(frozen=True, slots=True)
class Mark:
    """``text`` stands at ``start`` and says ``number``; ``role`` is the word of a mark like 问题1：."""

    kind: Kind
    number: int
    text: str
    start: int = 0
    role: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def mark_at(text: str, start: int = 0) -> Mark | None:
    """The mark that stands in ``text`` at ``start``."""
    for kind, pattern in _AT_START.items():
        if match := pattern.match(text, start):
            return _mark(kind, match)
    return None


def inline_marks(text: str, kind: Kind) -> Iterator[Mark]:
    """Every mark of ``kind`` in ``text`` that stands where one may stand, in order."""
    before = _BEFORE.get(kind)
    for match in _AT_START[kind].finditer(text):
        start = match.start()
        if start and before and not _is_behind(text, start, before):
            continue
        if kind is Kind.CHINESE and start and _NOT_INLINE.match(match.group()):
            continue
        yield _mark(kind, match)


def _is_behind(text: str, start: int, before: str) -> bool:
    return text[start - 1] in before or _CITED.fullmatch(text, max(0, start - 2), start) is not None


def chain(text: str, kind: Kind, first: Mark | None = None) -> list[Mark]:
    """Marks of ``kind`` that count up: from ``first``, or else from the first number one. A new start ends them."""
    found = [first] if first else []
    for mark in inline_marks(text, kind):
        if first and mark.start < first.end:
            continue
        if not found:
            if mark.number == 1:
                found.append(mark)
        elif mark.number == found[-1].number > 1:
            found.append(mark)  # a number that was given twice
        elif mark.number <= found[-1].number:
            break
        elif mark.number <= found[-1].number + _STEP or mark.number == _FAR:
            found.append(mark)
    return found


def inline_list(text: str) -> list[Mark]:
    """The outermost list inside ``text``: at least two marks, the first of them before those of any other kind."""
    chains = [marks for kind in _INLINE if len(marks := chain(text, kind)) > 1]
    return min(chains, key=lambda marks: marks[0].start, default=[])


def _mark(kind: Kind, match: re.Match[str]) -> Mark:
    groups = {name: value for name, value in match.groupdict().items() if value}
    return Mark(kind, _number(groups), match.group(), match.start(), groups.get("role", ""))


def _number(groups: dict[str, str]) -> int:
    if "word" in groups:
        return (_ORDER | _PAIRED).get(groups["word"], 3)
    if "c" in groups:
        first = max(mark for mark in _SINGLE[0] if mark <= groups["c"])
        return ord(groups["c"]) - ord(first) + 1
    if "r" in groups:
        return [*_ROMAN.values()].index(_ROMAN.get(groups["r"], groups["r"])) + 1
    if "l" in groups:
        return ord(groups["l"].lower()) - ord("a") + 1
    digits = groups.get("n") or groups.get("m") or "0"
    return int(digits) if digits.isdecimal() else from_chinese(digits)


def from_chinese(numeral: str) -> int:
    """一 to 九十九 as a number."""
    tens, ten, ones = numeral.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)
