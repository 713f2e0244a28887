"""What a web page, a library of documents or an editor's desk prints around a text: paths, counters, buttons, notices.

Whoever reports wrote none of it. It is set aside line by line, so that neither title nor signature hides behind it.
"""

from __future__ import annotations

import re
from itertools import dropwhile

from reports.reading.marks import Kind, mark_at

_LONGEST = 120
_FIRST, _LAST = 8, 14
_ABOVE = 6
_BUTTON = (
    r"(?:我要|点击|文档|全文|本文|免费|立即|一键)?"
    r"(?:打印|关闭|收藏|分享|下载|举报|纠错|复制|返回|点赞|赞|在看|评论|写留言|保存|导出|阅读原文|大|中|小|顶部)"
    r"(?:本页|此页|本文|全文|文章|网页|窗口|页面|链接|列表|首页|顶部|上一页|文档)?"
)
_BETWEEN = r"[【】\[\]（）()|丨·\s]*+"
_PLACE = r"(?:您|你)?(?:当前|现在)?(?:所在)?的?位置"
_SEGMENT = r"[^，。；：:<>《》»›\d%]{1,40}"
_PATH = (
    rf".{{0,30}}{_PLACE}\s*[:：>»].*|首页\s*[>»›|/—-].*"
    rf"|{_SEGMENT}(?:[>»›]+{_SEGMENT})*[>»›]+\s*|{_SEGMENT}(?:\s[>»›]+\s{_SEGMENT}|[»›]+{_SEGMENT})+"
)
# Lines that stand in no report, wherever they are found.
_ANYWHERE = (
    _PATH,
    rf"{_BETWEEN}(?>{_BUTTON}{_BETWEEN})++",
    r"[\W\d_]*+(?:(?:分页|[上下]一?页|首页|尾页|末页)[\W\d_]*+)++",
    r"上一[篇条则]\s*[:：].*|下一[篇条则]\s*[:：].*",
    r".*(?:发布时间|发布日期|发表时间|更新时间|浏览次数|阅读次数|点击[数量次]+|访问量|信息来源|文章来源|移动端|字号)\s*[:：].*",
    r".{0,6}(?:浏览|阅读|点击|访问|人气)(?:次数|数|量|率)?\s*[:：]?\s*\d[\d ,]*\s*次?|.*本文已影响.{0,12}",
    r"[【\[（(]?字[号体](?:大小)?\s*[:：【\[].*",
    r"分享(?:到|至)?\s*[:：][^。，]{0,30}",
    r"[【\[（(]?\s*(?:本期|网络|值班)?(?:责任|责|美术|微信)?(?:编辑|编审|责编)\s*[:：][^。；]{0,60}",
    r"(?:微信|手机|请|欢迎)*扫[一描][^。，]{0,30}|(?:长按|识别)[^。，]{0,8}二维码[^。，]{0,20}",
    r"(?:欢迎|敬请|请)[^。，]{0,8}关注[^。，]{0,24}",
    r"点击[^。，]{0,8}(?:关注|蓝字|查看|阅读)[^。，]{0,12}",
    r"(?:本站|本文|本网|本号)[^。]{0,20}(?:原创|转载|整理|来自|源于|来源)[^。]{0,60}。?",
    r"[^。]{0,30}转载[^。]{0,20}(?:注明|附上|出处|链接)[^。]{0,30}。?",
    r"(?:版权|免责|侵权)(?:说明|声明|所有|归属|申明)[:：\s].*|(?:Copyright|©|\(C\)).*|.*(?:ICP备|公网安备).*",
    r"(?:技术支持|网站标识码|网站地图)\s*[:：].*",
    # The star between the lines below a red head.
    r"[-—–_= \u3000]*[★☆]{1,2}[-—–_= \u3000]*",
    # The name of the file that the text came in.
    r"(?:附件\s*[:：])?[^。；]{2,60}\.(?:docx?|pdf|txt|wps|rtf)",
    r"文[档章](?:简介|介绍|描述|评分|评论|预览)|资源(?:简介|描述)",
    r"[^。]{0,12}(?:小编|编者)[^。]{0,12}(?:整理|收集|分享|带来|推荐|准备).*|以[上下](?:就是|是|内容).{0,40}(?:小编|网友|本站|范文).*",
    r"(?:您好[，,！!]?\s*)?欢迎(?:访问|光临|来到|浏览)[^。，]{2,24}[！!。]?",
)
# Lines that stand in no report above its text or below it.
_AROUND = (
    r"(?:[\d\-./年月日:： \u3000]{6,24})?(?:稿件|内容)?来源\s*[:：].*|.*\s来源\s*[:：].*",
    # A day without its year, or with the hour: when the page was made.
    r"(?:时间|日期)\s*[:：]\s*\d{1,2}[-./]\d{1,2}(?!\d|[-./]\d).*",
    r"[^。，]{0,40}20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?[\s\u3000]+\d{1,2}[:：]\d\d(?!\d)[^。，]*",
    r"(?:作者|编辑|发布人|发布者|上传者|投稿)\s*[:：]\s*(?:佚名|匿名|未知|网络|网友.{0,4}|admin|管理员|小编|原创|投稿|本站.{0,6}|.{0,8}网)",
    r"(?:栏目|类别|分类|标签|关键[词字]|所属\S{2})\s*[:：].{0,40}",
)
# What follows these words are the titles of other texts.
_OTHERS = (
    r"(?:相关|推荐|热门|更多|延伸|猜你)(?:文章|阅读|新闻|链接|推荐|内容|信息|喜欢)\s*[:：]?(?:\s*更多.*)?"
)
_IS_ANYWHERE = re.compile("|".join(_ANYWHERE), re.IGNORECASE)
_IS_AROUND = re.compile("|".join(_AROUND), re.IGNORECASE)
_IS_OTHERS = re.compile(_OTHERS)
_IS_PATH = re.compile(_PATH)
_GLUED = re.compile(
    rf"(?:(?:您好[，,]?)?欢迎[^，。：:]{{2,16}}?)?(?:{_PLACE}[:：]|(?=首页[>»›]))(?:[^，。；：:>»›]{{1,12}}[>»›]\s*)+"
)
_STARS = "★☆※ \t\u3000"


def is_furniture(text: str) -> bool:
    """Whether a line is surely none of a report: "上一篇：…", "【打印本页】 【关闭窗口】", "首页 > 党建 > 整顿"."""
    return len(text) <= _LONGEST and _IS_ANYWHERE.fullmatch(text) is not None and not _is_counted(text)


def _is_counted(text: str) -> bool:
    """Whether a line begins with the number of a heading or an item."""
    mark = mark_at(text)
    return mark is not None and mark.kind < Kind.LETTERED


def may_be_furniture(text: str) -> bool:
    """Whether a line is none of a report if it stands above the text or below it: "来源：党建办"."""
    return is_furniture(text) or (len(text) <= _LONGEST and _IS_AROUND.fullmatch(text) is not None)


def glued_path(text: str) -> str:
    """The path that ``text`` begins with and goes on behind: "当前位置：首页>党建>石桥村整改汇报按照…"."""
    match = _GLUED.match(text)
    return match.group() if match else ""


def without_furniture(paragraphs: list[str]) -> tuple[list[str], list[str], list[str]]:
    """``paragraphs`` of the text itself, those that were printed above it, and those within and below it."""
    start, end = _menu(paragraphs), len(paragraphs) - len(_other_texts(paragraphs))
    kept: list[str] = []
    above, below = paragraphs[:start], paragraphs[end:]
    for place, text in enumerate(paragraphs[start:end], start):
        head, tail = place < start + _FIRST, place >= end - _LAST
        if not (may_be_furniture(text) if head or tail else is_furniture(text)):
            kept.append(text)
        else:
            (above if head else below).append(text)
    return kept, above, below


def _menu(paragraphs: list[str]) -> int:
    """How many lines stand above the one that says where in a web site the text was found, that one among them."""
    paths = [
        place
        for place, text in enumerate(paragraphs[:_ABOVE])
        if len(text) <= _LONGEST and _IS_PATH.fullmatch(text)
    ]
    return paths[-1] + 1 if paths else 0


def _other_texts(paragraphs: list[str]) -> list[str]:
    """The titles of other texts that stand at the end, with the words over them."""
    last = paragraphs[-_LAST:]
    listed = list(dropwhile(lambda text: not _IS_OTHERS.fullmatch(text.strip(_STARS)), last))
    return [] if any(text.endswith("。") for text in listed) else listed
