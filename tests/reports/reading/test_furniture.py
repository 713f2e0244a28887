"""What web pages, libraries of documents and editors print around a text is none of it, and is not lost either."""

import pytest

from reports.reading import LISTED, read
from reports.reading.furniture import is_furniture, may_be_furniture
from tests.reports.reading.around import around

TITLE = "石桥村党支部整顿工作情况汇报"
GLUED = "您好，欢迎访问某某文库当前位置：首页>办公>"
OPENING = "现将整顿情况汇报如下："
ITEMS = "一、存在问题\n1.会议开得少。\n2.账目公开慢。\n二、整改措施\n1.每月召开支委会\n2.清理账目并公示"
SIGNED = "石桥村党支部\n2026年5月1日"
TEXT = f"{TITLE}\n{OPENING}\n{ITEMS}\n{SIGNED}"
READ = {"title": TITLE, "opening": OPENING, "signatory": "石桥村党支部", "date": "2026-05-01"}

ABOVE = [
    "首页 > 党建 > 整顿",
    "您现在的位置：首页 >> 支部工作 >> 正文",
    "首页 - 党建园地 - 支部建设",
    "发布日期：2026-05-06  来源：石桥镇  浏览次数：1 128  【字号：大 中 小】",
    "2026-05-06 08:30:11 来源：石桥镇 浏览：230次 【大】【中】【小】",
    "时间：2026-05-06 08:30 作者：佚名",
    "时间: 05-06",
    "栏目: 工作汇报",
    "分享到：",
    "欢迎访问某某文库",
    "文档简介",
    "石桥村整顿汇报.docx",
    "下面是小编为大家整理的整顿工作汇报，供大家参考。",
]
BELOW = [
    "责任编辑：某某",
    "[责任编辑：小石]",
    "【打印本页】 【关闭窗口】",
    "上一篇：石桥镇召开例会",
    "下一篇：没有了",
    "扫一扫在手机打开当前页",
    "欢迎关注石桥党建",
    "本站原创文章，转载请附上原文链接。",
    "版权声明：文档由用户上传，如有侵权请联系。",
    "- 分页 >>",
    "上一页 1 2 3 下一页",
    "阅读 1032",
    "石桥区新媒体中心制作",
]


@pytest.mark.parametrize("line", ABOVE)
def test_above_the_text(line):
    assert around(f"{line}\n\n{TEXT}") == {**READ, "aside": [line]}


@pytest.mark.parametrize("line", [line for line in ABOVE if not line.startswith(("首页", "您现在", "欢迎"))])
def test_between_title_and_text(line):
    assert around(TEXT.replace(OPENING, f"{line}\n{OPENING}")) == {**READ, "aside": [line]}


@pytest.mark.parametrize("line", BELOW)
def test_below_the_signature(line):
    assert around(f"{TEXT}\n\n{line}\n") == {**READ, "aside": [line]}


@pytest.mark.parametrize("line", BELOW[:-1])
def test_below_the_last_item_where_nobody_signs(line):
    text = TEXT.removesuffix(SIGNED) + line
    assert around(text) == {"title": TITLE, "opening": OPENING, "aside": [line]}
    assert [item.whole for item in read(text).items[LISTED[2]]] == ["每月召开支委会", "清理账目并公示"]


def test_titles_of_other_texts():
    others = ["相关阅读：", "柳林村整顿工作总结", "河口村述职报告"]
    assert around("\n".join([TEXT, *others])) == {**READ, "aside": others}


def test_a_menu_stands_above_the_path():
    menu = ["石桥党建", "通知公告", "当前位置：首页 > 通知公告 >"]
    assert around("\n".join([*menu, TEXT])) == {**READ, "aside": menu}


def test_entities_are_blanks():
    assert around(TEXT.replace("\n", "\n&nbsp;&nbsp;")) == READ


def test_a_title_that_the_page_repeats():
    assert around(f"{TITLE}\n时间：2026-05-06 08:30\n{TEXT}") == {
        **READ,
        "aside": ["时间：2026-05-06 08:30", TITLE],
    }


@pytest.mark.parametrize(
    ("head", "aside"),
    [
        (f"{GLUED}{TITLE}{TITLE}", [GLUED, TITLE]),
        (f"{TITLE}收藏", ["收藏"]),
        (TITLE, []),
    ],
)
def test_a_page_without_line_ends(head, aside):
    """Path and title stand in one line with the text."""
    found = around(f"{head}按照镇党委要求，{OPENING}{ITEMS}。{SIGNED}".replace("\n", ""))
    assert found == {**READ, "opening": f"按照镇党委要求，{OPENING}", **({"aside": aside} if aside else {})}


def test_a_title_whose_name_begins_the_text():
    title = "石桥乡“三字诀”抓实后进党支部整顿工作"
    found = around(
        f"{title}石桥乡抓实整顿，收到了效果。一、存在问题1、会议开得少。2、账目乱。二、整改措施1、补会议。2、清账目。"
    )
    assert found == {"title": title, "opening": "石桥乡抓实整顿，收到了效果。"}


@pytest.mark.parametrize(
    "line",
    [
        "村集体收入来源：光伏",
        "根据县委 <关于整顿的通知> 精神，镇党委高度重视",
        "时间：2026年6月30日",
        "作者：李某",
        "编辑整理村规民约",
        "会议少",
        "分享经验，取长补短",
        "党员中35岁以下的>20名，占比<50%。",
        "大家推荐村里的好人",
        "开设村务公众号",
        "1.请群众关注村务公开",
        "满意率>90%",
    ],
)
def test_what_a_report_may_say(line):
    assert not may_be_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "大   " * 29 + "石",
        "返回顶部" * 29 + "石",
        "1" * 119 + "石",
        "甲  >  " * 19 + "。",
        "站>" * 29 + "。",
    ],
)
def test_a_line_that_only_looks_like_it_is_told_apart_at_once(line):
    assert not is_furniture(line)
