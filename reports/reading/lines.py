"""Pasted text → paragraphs: page marks go, lines broken in mid-sentence are joined again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from statistics import median

from reports.reading.characters import tidied
from reports.reading.dates import DATE, DATE_WORDS
from reports.reading.furniture import may_be_furniture
from reports.reading.marks import Kind, mark_at
from reports.reading.page_marks import (
    DASH,
    is_page_line,
    running_heads,
    without_page_marks,
    without_page_ordinals,
)
from reports.reading.roles import LONGEST_HEADING, strict_roles

_LAST_HALF_WIDTH = "\u024f"
_RULE_LINE = re.compile(r"[-—–_=*~～#·.☆★]{3,}")
_LENS = re.compile(r"【([^】\n]{2,14})】[：:]?")
_BLANK = re.compile(
    r"(?<=[^\s\d.])[ \u3000]+(?=[^\s])(?!\d+[月日])|(?<=[\d日])[ \u3000]+(?=[\u4e00-\u9fff]{4})"
)
_LABEL = re.compile(r"([^，。：:\s]{2,10})[：:](?=\S)")
_LABEL_APART = re.compile(r"([^，。：:；\s]{2,8})(?:[ \u3000]{2,}|\u3000)(?=\S{3})")
_LINE_END = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\ufeff\u200b-\u200f\u2060\u00ad\x00-\x08\x0e-\x1b]")
_ENDS = "。！？!?；;：:…"
_CLOSERS = "”’\"'）)】》"
_NEVER_FIRST = "。，；：、！？）》】"
_MIDDLE = "，,、—"
_INDENT = re.compile(r"^(?:\u3000{1,4}| {2,}|\t)")
# A line that stands in the right half of the page: who signed, and when.
_PUSHED = re.compile(r"^(?:\u3000{7}| {14}|\t{4})")
_NOTE = re.compile(
    r"编者按|附[ \u3000]*件[\d一二三四五]?[：:]|抄[ \u3000]*[送报][：:]|主题词[：:]|联系人[：:]"
)
_ADDRESSED = re.compile(r"[^，。；：]{2,30}(?:部|委|办|组|府|局|厅|会|处|中心|支部|领导|同志)们?[：:]")
_WRAPPED_FROM = 18
_LAST_WORD = 2
_NUMERAL = re.compile(r"[一二三四五六七八九十][\u4e00-\u9fff]")
_FEWEST = 3
_SHARE = 0.2
_SLACK = 3.5
_NARROW_SLACK = 2.5
_NARROWEST = 11
_LONG = 24
_PARAGRAPH = 1.5  # as wide as no line is where all are broken
_NO_LINE = 100
_ONLY_DATE = re.compile(rf"(?:[^。；，]{{2,30}}[ \t\u3000]{{2,}})?[（(]?(?:{DATE}|{DATE_WORDS})[)）]?")
_MAYBE_DECIMAL = re.compile(r"(?P<n>\d{1,2})[.．](?=\d+(?:\.\d+)?(?![\d.．、\s]))")
_BARE_NUMBER = re.compile(
    r"\d{1,2} ?(?=[\u4e00-\u9fff“])(?![年月日号个名户人次项岁元万亩条处起件家份场轮届村位成分]"
    r"|[米吨斤栋间座盏台套辆张种批片块口扇宗笔例封天周余倍千百亿]"
    r"|公里|平方|多[^，。]{0,2}[个名户人次]|支(?!部)|组(?!织)|期(?!间)|本(?!村|社|支))"
)
# "（一）调查摸底（3月1日至3月20日）": the heading of a stage has its days behind it.
_BRACKETED_END = re.compile(r"^[^。！？；]{2,30}。?[（(][^）)]{2,20}[）)]$")
_NO_HEADING = re.compile(r"[。！？；]$|(?:汇报|报告|总结|通报)如下[：:]?$")
_CLAUSES = re.compile(r"[，,。；;]")
_TITLE = re.compile(r"(?:汇报|报告|总结|通报|情况|材料|小结|发言|说明|方案|请示|侧记|纪实|一览表)[）)]?$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as typed: whether it was indented, or ``pushed`` to the right; what stands before it."""

    text: str
    indented: bool
    after_gap: bool
    after_page: bool
    pushed: bool = False

    @property
    def ended(self) -> bool:
        return self.text.rstrip(_CLOSERS)[-1:] in _ENDS

    @property
    def width(self) -> float:
        """In full-width characters."""
        return sum(0.5 if character <= _LAST_HALF_WIDTH else 1 for character in self.text)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of ``text``, without page marks, invisible characters and spaces around them."""
    found = _lines(without_page_ordinals(tidied(text)))
    width = _wrap_width(found)
    indents = sum(line.indented for line in found) >= _FEWEST
    joined: list[str] = []
    last: Line | None = None
    for line in found:
        if last and _goes_on(last, line, width, indents=indents):
            joined[-1] = _glue(joined[-1], line.text)
        else:
            joined.append(line.text)
        last = line
    return _told_from_decimals(_pointed(joined))


def _pointed(found: list[str]) -> list[str]:
    """With the point behind the numbers of a list that has none: "1班子软弱", "2制度松散"."""
    kept: list[str] = []
    last = 0
    heads = False
    for text, following in zip_longest(found, found[1:], fillvalue=""):
        match, other, mark = _BARE_NUMBER.match(text), _BARE_NUMBER.match(following), mark_at(text)
        number = int(match[0]) if match else mark.number if mark and mark.kind is Kind.ARABIC else 0
        begins = number == 1 and heads
        counts = match and (begins or (other and int(other[0]) == number + 1) or 0 < last == number - 1)
        kept.append(f"{number}.{text[match.end() :]}" if match and counts else text)
        last, heads = number or last, _heads(text)
    return kept


def _told_from_decimals(found: list[str]) -> list[str]:
    """With a space after the mark where a figure follows it: the third item "3.3处…" is "3." and "3处…"."""
    kept: list[str] = []
    last = 0
    for text in found:
        match = _MAYBE_DECIMAL.match(text)
        if match and int(match["n"]) == last + 1:
            kept.append(f"{match['n']}. {text[match.end() :]}")
            last += 1
            continue
        mark = mark_at(text)
        last = mark.number if mark and mark.kind is Kind.ARABIC else last if mark is None else 0
        kept.append(text)
    return kept


def _lines(text: str) -> list[Line]:
    found: list[Line] = []
    gap = page = False
    lines = _with_colons(_LINE_END.split(_INVISIBLE.sub("", text).replace("\xa0", " ")))
    heads = running_heads(lines)
    for raw in lines:
        stripped = raw.strip()
        if not stripped or _RULE_LINE.fullmatch(stripped):
            gap = True
        elif is_page_line(stripped) or stripped in heads:
            page = True
        else:
            for number, part in enumerate(_cut(without_page_marks(_parted(stripped)))):
                indented = bool(_INDENT.match(raw)) or number > 0
                found.append(Line(part, indented, gap, page, bool(_PUSHED.match(raw))))
                gap = page = False
    return [line for line in found if line.text]


def _parted(line: str) -> str:
    """With the point behind the number of a heading that has lost it, blank and all: "二原因", but not "三会一课"."""
    return f"{line[0]}、{line[1:]}" if _NUMERAL.match(line) and strict_roles(line[1:]) else line


def _with_colons(lines: list[str]) -> list[str]:
    """With a colon behind labels that stand apart: "存在问题  班子不团结", "产生原因  书记年老"."""
    found = {line for line in lines if (match := _LABEL_APART.match(line.strip())) and strict_roles(match[1])}
    if len(found) < _FEWEST:
        return lines
    return [_LABEL_APART.sub(r"\1：", line.strip(), count=1) if line in found else line for line in lines]


def _cut(line: str) -> list[str]:
    """Two full-width spaces after the end of a sentence are the indent of a paragraph whose line end was lost."""
    parts = re.split(rf"(?<=[{_ENDS}{_CLOSERS}])\u3000{{2,}}(?=\S)", _LENS.sub(_on_a_line, _at_blanks(line)))
    return [part.strip() for whole in parts for part in whole.split("\n") if part.strip()]


def _on_a_line(match: re.Match[str]) -> str:
    """【存在问题】 is a heading wherever it stands."""
    return f"\n{match.group()}\n" if strict_roles(match[1]) else match.group()


def _at_blanks(line: str) -> str:
    """A text whose line ends became blanks, with line ends again: most of its blanks stand behind a sentence."""
    blanks = list(_BLANK.finditer(line))
    ended = sum(
        line[blank.start() - 1] in _ENDS or mark_at(line, blank.end()) is not None for blank in blanks
    )
    if len(line) < _NO_LINE or len(blanks) < _FEWEST or 2 * ended < len(blanks):
        return line
    return _BLANK.sub("\n", line)


def _wrap_width(lines: list[Line]) -> float | None:
    """The width at which the text was broken into lines, if it was."""
    broken = [line.width for line in lines if not line.ended and line.width >= _WRAPPED_FROM]
    if len(broken) >= max(_FEWEST, _SHARE * len(lines)):
        width = median(broken)
        whole = sum(line.width > _PARAGRAPH * width for line in lines)
        return width if 2 * whole < len(broken) else None
    return _narrow_width(lines)


def _narrow_width(lines: list[Line]) -> float | None:
    """The width of a text in a narrow column: many lines just as wide, and none wider."""
    widest = max((line.width for line in lines), default=0)
    full = [line for line in lines if not line.ended and line.width > widest - _NARROW_SLACK]
    narrow = _NARROWEST <= widest < _WRAPPED_FROM + 2
    return widest if narrow and len(full) >= max(_FEWEST + 1, _SHARE * len(lines)) else None


def _goes_on(last: Line, line: Line, width: float | None, *, indents: bool) -> bool:
    if line.text[0] not in _NEVER_FIRST and (
        line.pushed or _is_labelled(line.text) or (mark_at(line.text) and not _mid_phrase(last, width))
    ):
        return False
    if last.text[-1] in _MIDDLE or line.text[0] in _NEVER_FIRST or _breaks_word(last, line):
        return True
    if line.after_page and not last.ended:
        return not _alone(last.text) and not _alone(line.text)
    if width is None:
        apart = (
            _heads(last.text)
            or _ADDRESSED.fullmatch(line.text)
            or any(_alone(text) or _NOTE.match(text) for text in (last.text, line.text))
        )
        return not last.ended and last.width >= _LONG and not apart
    full = last.width >= width - _SLACK
    if last.ended:
        return full and indents and not line.indented and not line.after_gap and not _alone(line.text)
    return full and not (indents and line.indented) and not _alone(last.text) and not _alone(line.text)


def _heads(text: str) -> bool:
    """Whether a line behind 一、 is as long as headings are at most: not the beginning of a paragraph."""
    mark = mark_at(text)
    return (
        mark is not None
        and mark.kind <= Kind.CHINESE
        and len(text) <= mark.end + LONGEST_HEADING
        and not _CLAUSES.search(text[mark.end :])
    )


def _is_labelled(text: str) -> bool:
    """Whether a line begins with 原因： or the like."""
    match = _LABEL.match(text)
    return match is not None and bool(strict_roles(match[1]))


def _breaks_word(last: Line, line: Line) -> bool:
    """Whether the line end stands within a figure ("1.2") or the last word of a heading ("三、整改措", "施")."""
    if re.search(r"\D\d{1,4}[.．]$", last.text) and line.text[0].isdecimal():
        return True
    mark = mark_at(last.text)
    if mark is None or mark.kind > Kind.CHINESE or len(line.text) > _LAST_WORD:
        return False
    return bool(strict_roles(last.text[mark.end :] + line.text)) and not strict_roles(line.text)


def _mid_phrase(last: Line, width: float | None) -> bool:
    """A line broken after a comma in a text that is broken everywhere: what follows may look like a mark."""
    return False if width is None else last.text[-1] in "，,、" and last.width >= width - 1


def _alone(text: str) -> bool:
    """Lines that are complete without a full stop: headings, dates, titles and the rows of a table."""
    if "\t" in text or may_be_furniture(text):
        return True
    mark = mark_at(text)
    words = text[mark.end :] if mark else text
    heading = (_BRACKETED_END.search(words) if mark and mark.kind <= Kind.BRACKETED else None) or (
        not _NO_HEADING.search(words) and strict_roles(words)
    )
    return bool(
        heading
        or _ONLY_DATE.fullmatch(text)
        or ((not mark or text[0] in DASH) and _TITLE.search(text) and not _CLAUSES.search(text))
    )


def _glue(before: str, after: str) -> str:
    latin = re.search(r"[A-Za-z]$", before) and re.match(r"[A-Za-z]", after)
    return f"{before} {after}" if latin else before + after
