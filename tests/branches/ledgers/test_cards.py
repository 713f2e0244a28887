"""Several cards on one sheet, facts over a table, and sheets that are no ledgers."""

import pytest

from branches.ledgers.building import build
from branches.ledgers.options import Options
from branches.ledgers.tables import tables
from tests.branches.ledgers.books import PLAIN, ROWS, sheet

HEADS = ["序号", "问题表现", "整治措施", "责任人", "完成时限"]


def facts(branch, township):
    return ["党组织名称", branch, "所属乡镇", township, "书记", "张立"]


def read(*rows, merges=(), name="Sheet1"):
    found = tables(sheet(rows, merges, name))
    return found, build(found, Options(year=2026))


def told(reading):
    return {
        (branch.township, branch.name): [problem.text for problem in branch.problems]
        for branch in reading.branches
    }


def test_each_card_of_a_sheet_has_its_own_headings_and_branch():
    found, reading = read(
        ["整顿工作卡"],
        facts("青石村党支部", "柳河镇"),
        HEADS,
        [1, "班子不团结", "谈心", "李桥", "6月底前"],
        [],
        ["整顿工作卡"],
        facts("云岭村党支部", "松坪乡"),
        HEADS,
        [1, "阵地薄弱", "修缮", "王田", "7月底前"],
        [2, "账目不清", "公开", "王田", "8月底前"],
        merges=["A1:F1", "A6:F6"],
    )
    assert [(table.heading_rows, [row + 1 for row in table.data], table.passed) for table in found] == [
        ([3], [4], {5: "note", 6: "facts"}),
        ([8], [9, 10], {}),
    ]
    assert told(reading) == {
        ("柳河镇", "青石村党支部"): ["班子不团结"],
        ("松坪乡", "云岭村党支部"): ["阵地薄弱", "账目不清"],
    }


def test_a_card_does_not_take_the_township_of_the_one_before():
    _found, reading = read(
        facts("青石村党支部", "柳河镇"),
        HEADS,
        [1, "班子不团结", "谈心", "李桥", "6月底前"],
        ["党组织名称", "云岭村党支部"],
        HEADS,
        [1, "阵地薄弱", "修缮", "王田", "7月底前"],
    )
    assert told(reading) == {("柳河镇", "青石村党支部"): ["班子不团结"], ("", "云岭村党支部"): ["阵地薄弱"]}


def test_headings_on_every_page_begin_no_card():
    (table,) = tables(sheet([PLAIN, *ROWS[:2], PLAIN, ROWS[2]]))
    assert ([row + 1 for row in table.data], table.passed) == ([2, 3, 5], {3: "heading"})


def test_a_blank_name_is_meant_where_the_table_is_about_one_branch_only():
    rows = [PLAIN, ROWS[0], [2, "", *ROWS[1][2:]]]
    _found, reading = read(["党组织名称：青石村党支部        所属乡镇：柳河镇"], *rows)
    assert told(reading) == {("柳河镇", "青石村党支部"): ["班子不团结。", "阵地薄弱。"]}
    _found, reading = read(["党组织名称：青石村党支部        所属乡镇：柳河镇"], *rows, ROWS[2])
    assert len(reading.refused) == 1


@pytest.mark.parametrize(
    "foot",
    [
        ["乡镇党委意见", "（盖章）        年    月    日"],
        ["街道党工委书记：", "", "经办人：张立", "", "审核日期："],
        ["填报单位意见", "", "公章", "", "2026年6月30日"],
    ],
)
def test_what_offices_write_under_a_table_is_no_data(foot):
    (table,) = tables(sheet([PLAIN, *ROWS, foot]))
    assert ([row + 1 for row in table.data], table.passed) == ([2, 3, 4], {4: "foot"})


@pytest.mark.parametrize("row", [["问题1：班子不团结", "措施1：谈心"], ["", "", "群众对账目有意见"]])
def test_what_only_looks_like_a_foot_is_data(row):
    (table,) = tables(sheet([PLAIN, *ROWS, row]))
    assert [row + 1 for row in table.data] == [2, 3, 4, 5]


def test_how_to_fill_in_a_form_is_no_ledger():
    rows = [["栏目", "怎样填写"], ["突出问题", "逐条写明问题"], ["整治举措", "一条问题一条举措"]]
    assert tables(sheet([["填表说明"], *rows])) == []
    assert tables(sheet(rows, name="填报须知")) == []
    assert len(tables(sheet([PLAIN, *ROWS], name="说明"))) == 1


def test_a_directory_is_no_ledger():
    rows = [["序号", "单位", "姓名", "职务", "手机"], [1, "柳河镇党建办", "张立", "主任", "0311"]]
    assert tables(sheet(rows)) == []
    assert len(tables(sheet([["序号", "党组织名称", "书记"], [1, "青石村党支部", "张立"]]))) == 1
