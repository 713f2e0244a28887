"""Numbers, line ends and blanks that slipped: what was meant is read."""

import pytest

from tests.reports.reading.telling import told

FOUND = {"problems": ["会议少。", "账目乱。", "阵地旧。"], "plans": ["抓巩固。"]}

SLIPS = {
    "marks of several kinds that count on": (
        "一、存在的问题\n1、会议少。\n(2)、账目乱。\n③阵地旧。\n二、下一步打算\n1、抓巩固。",
        FOUND,
    ),
    "a mark of headings among the items": (
        "三、存在的问题\n1、会议少。\n二、账目乱。\n3、阵地旧。\n四、下一步打算\n1、抓巩固。",
        FOUND,
    ),
    "a number without its point behind some that have one": (
        "一、存在的问题\n1、会议少。\n2、账目乱。\n3阵地旧。\n二、下一步打算\n1、抓巩固。",
        FOUND,
    ),
    "a number without its point before a word that begins as a measure word does": (
        "一、存在的问题\n1、会议少。\n2、账目乱。\n3组织生活不严。\n二、下一步打算\n1、抓巩固。",
        {**FOUND, "problems": ["会议少。", "账目乱。", "组织生活不严。"]},
    ),
    "a colon behind the number of a heading": (
        "一、存在的问题\n1、会议少。\n2、账目乱。\n3、阵地旧。\n二：下一步打算\n◆抓巩固。",
        FOUND,
    ),
    "a heading whose last characters fell on the next line": (
        "一、存在的问\n题\n（一）会议少。\n（二）账目乱。\n（三）阵地旧。\n二、下一步打\n算\n（一）抓巩固。",
        FOUND,
    ),
    "a heading that a blank parts from the sentence behind it": (
        "一、主要问题 从查摆情况看，有以下三个方面\n1、会议少。\n2、账目乱。\n3、阵地旧。\n二、下一步打算\n1、抓巩固。",
        {**FOUND, "lead_problems": "从查摆情况看，有以下三个方面"},
    ),
    "blanks that a scanner set, and one behind the number of a list that is spoken": (
        "一 存 在 的 问 题\n一 是 会 议 少 。\n二 是 账 目 乱 。\n三 是 阵 地 旧 。\n二 下 一 步 打 算\n1 抓 巩 固 。",
        FOUND,
    ),
    "blanks that a scanner set, and none that parts the number": (
        "一 存 在 的 问 题\n1 会 议 少 。\n2 账 目 乱 。\n3 阵 地 旧 。\n二 下 一 步 打 算\n1 抓 巩 固 。",
        FOUND,
    ),
}


@pytest.mark.parametrize(("text", "found"), SLIPS.values(), ids=SLIPS.keys())
def test_slip(text, found):
    assert told(text) == found


def test_a_scanned_line_that_begins_with_a_numeral_is_no_section():
    items = ["三会一课不落实。", "一般党员不学习。", "二维码没有更新。"]
    lines = ["一、存在的问题", *(f"{number}.{item}" for number, item in enumerate(items, 1))]
    own = ["一存在的问题", *items, "二原因", "五年没有换届。"]
    assert told("\n".join(map(" ".join, lines))) == {"problems": items}
    assert told("\n".join(map(" ".join, own))) == {"problems": items, "causes": ["五年没有换届。"]}


NONE = {
    "a list within an item": (
        "一、存在的问题\n1.会议少。\n（1）半年一次。\n（2）没有记录。\n2.账目乱。",
        ["会议少。（1）半年一次。\n（2）没有记录。", "账目乱。"],
    ),
    "a list within an item that begins in its first line": (
        "一、存在的问题\n1.会议少：①半年一次；②没有记录。\n②补的记录也不全。\n2.账目乱。",
        ["会议少：①半年一次；②没有记录。\n②补的记录也不全。", "账目乱。"],
    ),
    "a number that the list itself comes to": (
        "一、存在的问题\n（一）会议少。\n2.记录不全。\n（二）账目乱。",
        ["会议少。2.记录不全。", "账目乱。"],
    ),
    **{
        f"so many of something: {words}": (
            f"一、存在的问题\n1.会议少。\n2.账目乱。\n{words}没有公示。\n3.阵地旧。",
            ["会议少。", f"账目乱。{words}没有公示。", "阵地旧。"],
        )
        for words in ("3户低保", "3公里村道", "3笔支出", "3支队伍", "3多户补助", "3期专栏")
    },
}


@pytest.mark.parametrize(("text", "items"), NONE.values(), ids=NONE.keys())
def test_what_is_no_slip(text, items):
    assert told(text) == {"problems": items}
