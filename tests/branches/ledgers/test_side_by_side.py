"""Rows that tell more than a table can: measures side by side, all in one cell, and the same as above."""

import pytest

from branches.ledgers.labelled import told_in
from branches.ledgers.layouts import layout
from branches.ledgers.records import Spot
from branches.ledgers.rows import Row
from branches.ledgers.tables import tables
from branches.models import Measure, Problem
from branches.services import exports
from tests.branches.ledgers.arriving import counts, take_over
from tests.branches.ledgers.books import PLAIN, sheet
from tests.branches.ledgers.leaving import export, returned, said
from tests.branches.ledgers.test_building import read

HEADS = ["党组织名称", "存在问题", "整改措施（一）", "", "整改措施（二）", "", "备注"]
LEAVES = ["", "", "内容", "责任人", "内容", "责任人", ""]
MERGES = ["C1:D1", "E1:F1", "A1:A2", "B1:B2", "G1:G2"]
IN_GROUPS = [
    ["青石村党支部", "无人防火", "组建应急小分队", "张立", "每季度演练一次", "李桥", "甲"],
    ["青石村党支部", "补贴未公示", "补贴逐户公示", "王田"],
]
ACCOUNT = (
    "存在问题：1.班子老化；2.工作被动。\n整改措施：1.调整支委；2.按周调度。\n"
    "责任人：张立、李桥\n完成时限：2026年7月31日"
)


def measures(reading):
    return [
        (one.text, one.responsible, [problem.text for problem in one.problems]) for one in reading.measures
    ]


def test_measures_side_by_side_serve_the_problem_of_their_row():
    reading = read(sheet([HEADS, LEAVES, *IN_GROUPS], MERGES))
    assert measures(reading) == [
        ("组建应急小分队", "张立", ["无人防火"]),
        ("每季度演练一次", "李桥", ["无人防火"]),
        ("补贴逐户公示", "王田", ["补贴未公示"]),
    ]
    assert [problem.extra for problem in reading.problems] == [{"备注": "甲"}, {}]


def test_numbered_headings_in_one_row_are_groups_too():
    heads = ["党组织名称", "存在问题", "措施1", "责任人1", "时限1", "措施2", "责任人2", "时限2"]
    row = ["青石村党支部", "无人防火", "组建小分队", "张立", "6月底前", "每季度演练", "", "长期坚持"]
    reading = read(sheet([heads, row]))
    assert [(one.text, one.responsible, one.deadline) for one in reading.measures] == [
        ("组建小分队", "张立", "6月底前"),
        ("每季度演练", "", "长期坚持"),
    ]


def test_what_all_measures_share_is_told_of_each():
    heads = ["党组织名称", "存在问题", "措施1", "措施2", "责任人"]
    reading = read(sheet([heads, ["青石村党支部", "无人防火", "组建小分队", "每季度演练", "张立"]]))
    assert [one.responsible for one in reading.measures] == ["张立", "张立"]


def test_other_headings_with_measures_are_no_groups():
    heads = ["党组织名称", "存在问题", "整改措施", "下派干部工作措施"]
    (table,) = tables(sheet([heads, ["青石村党支部", "甲事", "乙事", "丙事"]]))
    assert [(column.field, column.group) for column in table.columns[2:]] == [("measure", 0), (None, 0)]


def test_the_layout_has_one_column_of_measures():
    (table,) = tables(sheet([HEADS, LEAVES, *IN_GROUPS], MERGES))
    assert [column.field for column in table.columns] == [
        *("branch", "problem", "measure", "responsible", "measure", "responsible", "note")
    ]
    assert [column["field"] for column in layout(table)["columns"]] == [
        *("branch", "problem", "measure", "responsible", None, None, "note")
    ]


@pytest.mark.django_db
def test_groups_come_back_as_a_row_for_each_measure(tree, clerk):
    ledger = take_over(clerk, sheet([HEADS, LEAVES, *IN_GROUPS], MERGES))
    assert counts(ledger) == (0, 0, 2, 0)
    again = returned(clerk, export(clerk, shape=exports.AS_LAST))
    assert (said(again), counts(again)[3]) == ([], 3)


def test_all_in_one_cell_is_told_apart_by_its_labels():
    rows = [["党组织名称", "整顿情况（问题、措施）", "备注"], ["青石村党支部", ACCOUNT, "甲"]]
    reading = read(sheet(rows))
    (first, second) = reading.problems
    assert (first.text, second.text, first.deadline) == ("班子老化", "工作被动。", "2026年7月31日")
    assert measures(reading) == [
        ("调整支委", "张立、李桥", ["班子老化", "工作被动。"]),
        ("按周调度。", "张立、李桥", ["班子老化", "工作被动。"]),
    ]
    assert reading.branches[0].extra == {"整顿情况（问题、措施）": ACCOUNT, "备注": "甲"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("问题：甲。措施：乙。", {"problem": "甲。", "measure": "乙。"}),
        ("【存在问题】：甲\n【责任人】：张立", {"problem": "甲", "responsible": "张立"}),
        ("整改措施：甲；整改措施：乙。责任人：张立", {"measure": "甲；\n乙。", "responsible": "张立"}),
        ("班子情况如下。问题：甲。措施：乙。", {}),
        ("问题：甲。", {}),
        ("会议时间：三月。会议地点：村部。", {}),
    ],
)
def test_what_labels_tell(text, told):
    assert told_in(text) == told


def test_a_ledger_with_a_column_of_problems_is_not_taken_apart():
    reading = read(sheet([PLAIN, [1, "青石村党支部", ACCOUNT.replace("1.", "").replace("2.", "")]]))
    assert (len(reading.problems), reading.measures) == (1, [])


def test_the_same_as_above_is_what_stands_above():
    rows = [
        ["青石村党支部", "甲事", "子事", "张立", "6月底前", "网一"],
        ["同上", "乙事", "丑事", "〃", "同上", "同上"],
        ["云岭村党支部", "丙事", "同上", "（同上）", "同前"],
    ]
    reading = read(sheet([["党组织名称", "存在问题", "整改措施", "责任人", "整改时限", "网格"], *rows]))
    assert [(branch.name, len(branch.problems)) for branch in reading.branches] == [
        *(("青石村党支部", 2), ("云岭村党支部", 1))
    ]
    assert [(one.text, one.responsible, one.deadline) for one in reading.measures] == [
        *(("子事", "张立", "6月底前"), ("丑事", "张立", "6月底前"), ("丑事", "张立", "6月底前"))
    ]
    assert [one.extra for one in reading.problems] == [{"网格": "网一"}, {"网格": "同上"}, {}]


def test_ten_thousand_times_the_same_as_above():
    """Each asks the one before, not all of them, or this would take minutes."""
    rows = [[1, "青石村党支部", "甲事", "乙事", "张立"]]
    rows += [[number, "同上", f"甲事{number}", "乙事", "同上"] for number in range(2, 10_001)]
    found = tables(sheet([PLAIN, *rows]))
    told = [
        Row(table, Spot(0, row + 1), masked=False).text("responsible")
        for table in found
        for row in table.data
    ]
    assert (set(told), len(told)) == ({"张立"}, 10_000)


def test_nothing_stands_above_the_first_row():
    reading = read(sheet([PLAIN, [1, "青石村党支部", "甲事", "乙事", "同上"]]))
    assert reading.measures[0].responsible == "同上"


@pytest.mark.django_db
def test_all_in_one_cell_comes_back(clerk):
    rows = [["党组织名称", "整顿情况（问题、措施）", "备注"], ["青石村党支部", ACCOUNT, "甲"]]
    take_over(clerk, sheet(rows))
    assert (Problem.objects.count(), Measure.objects.count()) == (2, 2)
    again = returned(clerk, export(clerk, shape=exports.AS_LAST))
    assert (said(again), counts(again)[3]) == ([], 1)


def test_problems_side_by_side_each_with_its_measures():
    heads = ["党支部", "问题一", "措施", "时限", "问题二", "措施", "时限", "责任人"]
    rows = [
        ["青石村党支部", "路灯不亮", "逐盏维修", "6月底前", "亏损未报", "公开账目", "长期坚持", "张立"],
        ["云岭村党支部", "会议太少", "每月召开", "5月底前"],
    ]
    reading = read(sheet([heads, *rows]))
    assert [(one.text, one.deadline) for one in reading.problems] == [
        *(("路灯不亮", "6月底前"), ("亏损未报", "长期坚持"), ("会议太少", "5月底前"))
    ]
    assert measures(reading) == [
        ("逐盏维修", "张立", ["路灯不亮"]),
        ("公开账目", "张立", ["亏损未报"]),
        ("每月召开", "", ["会议太少"]),
    ]
