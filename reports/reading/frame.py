"""What stands before the body: red head, title, addressee."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from reports.reading.characters import WEB_LINE, simplified
from reports.reading.dates import DATE, DATE_WORDS, read_date
from reports.reading.headings import label
from reports.reading.marks import mark_at
from reports.reading.roles import strict_roles

_RED_HEAD = re.compile(
    r"[^，。：；]{0,30}[〔\[（(【]\s*20(?:\d\d|[X×x*]{2})\s*[〕\])）】]\s*第?\s*[\dX×x*]+\s*号[^，。：；]{0,30}"
    r"|.*签\s*发\s*人\s*[:：].*|.{2,30}文\s*件|(?:绝密|机密|秘密|内部).{0,12}"
    r"|特\s*急|加\s*急|平\s*急|急\s*件|份\s*号.*|密\s*级.*|编\s*号.*|\d{6}|[（(]?(?:送审|征求意见|讨论|审议|代拟)稿[)）]?"
)
# Who issues a paper, in a line above its number: the head that is printed in red.
_LETTERHEAD = re.compile(
    r"[^，。：:；、]{2,30}(?:委员会|党委|党组|工委|支部|总支|政府|办事处|组织部|领导小组|工作组|办公室|整顿办)"
)
_PATH = re.compile(r"[^。；]{0,80}[>»›][^。；]{0,60}")
_ADDRESSED = re.compile(r"(?:呈|致|送|呈报|呈送|报送|主送|主送机关)\s*[:：]\s*(?P<who>[^。；]{2,58})")
_TITLE_END = (
    r"(?:汇报|报告|总结|通报|材料|小结|发言|说明|方案|自查|汇报提纲|简报|报告书|分析|综述|(?:情况|一览|汇总|登记|对照)表)"
    r"(?:[（(][^）)]{1,12}[)）])?"
)
_TITLE = re.compile(rf".*{_TITLE_END}")
_TITLED = re.compile(rf"[^，。：:；;！？]{{4,50}}(?:{_TITLE_END}|情况)")
_GLUED = re.compile(
    rf"(?P<title>[^，。：:；;！？]{{2,60}}?{_TITLE_END}(?:[^，。：:；;！？ ]{{0,6}}?{_TITLE_END})*)"
    r"(?!如下|[^，。：:]{0,6}如下|会|书|中|工作)(?=\s*\S)"
)
_GLUED_TO_ADDRESSEE = re.compile(
    r"(?P<title>[^，。：:；;！？]{4,50}?(?:工作|整顿|整改|落实|推进)(?:的)?情况)"
    r"(?=[^，。：:；;！？]{2,30}(?:部|委|办|组|府|局|党委|领导小组|支部)[：:])"
)
_GLUED_NEXT = re.compile(
    r"[ \u3000]|[^，。：:；;]{2,40}[:：]|自|根据|按|遵照|依据|对照|接到|围绕|经|贵|为|今年|近年|去年"
    r"|20\d\d|二〇|我|在|现将|本|[\u4e00-\u9fff]{2,12}(?:村|社区|镇|乡|支部|党委|党支部)"
)
_ADDRESSEE = re.compile(
    r"(?P<who>[^。；;！？：:]{2,60}?"
    r"(?:部|委|办|组|府|局|厅|院|会|处|领导|同志|同志们|代表|委员|公司|中心|单位|支部|总支|室))[：:]"
)
_VERBS = re.compile(r"汇报|报告如|总结如|如下|情况|指出|要求|强调|以来|存在|现将|问题")
_ENDED = re.compile(r"[。；;！？!?：:，,][”’）)]*$")
_LABELLED = re.compile(
    r"(?P<label>述职人|汇报人|报告人|报告单位|汇报单位|报送单位|填报单位|单位|发言人|作者)\s*[:：]\s*(?P<who>\S.{1,40})"
)
_DATE_LINE = re.compile(
    rf"[（(]?\s*(?:(?:汇报|报告|报送|成文)?(?:时间|日期)\s*[:：]\s*)?(?P<date>{DATE}|{DATE_WORDS})\s*[)）]?"
)
_SUBTITLE = re.compile(r"[—－-]{1,2}[^。；]+$|[（(][^。；]+[)）]$")
_LONGEST_TITLE = 60
_LONGEST_BYLINE = 24
_BROKEN_END = 3
_WEB_LINES = 6
_GREETINGS = 4
_HEAD_LINES = 4


@dataclass(slots=True)
class Frame:
    title: str = ""
    addressee: str = ""
    byline: str = ""
    submitted: bool = (
        False  # whether the byline names the unit of submission, which may be who submits or who receives
    )
    day: str = ""
    date: dt.date | None = None
    unassigned: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)


def read_frame(paragraphs: list[str]) -> Frame:
    """Take everything before the opening off ``paragraphs``; the rest is ``body``."""
    frame = Frame()
    rest = _unglued(_without_path(frame, paragraphs))
    while rest and _take(frame, rest):
        rest.pop(0)
    _split_addressee(frame, rest)
    frame.body = rest
    return frame


def _without_path(frame: Frame, paragraphs: list[str]) -> list[str]:
    """What stands behind the line that says where in a web site the text was found."""
    paths = [place for place, text in enumerate(paragraphs[:_WEB_LINES]) if _PATH.fullmatch(text)]
    start = paths[-1] + 1 if paths else 0
    frame.unassigned += paragraphs[:start]
    return paragraphs[start:]


def _take(frame: Frame, rest: list[str]) -> bool:
    if not (frame.title or frame.addressee) and (
        _is_greeting(rest[0], rest[1:_GREETINGS]) or _is_letterhead(rest[0], rest[1:_HEAD_LINES])
    ):
        frame.unassigned.append(rest[0])
        return True
    return _take_aside(frame, rest[0]) or _take_named(frame, rest[0], rest)


def _is_greeting(text: str, following: list[str]) -> bool:
    """Whether a line above the title only hands the text over: "主任好，材料请查收"."""
    if not re.search(r"[，,！!]", text) or _is_title(text) or strict_roles(text) or mark_at(text):
        return False
    return any(
        _TITLED.fullmatch(simplified(line)) and not strict_roles(line) and not mark_at(line)
        for line in following
    )


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
        or WEB_LINE.fullmatch(text)
        or text == frame.title
        or (not frame.title and text.startswith("编者按"))
    ):
        frame.unassigned.append(text)
    else:
        return False
    return True


def _take_named(frame: Frame, text: str, rest: list[str]) -> bool:
    if not frame.addressee and (match := _ADDRESSED.fullmatch(text)):
        frame.addressee = match["who"]
    elif match := _LABELLED.fullmatch(text):
        frame.byline, frame.submitted = match["who"], match["label"] == "报送单位"
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
        return _is_title(title + text)
    return not _is_title(title) and _is_title(text) and len(text) <= _LONGEST_TITLE


def _is_titled(frame: Frame, text: str) -> bool:
    """Whether a title stands below the addressee."""
    return bool(frame.addressee and not frame.title) and _is_title(text) and len(text) <= _LONGEST_TITLE


def _is_title(text: str) -> bool:
    return _TITLE.fullmatch(simplified(text)) is not None


def _take_title(frame: Frame, text: str, rest: list[str]) -> bool:
    if not frame.title:
        if len(text) > _LONGEST_TITLE or (strict_roles(text) and not _is_title(text)) or label(text):
            return False
        frame.title = text
    elif _goes_on(frame.title, text):
        frame.title += text
    elif not frame.byline and len(text) <= _LONGEST_BYLINE and not strict_roles(text) and len(rest) > 1:
        frame.byline = text
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


def _unglued(paragraphs: list[str]) -> list[str]:
    """Cut the title off a first paragraph that goes on without a line end."""
    if not paragraphs:
        return []
    first = paragraphs[0]
    match = _GLUED.match(first)
    if not match or not _GLUED_NEXT.match(first[match.end() :]):
        match = _GLUED_TO_ADDRESSEE.match(first)
    if not match or mark_at(first):
        return list(paragraphs)
    return [match["title"], first[match.end() :].strip(), *paragraphs[1:]]
