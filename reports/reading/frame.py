"""What stands before the body: red head, title, addressee."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from reports.reading.dates import DATE, DATE_WORDS, read_date
from reports.reading.furniture import glued_path, may_be_furniture
from reports.reading.headings import label
from reports.reading.marks import mark_at
from reports.reading.masthead import read_masthead
from reports.reading.roles import strict_roles
from reports.reading.titles import is_title, is_whole_title, unglued

_RED_HEAD = re.compile(
    r"[^，。：；]{0,30}[〔\[（(【]\s*20(?:\d\d|[X×x*]{2})\s*[〕\])）】]\s*第?\s*[\dX×x*]+\s*号[^，。：；]{0,30}"
    r"|.*签\s*发\s*人\s*[:：].*|.{2,30}文\s*件|(?:绝密|机密|秘密|内部).{0,12}"
    r"|特\s*急|加\s*急|平\s*急|急\s*件|份\s*号.*|密\s*级.*|编\s*号.*|\d{6}|附[件表]\s*\d{0,2}[:：]?|[（(]?(?:送审|征求意见|讨论|审议|代拟)稿[)）]?"
)
# Who issues a paper, in a line above its number: the head that is printed in red.
_LETTERHEAD = re.compile(
    r"[^，。：:；、]{2,30}(?:委员会|党委|党组|工委|支部|总支|政府|办事处|组织部|领导小组|工作组|办公室|整顿办)"
)
_ADDRESSED = re.compile(r"(?:呈|致|送|呈报|呈送|报送|主送|主送机关)\s*[:：]\s*(?P<who>[^。；]{2,58})")
_ADDRESSEE = re.compile(
    r"(?P<who>[^。；;！？：:]{2,60}?"
    r"(?:部|委|办|组|府|局|厅|院|会|处|领导|同志|同志们|代表|委员|公司|中心|单位|支部|总支|室))[：:]"
)
_VERBS = re.compile(r"汇报|报告如|总结如|如下|情况|指出|要求|强调|以来|存在|现将|问题")
_ENDED = re.compile(r"[。；;！？!?：:，,][”’）)]*$")
# "张部长好": a message begins with whom it is for.
_GREETED = re.compile(
    r"(?:尊敬的)?[^。；：，！？\s]{1,12}(?:[书部县区市镇乡局院校所处科组队主][记长委任]|常委|领导|同志|主任|老师)们?(?:您|你|你们|大家)?好"
    r"[^\u4e00-\u9fff，,]*"
)
_LABELLED = re.compile(
    r"(?P<label>述职人|汇报人|报告人|报告单位|汇报单位|报送单位|填报单位|单位|发言人|作者|填报人|填表人)"
    r"(?:[（(]\s*(?:盖章|公章|签字)\s*[)）])?\s*[:：]\s*(?P<who>\S.{1,40})"
)
_OTHER_LABEL = re.compile(r"[^，。；：:\s]{2,8}\s*[:：]\s*\S.{0,40}")
_DATE_LINE = re.compile(
    rf"[（(]?\s*(?:(?:汇报|报告|报送|填报|填表|成文)?(?:时间|日期)\s*[:：]\s*)?(?P<date>{DATE}|{DATE_WORDS})\s*[)）]?"
)
_CELL_WAYS = (_LABELLED, _DATE_LINE, _OTHER_LABEL)
_SUBTITLE = re.compile(r"[—－-]{1,2}[^。；]+$|[（(][^。；]+[)）]$")
_RECEIVES = re.compile(r"^[镇乡]党委$|^(?:街道)?党工委$|(?:部|[县区市]委|领导小组|领导小组办公室|整顿办)$")
"""Those whom a report may be for."""
_LONGEST_TITLE = 60
_LONGEST_BYLINE = 24
_BROKEN_END = 3
_GREETINGS = 4
_HEAD_LINES = 4
_LONGEST_LABEL = 12
# Cells of one line, as a form or a line of two columns has them.
_CELLS = re.compile(r"\t+|[ \u3000]{2,}")


@dataclass(slots=True)
class Frame:
    title: str = ""
    addressee: str = ""
    byline: str = ""
    may_receive: bool = False  # whether the byline names a department, which submits it or receives it
    day: str = ""
    date: dt.date | None = None
    unassigned: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)


def read_frame(paragraphs: list[str]) -> Frame:
    """Take everything before the opening off ``paragraphs``; the rest is ``body``."""
    frame = Frame()
    rest = _begun(frame, _without_masthead(frame, paragraphs))
    while rest and _take(frame, rest):
        rest.pop(0)
    _split_addressee(frame, rest)
    frame.body = rest
    return frame


def _without_masthead(frame: Frame, paragraphs: list[str]) -> list[str]:
    """What stands below the head of a bulletin, whose office signs and whose day counts if none stands at the end."""
    head = read_masthead(paragraphs)
    frame.unassigned += head.lines
    frame.byline, frame.day, frame.date = head.office, head.day, head.date
    return paragraphs[head.length :]


def _begun(frame: Frame, paragraphs: list[str]) -> list[str]:
    """``paragraphs`` with the title on a line for itself, where the first of them has lost its line ends."""
    if not paragraphs:
        return []
    first, *rest = paragraphs
    if path := glued_path(first):
        frame.unassigned.append(path)
        first = first[len(path) :]
    return [*unglued(first), *rest]


def _take(frame: Frame, rest: list[str]) -> bool:
    if not frame.addressee and _GREETED.fullmatch(rest[0]):
        frame.addressee = rest[0]
        return True
    if not (frame.title or frame.addressee) and (
        _is_greeting(rest[0], rest[1:_GREETINGS]) or _is_letterhead(rest[0], rest[1:_HEAD_LINES])
    ):
        frame.unassigned.append(rest[0])
        return True
    return _take_aside(frame, rest[0]) or _take_named(frame, rest[0], rest)


def _is_greeting(text: str, following: list[str]) -> bool:
    """Whether a line above the title only hands the text over: "主任好，材料请查收"."""
    if not re.search(r"[，,！!]", text) or is_title(text) or strict_roles(text) or mark_at(text):
        return False
    return any(is_whole_title(line) and not strict_roles(line) and not mark_at(line) for line in following)


def _is_letterhead(text: str, following: list[str]) -> bool:
    return _LETTERHEAD.fullmatch(text) is not None and any(map(_RED_HEAD.fullmatch, following))


def _take_aside(frame: Frame, text: str) -> bool:
    """What the printer, a web page or the writer set around the title: red head, source, date."""
    date = _DATE_LINE.fullmatch(text)
    if date and (day := read_date(date["date"])):
        frame.day, frame.date = text, day
    elif (
        date
        or (not frame.title and _RED_HEAD.fullmatch(text))
        or may_be_furniture(text)
        or text == frame.title
        or (not frame.title and text.startswith("编者按"))
    ):
        frame.unassigned.append(text)
    else:
        return False
    return True


def _is_row(frame: Frame, text: str) -> bool:
    """Whether a line is a row of the form that stands under the title: "党支部书记", a tab, "张某"."""
    cells = text.split("\t")
    return bool(frame.title) and len(cells) > 1 and len(cells[0]) <= _LONGEST_LABEL and not mark_at(text)


def _take_labelled(frame: Frame, text: str) -> bool:
    """Take a line of labels: "填报单位：石桥镇党委    填报日期：2026年6月30日"."""
    for cells in (_CELLS.split(text), [text]):
        found = [next(filter(None, (way.fullmatch(cell) for way in _CELL_WAYS)), None) for cell in cells]
        if all(found) and _LABELLED.fullmatch(cells[0]):
            for match in filter(None, found):
                _keep_labelled(frame, match.group(), match.groupdict())
            return True
    return False


def _keep_labelled(frame: Frame, cell: str, named: dict[str, str]) -> None:
    if "who" in named and not frame.byline:
        frame.byline = named["who"]
        frame.may_receive = named["label"] == "报送单位" and _may_receive(frame.byline)
    elif day := read_date(named.get("date", "")):
        frame.day, frame.date = cell, day
    else:
        frame.unassigned.append(cell)


def _take_named(frame: Frame, text: str, rest: list[str]) -> bool:
    if not frame.addressee and (match := _ADDRESSED.fullmatch(text)):
        frame.addressee = match["who"]
    elif _take_labelled(frame, text):
        return True
    elif _is_row(frame, text):
        frame.unassigned.append(text)
    elif frame.title and _SUBTITLE.match(text) and len(text) <= _LONGEST_TITLE:
        frame.title += text
    elif not frame.addressee and _is_addressee(text):
        frame.addressee = text
    elif _is_titled(frame, text):
        frame.title = text
    elif frame.addressee or mark_at(text) or _ENDED.search(text):
        return False
    else:
        return _take_title(frame, text, rest)
    return True


def _goes_on(title: str, text: str) -> bool:
    """Whether ``text`` is the rest of a title that takes two lines, or whose last characters fell on the next."""
    if len(text) <= _BROKEN_END:
        return is_title(title + text)
    return not is_title(title) and is_title(text) and len(text) <= _LONGEST_TITLE


def _stands_between(title: str, text: str, following: list[str]) -> bool:
    """Whether ``text`` is the second of three lines of a title: whose it is, what it is about, what it is."""
    about = text.startswith("关于") or title.startswith("关于")
    return about and not is_title(title) and any(_goes_on(title + text, line) for line in following)


def _is_titled(frame: Frame, text: str) -> bool:
    """Whether a title stands below the addressee."""
    return bool(frame.addressee and not frame.title) and is_title(text) and len(text) <= _LONGEST_TITLE


def _may_receive(who: str) -> bool:
    return _RECEIVES.search(who) is not None


def _take_title(frame: Frame, text: str, rest: list[str]) -> bool:
    if not frame.title:
        if len(text) > _LONGEST_TITLE or (strict_roles(text) and not is_title(text)) or label(text):
            return False
        frame.title = text
    elif _goes_on(frame.title, text) or _stands_between(frame.title, text, rest[1:2]):
        frame.title += text
    elif not frame.byline and len(text) <= _LONGEST_BYLINE and not strict_roles(text) and len(rest) > 1:
        frame.byline, frame.may_receive = text, _may_receive(text)
    else:
        return False
    return True


def _is_addressee(text: str) -> bool:
    if not text.endswith(("：", ":")) or len(text) > _LONGEST_TITLE or "。" in text:
        return False
    return not _VERBS.search(text) and not mark_at(text) and not strict_roles(text)


def _split_addressee(frame: Frame, rest: list[str]) -> None:
    """The addressee on the line of the opening: "县委组织部：按照…"."""
    if frame.addressee or not rest:
        return
    match = _ADDRESSEE.match(rest[0])
    if match and not _VERBS.search(match["who"]) and not mark_at(rest[0]):
        frame.addressee = match.group()
        rest[0] = rest[0][match.end() :].strip()
        if not rest[0]:
            rest.pop(0)
