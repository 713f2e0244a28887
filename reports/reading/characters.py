"""Characters as they arrive from scanners, web pages and traditional type."""

from __future__ import annotations

import html
import re
from itertools import compress

from reports.reading.markdown import without_markdown

_TRADITIONAL = str.maketrans(
    "黨問題們現狀進節環難點項類組織領導結構總報匯彙開對後從規範劃幹動為產體會務實還當應鄉鎮縣區員辦處臺帳號責認識記書謝標"
    "際營業發邊門關於緣緊貫徹執強鞏續計設議調驗擬內兩個條聯協團隊衛農種採與舉渙軟頓據覺戰機監時間這來並將無數嚴級訂確導謹",
    "党问题们现状进节环难点项类组织领导结构总报汇汇开对后从规范划干动为产体会务实还当应乡镇县区员办处台账号责认识记书谢标"
    "际营业发边门关于缘紧贯彻执强巩续计设议调验拟内两个条联协团队卫农种采与举涣软顿据觉战机监时间这来并将无数严级订确导谨",
)
# What a web page prints around a text: where it stands, where it is from, how often it was read.
WEB_LINE = re.compile(
    r"(?:首页|(?:当前|您的|您所在的)?位置)\s*[:：>»].*|.*(?:发布时间|发布日期|浏览次数|阅读次数|点击[数量次]+|访问量|信息来源|来源|移动端|字号)\s*[:：].*"
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|[A-Za-z]{2,8});")
_WIDE = "\u3001-\u301f\u4e00-\u9fff\uff01-\uff65“”‘’—…〇○"
_APART = re.compile(rf"(?<=[{_WIDE}\d])[ \u00a0](?=[{_WIDE}\d])")
_TOGETHER = re.compile(rf"[{_WIDE}](?=[{_WIDE}])")
_FEWEST = 20
# Blanks that nobody types: within the brackets of a number, before a comma or a full stop.
_MISPLACED = re.compile(
    r"[（(][ \u00a0]+(?=[一二三四五六七八九十\d])|(?<=[一二三四五六七八九十\d])[ \u00a0]+[)）]"
    r"|[\u4e00-\u9fff][ \u00a0]+[，。；、,;]"
)
_SCATTERED = re.compile(rf"(?<=[{_WIDE}\d(),.;:])[ \u00a0]+(?=[{_WIDE}\d(),.;:])")
_FEWEST_MISPLACED = 3
_PARTED_SHARE = 0.9


def simplified(text: str) -> str:
    """``text`` for comparing: the traditional characters of the words of reports as simplified ones, one for one."""
    return text.translate(_TRADITIONAL)


def _drawn_together(text: str) -> str:
    """Without the blank behind each character, if almost every line has one: every second character is it."""
    lines = text.split("\n")
    parted = [_is_parted(line) for line in lines]
    if sum(map(len, compress(lines, parted))) <= _PARTED_SHARE * len(text) or sum(parted) < _FEWEST_MISPLACED:
        return text
    return "\n".join(line.strip()[::2] if apart else line for line, apart in zip(lines, parted, strict=True))


def _is_parted(line: str) -> bool:
    behind = line.strip()[1::2]
    return len(behind) > 1 and not behind.strip(" \u00a0")


def tidied(text: str) -> str:
    """Without the entities of a web page, the signs of Markdown, and the blanks a scanner set between characters."""
    text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    text = without_markdown(_drawn_together(text))
    if len(_MISPLACED.findall(text)) >= _FEWEST_MISPLACED:
        text = _SCATTERED.sub("", text)
    apart = len(_APART.findall(text))
    return _APART.sub("", text) if apart >= _FEWEST and apart > len(_TOGETHER.findall(text)) else text
