"""What came of the measures, told in a section or a paragraph of its own, is no measure itself.

"三、整改成效", "截至7月底，4个问题已全部整改到位，测评满意率达93.8%。" What an item tells of its own outcome
stays in it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from reports.reading.headings import LOOKED_AT
from reports.reading.marks import inline_list, mark_at
from reports.reading.outline import Part
from reports.reading.pieces import Role
from reports.reading.roles import plain, strict_roles

_RESULTS = re.compile(r"成效|成果|效果|成绩|变化")
_CAME = re.compile(
    r"[^，。]*(?:取得|初见|已见|显现|彰显)[^，。]{0,6}(?:成效|成果|变化|效果)|[^，。]*(?:成效|成果|变化|效果)[^，。]{0,2}(?:显现|凸显|显著|明显)"
)
_WORK = re.compile(r"措施|做法|举措|情况|进展|对策|办法|落实|推进|开展的?工作|怎么")
_MEANWHILE = re.compile(
    r"截[至止]|(?:截?[至到])?(?:目前|\d{1,2}月[底末份]?)[，,]|如今|现在[，,]|(?:经过|通过)[^。；]{0,24}(?:整顿|整改|努力)[^。；，]{0,6}[，,]"
    r"|[^。；，]{0,8}(?:整顿|整改|转化|帮扶|联建|共建)(?:后|以来|之后)[，,]"
    r"|[^。；，]{0,6}(?:[\d一二三四五六七八九十]{1,3}月份?|年底|年末|近期)[，,]?[^。；]{0,24}(?:测评|评议|验收)"
)
_SHOWS = re.compile(
    r"满意[率度]|满意的?(?:和基本满意)?的?比例|测评|得分|变化|全部(?:整改|办结|完成|化解|销号|解决)|(?:均|都|已)(?:整改|办结|销号|转化)"
    r"|零上访|[由从][^。；，]{1,20}(?:上升|下降|提高|提升|增加|减少)|(?:上升|下降|提高|提升)了?[^。；，]{0,4}(?:\d|个百分点|成)"
)


def tells_results(heading: str) -> bool:
    """Whether a heading promises nothing but what came of the work: "初步成效", "工作取得新成效"."""
    words = plain(heading)
    named = strict_roles(heading) and _RESULTS.search(words)
    return bool(named or _CAME.fullmatch(words)) and not _WORK.search(words)


def leave_results(parts: list[Part], *, tabled: bool) -> list[Part]:
    """``parts`` with those of the measures that tell results without a field, if other parts or a table tell the
    measures.
    """
    measures = [part for part in parts if part.role is Role.MEASURES and (part.paragraphs or part.theme)]
    told = tabled or any(not tells_results(part.words) for part in measures)
    for part in measures:
        if told and part.roles == (Role.MEASURES,) and tells_results(part.words) and not part.labelled:
            part.roles, part.theme = (Role.OTHER,), False
    return [half for part in parts for half in _without_results(part)]


def _without_results(part: Part) -> list[Part]:
    """A part of unmarked measures, and what its last paragraph tells of them all."""
    *above, last = part.paragraphs or [""]
    if part.role is not Role.MEASURES or part.theme or not above or not _is_result(last):
        return [part]
    if any(map(mark_at, above)):  # a list keeps apart what trails behind it by itself
        return [part]
    return [replace(part, paragraphs=above), Part((Role.OTHER,), soft=True, paragraphs=[last])]


def _is_result(text: str) -> bool:
    told = text[:LOOKED_AT]
    return (
        bool(_MEANWHILE.match(told) and _SHOWS.search(told)) and not mark_at(text) and not inline_list(text)
    )
