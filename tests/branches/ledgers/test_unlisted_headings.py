"""Headings that nobody listed, and columns that only their cells explain."""

import pytest

from branches.ledgers.tables import tables
from branches.ledgers.vocabulary import field_of, is_heading
from tests.branches.ledgers.books import sheet


@pytest.mark.parametrize(
    ("path", "field"),
    [
        # Words that say the same.
        (("整治举措",), "measure"),
        (("整顿对策",), "measure"),
        (("原因剖析",), "cause"),
        (("办结时限",), "deadline"),
        (("总支全称",), "branch"),
        (("下阶段打算",), "plan"),
        (("问题1",), "problem"),
        (("结对帮扶单位名称",), "paired_unit"),
        (("包村县领导姓名、职务",), "county_leader"),
        (("选派第一书记姓名、单位及职务",), "first_secretary"),
        (("措施二",), "measure"),
        (("时限清单",), "deadline"),
        # More is asked for beside a person or a text.
        (("责任人及联系电话",), "responsible"),
        (("党组织书记及电话",), "secretary"),
        (("问题及表现",), "problem"),
        (("问题及原因",), "problem"),
        (("整改措施及时限",), "measure"),
        (("整改措施及完成情况",), "progress"),
        # What the words in brackets explain.
        (("病 灶\n（具体问题）",), "problem"),
        (("药方（整改措施）",), "measure"),
        (("责任人（责任单位）",), "responsible"),
        (("评价（甲）",), None),
        # Who and until when, in plain words.
        (("谁来改",), "responsible"),
        (("包干人",), "responsible"),
        (("最迟完成日",), "deadline"),
        (("何时完成（年月日）",), "deadline"),
        (("村别",), "branch"),
        (("包社区领导",), "town_leader"),
        # A head over what says nothing alone.
        (("包联力量", "联系县领导", "姓名"), "county_leader"),
        (("问题", "具体内容"), "problem"),
        (("包联力量", "第一书记", "职务"), None),
        # How it ends.
        (("群众反映强烈的问题",), "problem"),
        (("排查出的短板",), "problem"),
        (("拟采取的措施",), "measure"),
        (("帮带的第一书记",), "first_secretary"),
        (("思想上的根源",), "cause"),
        (("群众满意程度",), None),
        # What only looks so.
        (("是否有问题",), None),
        (("解决问题",), None),
        (("上级党组织",), "township"),
        (("预备党员数",), None),
        (("问题数",), None),
        (("整顿党组织数（个）",), None),
        (("坚持边学边改，逐条落实整改任务并按月报送进展",), None),
    ],
)
def test_what_a_heading_means_that_nobody_listed(path, field):
    assert field_of(path) == field


def test_a_heading_in_other_words_begins_a_second_table():
    assert (is_heading("整治举措"), is_heading("整治一新")) == (True, False)


def fields(heads, *rows):
    (table,) = tables(sheet([heads, *rows]))
    return [column.field for column in table.columns]


def test_a_column_of_branches_or_townships_is_known_by_its_cells():
    heads = ["存在问题", "整改措施", "对象", "地方"]
    rows = [
        ["甲", "乙", "青石村党支部", "柳河镇"],
        ["丙", "丁", "云岭村党支部", "柳河镇"],
        ["戊", "己", "另", "?"],
    ]
    assert fields(heads, *rows) == ["problem", "measure", "branch", "township"]
    assert fields(heads, ["甲", "乙", "丙", "丁"]) == ["problem", "measure", None, None]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (["已召开支委会研究，正在征求党员意见", "活动室已粉刷，桌椅还在采购之中"], "progress"),
        (["整改中", "也许", "已完成"], "status"),
        (["正在走程序", "完成80%", "已整改，正在巩固"], "status"),
    ],
)
def test_a_column_called_state_may_tell_what_was_done(said, field):
    rows = [["青石村党支部", f"问题{n}", f"措施{n}", words] for n, words in enumerate(said)]
    assert fields(["党组织名称", "存在问题", "整改措施", "当前状态"], *rows)[3] == field


def test_of_columns_for_each_month_the_last_says_how_far_it_is():
    heads = ["党组织名称", "存在问题", "整改措施", "1月进展", "2月份进展"]
    assert fields(heads, ["青石村党支部", "甲", "乙", "丙", "丁"]) == [
        "branch",
        "problem",
        "measure",
        None,
        "progress",
    ]


def test_words_that_mean_something_where_no_better_column_is_there():
    row = ["青石村党支部", "甲", "乙", "6月底"]
    assert fields(["党组织名称", "内容", "整改措施", "完成日期"], row) == [
        "branch",
        "problem",
        "measure",
        "deadline",
    ]
    heads = ["党组织名称", "内容", "整改措施", "完成日期", "存在问题", "整改时限"]
    assert fields(heads, [*row, "丙", "7月底"]) == [
        "branch",
        None,
        "measure",
        "done_on",
        "problem",
        "deadline",
    ]


def test_a_column_called_type_may_tell_why_a_branch_was_listed():
    rows = [["青石村党支部", "班子不团结型", "一"], ["云岭村党支部", "阵地缺失型", "二"]]
    assert fields(["党组织名称", "类型", "存在问题"], *rows)[1] == "criteria"
    rows = [["青石村党支部", "行政村党支部", "一"], ["云岭村党支部", "城市社区", "二"]]
    assert fields(["党组织名称", "类型", "存在问题"], *rows)[1] == "kind"


@pytest.mark.parametrize(
    ("heads", "row", "is_figures"),
    [
        (["序号", "乡镇", "党组织数", "问题数", "完成率"], [1, "柳河镇", 2, 6, "83.3%"], True),
        (["序号", "党组织名称", "存在问题（个）", "整改措施（条）"], [1, "青石村党支部", 6, "8条"], True),
        (["序号", "党组织名称", "存在问题", "整改措施"], [1, "青石村党支部", "班子不团结", 8], False),
        (["序号", "党组织名称", "书记", "党员人数"], [1, "青石村党支部", "张立", 36], False),
        (["序号", "责任单位", "责任人"], [1, "镇党委", "张立"], False),
    ],
)
def test_a_table_that_only_counts_holds_no_records(heads, row, is_figures):
    (table,) = tables(sheet([heads, row]))
    assert table.is_figures == is_figures


def test_a_lone_cell_beside_a_merge_is_no_note():
    heads = ["序号", "党组织名称", "存在问题", "整改措施", "网格"]
    rows = [[1, "青石村党支部", "班子不团结", "谈心", "东"], ["", "", "", "", "西"], ["以上为重点"]]
    (table,) = tables(sheet([heads, *rows], ["A2:A3", "B2:B3", "C2:C3", "D2:D3"]))
    assert ([row + 1 for row in table.data], table.passed) == ([2, 3], {3: "note"})
