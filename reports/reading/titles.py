"""Titles: how they end, and where one ends that runs on into the text."""

from __future__ import annotations

import re

from reports.reading.marks import mark_at

_END = (
    r"(?:汇报|报告|总结|通报|材料|小结|发言|说明|方案|自查|汇报提纲|简报|报告书|分析|综述|请示|复函|侧记|纪实"
    r"|(?:情况|一览|汇总|登记|对照|汇报|统计|报告|审批|验收|申报)表)(?:[（(][^）)]{1,12}[)）])?"
)
_TITLE = re.compile(rf".*{_END}")
_TITLED = re.compile(rf"[^，。：:；;！？]{{4,50}}(?:{_END}|情况)")
_ORGAN = r"(?:部|委|办|组|府|局|党委|领导小组|支部)"
_NEXT = (
    r"(?:[ \u3000]|[^，。：:；;]{2,40}[:：]|自|根据|按|遵照|依据|对照|接到|围绕|经|贵|为|今年|近年|去年"
    r"|20\d\d|二〇|我|在|现将|本|[\u4e00-\u9fff]{2,12}(?:村|社区|镇|乡|支部|党委|党支部)"
    r"|第[一1][章部节]|一[、．.]|（一）)"
)
# Buttons of a page that stand between the title and the text.
_BUTTONS = r"(?P<button>(?:收藏|下载|举报|分享|打印)*)"
_WORDS = r"[^，。：:；;！？]"
_GLUED = (
    re.compile(
        rf"(?P<title>{_WORDS}{{2,60}}?{_END}(?:[^，。：:；;！？ ]{{0,8}}?{_END})*)"
        rf"(?!如下|[^，。：:]{{0,6}}如下|会|书|中(?!共)|工作){_BUTTONS}(?=\s*\S)(?={_NEXT})"
    ),
    re.compile(
        rf"(?P<title>{_WORDS}{{4,50}}?(?:工作|整顿|整改|落实|推进)(?:的)?情况){_BUTTONS}"
        rf"(?={_WORDS}{{2,30}}{_ORGAN}[：:])"
    ),
    # The name that the title begins with begins the text as well.
    re.compile(
        r"(?P<title>(?P<who>[\u4e00-\u9fff]{2,9}?(?:县|区|乡|镇|街道|村|社区|支部|党委))"
        rf"{_WORDS}{{6,50}}?(?:工作|情况|转化|提升|建设|做法|经验|纪实|侧记)){_BUTTONS}(?=(?P=who))"
    ),
)
_TWICE = re.compile(r"(?P<title>(?=[^，。；：]{0,50}[\u4e00-\u9fff]{4})[^，。；：]{8,60}?)(?=(?P=title))")


def is_title(text: str) -> bool:
    """Whether ``text`` ends as titles do: "…工作汇报"."""
    return _TITLE.fullmatch(text) is not None


def is_whole_title(text: str) -> bool:
    """Whether ``text`` is a title of one clause: "石桥村整顿情况"."""
    return _TITLED.fullmatch(text) is not None


def unglued(text: str) -> list[str]:
    """``text`` with the title it begins with on a line for itself, if it goes on without a line end."""
    twice = _TWICE.match(text)
    if twice and not mark_at(text):
        return [twice["title"], *_cut_off(text[twice.end() :])]
    return _cut_off(text)


def _cut_off(text: str) -> list[str]:
    if mark_at(text):
        return [text]
    match = next((found for pattern in _GLUED if (found := pattern.match(text))), None)
    if match is None:
        return [text]
    return [part for part in (match["title"], match["button"], text[match.end() :].strip()) if part]
