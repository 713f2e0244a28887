"""Where the headings stand, and which of the rows below hold data."""

import pytest

from branches.ledgers.tables import ERRORS, tables
from branches.ledgers.vocabulary import field_of
from tests.branches.ledgers.books import PLAIN, ROWS, sheet

TITLE = [
    ["2026年软弱涣散党组织整顿台账"],
    ["填报单位（盖章）：东镇党委", "", "", "", "填报时间：2026年9月30日"],
]


def only(*args, **kwargs):
    (table,) = tables(sheet(*args, **kwargs))
    return table


def reasons(table):
    return {row + 1: reason for row, reason in table.passed.items()}


def test_headings_are_found_wherever_they_stand():
    for above in ([], TITLE, [[], [], *TITLE, []]):
        table = only([*above, PLAIN, *ROWS])
        assert table.heading_rows == [len(above) + 1]
        assert len(table.data) == 3


def test_headings_broken_by_blanks_lines_and_units():
    table = only(
        [
            ["序 号", "党组织\n名 称", "存在\n问题", "整改措施（条）", "责 任 人", "完成\r\n时限"],
            [1, "甲", "乙", "丙", "丁", "戊"],
        ]
    )
    assert {column.heading: column.field for column in table.columns} == {
        "序号": "number", "党组织名称": "branch", "存在问题": "problem", "整改措施（条）": "measure",
        "责任人": "responsible",
        "完成时限": "deadline",
    }  # fmt: skip


def test_totals_signatures_repeated_headings_and_notes_are_passed_over():
    table = only(
        [
            PLAIN,
            ["合计", "", "3个"],
            ROWS[0],
            PLAIN,
            ROWS[1],
            [],
            ["总 计：2"],
            [4],
            ["填报人：甲", "", "审核人：乙"],
            ["注：本表一式两份。"],
            ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
        ]
    )
    assert [row + 1 for row in table.data] == [3, 5]
    assert reasons(table) == {
        2: "total", 4: "heading", 7: "total", 8: "blank", 9: "foot", 10: "foot", 11: "numbers",
    }  # fmt: skip


def test_signatures_dates_and_pages_without_a_colon_are_no_data():
    rows = [
        ["第1页，共2页"], ["", "", "第 2 页"], ["审核人（签字）", "", "填表人（签字）"],
        ["镇党委书记（签字）", "", "年 月 日"],
        ["2026年9月30日"], ["— 3 —"], ["（此表由乡镇党委填写）"], ["云岭村党支部"],
    ]  # fmt: skip
    table = only([["党组织名称", "存在问题", "整改措施"], ["青石村党支部", "甲", "乙"], *rows])
    assert ([row + 1 for row in table.data], reasons(table)) == (
        [2, 10],
        {3: "foot", 4: "foot", 5: "foot", 6: "foot", 7: "foot", 8: "foot", 9: "note"},
    )


def test_totals_of_a_place_hints_and_examples_are_no_data():
    heads = ["乡镇", "党组织名称", "存在问题", "整改措施"]
    rows = [
        ["（全称）", "（全称）", "（逐条填写）", "（对应问题）"], ["例：某镇", "某村党支部", "甲", "乙"],
        ["柳河镇", "青石村党支部", "经费收支没有小计", "补记"], ["柳河镇小计", "1个"],
        ["", "全县总计：", "1"], ["", "", "合 计", "1"],
    ]  # fmt: skip
    table = only([heads, *rows])
    assert ([row + 1 for row in table.data], list(table.passed.values())) == (
        [4],
        ["example", "example", "total", "total", "total"],
    )


def test_instructions_below_the_headings_are_no_data():
    heads = ["序号", "党组织名称", "存在问题", "整改措施", "责任人", "整改时限"]
    told = [
        "填数字",
        "填写党组织全称",
        "逐条填写",
        "措施要具体可操作",
        "多人用顿号隔开",
        "格式：××××年××月××日",
    ]
    data = [1, "青石村党支部", "年度计划要明确而未明确", "按时填报", "张立", "6月底前"]
    table = only([heads, told, data, ["", *told[1:]]])
    assert (reasons(table), [row + 1 for row in table.data]) == ({2: "example"}, [3, 4])


def test_who_worked_on_it_and_shares_of_the_whole_are_no_data():
    rows = [
        ["青石村党支部", "甲事", "乙事"],
        ["总完成率", "50%"],
        ["工作人员：张立", "分管领导："],
        ["包村干部：李桥", "组织委员："],
        ["乡镇党委意见", "同意上报。\n（盖章） 2026年4月8日"],
    ]
    table = only([["党组织名称", "存在问题", "整改措施"], *rows])
    assert (reasons(table), [row + 1 for row in table.data]) == (
        {3: "total", 4: "foot", 5: "foot", 6: "foot"},
        [2],
    )


def test_a_township_with_a_number_of_its_own_heads_its_branches():
    rows = [
        ["一", "柳河镇"],
        [1, "青石村", "甲", "乙"],
        ["二", "石桥乡"],
        [1, "白杨村", "丙", "丁"],
        [2, "云岭村"],
    ]
    table = only([["序号", "村名", "存在问题", "整改措施"], *rows])
    assert ([row + 1 for row in table.data], list(table.sections.values())) == (
        [3, 5, 6],
        ["柳河镇", "石桥乡"],
    )


def test_headings_may_ask_for_something_in_brackets():
    heads = ["党组织名称（全称：村+党支部）", "存在问题", "整改措施（要求：可操作）", "是否完成（是/否）"]
    assert [column.field for column in only([heads, ["青石村党支部", "甲", "乙", "是"]]).columns] == [
        "branch", "problem", "measure", "status",
    ]  # fmt: skip


def test_a_numbered_row_that_tells_of_totals_is_no_total():
    rows = [
        [1, "青石村党支部", "账目不清", "核对"], [2, "", "合计不清", "重算"], [3, "", "小计漏列", "补列"],
        ["", "合计", "3个"],
    ]  # fmt: skip
    (table,) = tables(sheet([PLAIN, *rows], ["B2:B4"]))
    assert (table.data, table.passed) == ([1, 2, 3], {4: "total"})


def test_a_problem_that_speaks_of_totals_is_a_problem():
    rows = [[1, "青石村党支部", "合计欠缴党费3000元，说明：制度不落实。", "补缴", "", "", "", "", ""]]
    assert len(only([PLAIN, *rows]).data) == 1


def test_a_row_across_the_table_names_whom_the_next_are_about():
    rows = [["一、青石村党支部（2个）"], [1, "甲"], ["（二）西镇"], [2, "乙"], ["以上为重点"], [3, "丙"]]
    table = only([["序号", "存在问题", "整改措施"], *rows], ["A2:C2", "A4:C4", "A6:C6"])
    assert (list(table.sections.values()), reasons(table)) == (
        ["一、青石村党支部（2个）", "（二）西镇"],
        {2: "section", 4: "section", 6: "note"},
    )


def test_several_tables_in_one_sheet():
    first, second = tables(
        sheet(
            [
                ["问题清单"],
                ["序号", "问题内容", "责任人"],
                [1, "甲", "乙"],
                [],
                ["措施清单"],
                ["序号", "整改措施", "完成时限"],
                [1, "丙", "丁"],
            ]
        )
    )
    assert ([column.field for column in first.columns], len(first.data)) == (
        ["number", "problem", "responsible"],
        1,
    )
    assert ([column.field for column in second.columns], len(second.data)) == (
        ["number", "measure", "deadline"],
        1,
    )


def test_a_small_table_above_a_large_one_is_not_passed_over():
    first, second = tables(
        sheet(
            [
                ["序号", "问题内容", "责任人"],
                [1, "甲", "乙"],
                ["序号", "整改措施", "完成时限", "责任单位", "备注"],
                [1, "丙", "丁", "戊", "己"],
            ]
        )
    )
    assert [(table.heading_rows, len(table.data)) for table in (first, second)] == [([1], 1), ([3], 1)]


def test_a_row_of_data_in_words_of_headings_does_not_outdo_the_headings():
    table = only(
        [
            ["党组织名称", "存在问题", "对象", "层级", "属性", "措施"],
            ["青石村党支部", "没有目标", "没有措施", "没有问题", "没有打算", "完善各项措施"],
        ]
    )
    assert (table.heading_rows, len(table.data)) == ([1], 1)


@pytest.mark.parametrize(
    "rows",
    [
        [["你好"]],
        [["填表说明"], ["一、请如实填写。"], ["二、按时上报。"]],
        [[1, 2, 3], [4, 5, 6]],
        [["领域", "是否办结", "情形"], ["村", "是", 1], ["社区", "否", 2]],
    ],
)
def test_what_is_no_ledger_has_no_tables(rows):
    assert tables(sheet(rows)) == []


def test_of_two_columns_for_one_thing_the_nearer_word_counts():
    table = only([["所属村", "党组织名称", "存在问题"], ["青石村", "青石村党支部", "甲"]])
    assert [column.field for column in table.columns] == [None, "branch", "problem"]


def test_what_people_said_a_heading_means_counts_before_all():
    (table,) = tables(
        sheet([["党组织名称", "事项", "存在问题"], ["甲", "乙", "丙"]]), {"事项": "problem", "存在问题": None}
    )
    assert [column.field for column in table.columns] == ["branch", "problem", None]


@pytest.mark.parametrize(("name", "field"), [("青石村党支部", "branch"), ("东镇", "township")])
def test_a_unit_is_a_branch_where_its_cells_say_so(name, field):
    table = only([["单位名称", "存在问题", "整改措施"], [name, "甲", "乙"]])
    assert table.columns[0].field == field


@pytest.mark.parametrize(("name", "field"), [("青石村党支部", "branch"), ("镇党建办", "responsible_unit")])
@pytest.mark.parametrize("heading", ["所属部门", "责任党组织"])
def test_a_branch_may_stand_as_what_a_problem_belongs_to(heading, name, field):
    table = only([[heading, "存在问题", "整改措施"], [name, "甲", "乙"]])
    assert table.columns[0].field == field


def test_unknown_columns_have_names_of_their_own():
    table = only([["党组织名称", "存在问题", "网格", "网格", ""], ["甲", "乙", "丙", "丁", "戊"]])
    assert [(column.heading, column.field) for column in table.columns[2:]] == [
        ("网格", None), ("网格 (2)", None), ("E列", None),
    ]  # fmt: skip


def test_a_heading_and_its_cells_over_two_columns_are_one_column():
    rows = [["序号", "存在问题", "", "整改措施"], [1, "甲", "", "乙"]]
    assert [column.heading for column in only(rows, ["B1:C1", "B2:C2"]).columns] == [
        "序号",
        "存在问题",
        "整改措施",
    ]


def test_the_column_of_errors_is_not_read_again():
    assert [column.heading for column in only([["党组织名称", "存在问题", ERRORS], ["甲", "乙", "丙"]]).columns] == [
        "党组织名称", "存在问题",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("整改责任清单", "具体责任单位"), "responsible_unit"),
        (("具体责任单位",), "branch"),
        (("问题", "内容"), "problem"),
        (("第一书记", "姓名"), "first_secretary"),
        (("软弱涣散党组织名称",), "branch"),
        (("存在的主要问题及表现",), "problem"),
        (("整改措施落实情况",), "progress"),
        (("未整改到位问题原因及下一步计划",), "plan"),
        (("网格员",), None),
        (("问" * 61,), None),
    ],
)
def test_what_a_heading_means(path, field):
    assert field_of(path) == field


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (["60%", "0.8", ""], "percent"),
        (["60%", "已完成", "100%"], "percent"),
        (["已完成", "整改中", "30%"], "status"),
        (["已修缮活动室。", "正在推进", ""], "progress"),
        (["", ""], "percent"),
    ],
)
def test_a_column_called_progress_holds_what_its_cells_say(said, field):
    rows = [["甲村党支部", "班子不团结", "谈心", words] for words in said]
    (found,) = tables(sheet([["党组织名称", "存在问题", "整改措施", "整改进度"], *rows]))
    assert found.columns[3].field == field


def test_but_not_against_a_person_or_another_column_for_the_same():
    heads = ["党组织名称", "存在问题", "整改措施", "整改进度", "状态"]
    rows = [["甲村党支部", "班子不团结", "谈心", "已完成", "整改中"]]
    (found,) = tables(sheet([heads, *rows]))
    assert [column.field for column in found.columns[3:]] == ["percent", "status"]
    (found,) = tables(sheet([heads[:4], rows[0][:4]]), {"整改进度": "percent"})
    assert found.columns[3].field == "percent"


def test_a_ledger_with_known_words_in_its_first_column_is_a_table():
    rows = [
        ["问题", "措施", "责任人"],
        ["党员人数", "核对党员人数。", "张立"],
        ["整改措施", "重订。", "李桥"],
        ["备注", "补写。", "王田"],
    ]
    (table,) = tables(sheet(rows))
    assert table.data == [1, 2, 3]
