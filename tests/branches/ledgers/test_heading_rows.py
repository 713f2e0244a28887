"""Headings of several rows, and leaves that mean something by their path only."""

import pytest

from branches.ledgers.tables import tables
from branches.ledgers.vocabulary import field_of
from tests.branches.ledgers.books import sheet


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("责任", "单位"), "responsible_unit"),
        (("责任", "人员"), "responsible"),
        (("整改落实", "措施", "内容"), "measure"),
        (("措施", "时限"), "deadline"),
        (("销号", "时间"), "closed_on"),
        (("实际办结", "日期"), "done_on"),
        (("第一书记", "单位"), None),
        (("包联县级领导", "部门"), None),
        (("基本情况", "单位"), "township"),
    ],
)
def test_a_leaf_is_told_by_what_it_stands_under(path, field):
    assert field_of(path) == field


def test_all_three_rows_of_headings_are_taken():
    rows = [
        ["整顿登记"],
        ["序号", "问题与原因", "", "", "整改落实", "", "", "", "进展"],
        ["", "问题", "", "原因", "措施", "", "责任", "", ""],
        ["", "具体内容", "来源", "主观原因", "内容", "时限", "单位", "人员", ""],
        [1, "班子不团结", "自查", "交流少", "谈心", "6月底前", "镇党建办", "张立", "正在推进"],
    ]
    merges = ["A1:I1", "A2:A4", "B2:D2", "E2:H2", "I2:I4", "B3:C3", "E3:F3", "G3:H3"]
    (table,) = tables(sheet(rows, merges))
    assert (table.heading_rows, [column.field for column in table.columns]) == (
        [2, 3, 4],
        [
            *("number", "problem", None, "cause", "measure", "deadline", "responsible_unit", "responsible"),
            "progress",
        ],
    )


def test_who_answers_for_a_unit_is_not_who_answers_for_the_problem():
    rows = [
        ["党组织名称", "存在问题", "整改措施", "责任人", "", ""],
        ["", "", "", "整改第一责任人", "牵头部门", ""],
        ["", "", "", "", "责任人", "联系电话"],
        ["青石村党支部", "甲", "乙", "张立", "李桥", "0311"],
    ]
    merges = ["A1:A3", "B1:B3", "C1:C3", "D1:F1", "D2:D3", "E2:F2"]
    (table,) = tables(sheet(rows, merges))
    assert [column.field for column in table.columns] == [
        *("branch", "problem", "measure", "responsible", None, "phone"),
    ]
