"""What a ledger need not hold: identity-card and mobile numbers, and the names of those who petition (domain.md 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MASK = "×"
_IDENTITY = re.compile(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_IDENTITY_OLD = re.compile(
    r"(?<![\dA-Za-z])[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![\dA-Za-z])"
)
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)")
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱"
    "江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤倪温牛葛俞章鲁毕岳柳骆翟庞柴颜岑奚管"
)
# After a name: a mark, the end, or what a sentence goes on with.
_AFTER = r"(?=$|[^\u4e00-\u9fff]|等|反映|因|多次|要求|提出|已|到|在|长期|与|和|为|同志|的|上访|信访|诉求|反复|不满|家)"
_PETITIONER = re.compile(
    rf"((?:上访|信访|来访|投诉|举报|控告|申诉)(?:人|户|群众|老户)?[:：为是]?\s*)([{SURNAMES}][\u4e00-\u9fff]{{1,2}}?){_AFTER}"
)
_NO_NAMES = re.compile(
    r"高度|方面|金额|安置|平时|任务|任何|万元|家属|石油|马上|白天|成效|全部|程度|程序|方式|方案|毛病|武断|严重|严格|温和|金钱"
)


@dataclass(frozen=True, slots=True)
class Private:
    """``kind`` is "identity", "mobile" or "petitioner"."""

    kind: str
    text: str


def found_in(text: str) -> list[Private]:
    """What in ``text`` names a person who should not stand in a ledger."""
    return [Private(kind, match) for kind, match, _span in _finds(text)]


def masked(text: str) -> str:
    """``text`` with every such number and name struck out by ×, character by character."""
    for _kind, match, (start, end) in _finds(text):
        text = text[:start] + MASK * len(match) + text[end:]
    return text


def _finds(text: str) -> Iterator[tuple[str, str, tuple[int, int]]]:
    if not text or (text.isascii() and not any(map(str.isdigit, text))):
        return
    for kind, pattern in (("identity", _IDENTITY), ("identity", _IDENTITY_OLD), ("mobile", _MOBILE)):
        for match in pattern.finditer(text):
            yield kind, match[0], match.span()
    for match in _PETITIONER.finditer(text):
        if not _NO_NAMES.match(match[2]):
            yield "petitioner", match[2], match.span(2)
