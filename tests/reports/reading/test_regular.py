"""Texts in the form of our own, and those that only come near it and are read as any other."""

import pytest

from reports.reading import Role, read
from reports.reading.regular import regular

HEAD = "某村整顿汇报\n现将情况汇报如下：\n"
LINES = (
    "一、存在问题\n一是班子软弱。\n二是制度不全。\n二、问题产生的原因\n{causes}\n三、整改情况\n"
    "1.抓班子。\n2.立制度。\n"
)


def text(causes="一是监督不力。\n二是教育不够。"):
    return HEAD + LINES.format(causes=causes)


def test_a_regular_text_is_told_apart_by_its_lines():
    found = regular(text())
    assert [(part.role, part.items) for part in found.parts] == [
        (Role.PROBLEMS, ["班子软弱。", "制度不全。"]),
        (Role.CAUSES, ["监督不力。", "教育不够。"]),
        (Role.MEASURES, ["抓班子。", "立制度。"]),
    ]


@pytest.mark.parametrize(
    "irregular",
    [
        text("一是监督不力；二是教育不够。"),
        text("1、监督不力。\n2、教育不够。"),
        text("（1）监督不力。\n（2）教育不够。"),
        text("一是监督不力。\n三是教育不够。"),
        text("一是监督不力。\n\n二是教育不够。"),
        text("一是监督不力。\n  二是教育不够。"),
        text("首先，监督不力。其次，教育不够。"),
        text().replace("三、", "四、"),
        text().replace("存在问题", "存在问题及原因"),
        text().replace("三、整改情况\n", ""),
        text().replace("班子软弱。", "班子软弱。下一步打算：补选支委。"),
        text() + "下一步，继续整改。\n",
        "一、存在问题\n班子软弱。\n",
    ],
)
def test_any_other_form_is_left_to_the_other_reader(irregular):
    found = regular(irregular)
    assert found is None or read(irregular).items[Role.PLANS]


def test_a_label_within_an_item_stays_where_the_text_has_a_part_for_it():
    reading = read(text().replace("班子软弱。", "班子软弱。原因：书记外出。针对这一问题，已约谈。"))
    assert [item.whole for item in reading.items[Role.PROBLEMS]] == [
        "班子软弱。原因：书记外出。针对这一问题，已约谈。",
        "制度不全。",
    ]
    assert len(reading.items[Role.CAUSES]) == len(reading.items[Role.MEASURES]) == 2


def test_the_mark_behind_a_label_is_kept():
    reading = read(text().replace("1.抓班子。", "1.抓班子：补选支委。定期会商。"))
    first = reading.items[Role.MEASURES][0]
    assert (first.title, first.text, first.whole) == (
        "抓班子", "补选支委。定期会商。", "抓班子：补选支委。定期会商。",
    )  # fmt: skip


def test_closing_words_of_a_template_stand_behind_the_last_item():
    reading = read(text() + "请审阅。\n特此报告。\n某镇党委\n2026年3月1日\n")
    assert (reading.closing, reading.signatory) == (("请审阅。", "特此报告。"), "某镇党委")
