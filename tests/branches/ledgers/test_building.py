"""Rows of a table → records: what belongs together, what is told once, what is kept beside."""

import datetime as dt

import pytest

from branches.criteria import NATIONAL_CRITERIA
from branches.ledgers.building import build
from branches.ledgers.error_workbook import refused
from branches.ledgers.options import Options
from branches.ledgers.shapes import shapes
from branches.ledgers.storing import packed, unpacked
from branches.ledgers.tables import ERRORS, tables
from tests.branches.ledgers.books import PLAIN, ROWS, shaped, sheet


def read(*sheets, **options):
    found = [table for one in sheets for table in tables(one)]
    return build(found, Options(2026, NATIONAL_CRITERIA, **options))


def errors(reading):
    found = [one for one in reading.findings if one.severity in {"error", "rule"}]
    return [(one.spot.row, one.column, one.value) for one in found]


def said(reading, severity):
    return [(one.spot.row, one.value) for one in reading.findings if one.severity == severity]


def test_rows_become_branches_problems_and_measures():
    reading = read(sheet([PLAIN, *ROWS]))
    assert [(branch.name, len(branch.problems)) for branch in reading.branches] == [
        ("青石村党支部", 2), ("云岭社区党支部", 1),
    ]  # fmt: skip
    first, second, third = reading.problems
    assert (first.text, first.number, first.responsible, first.deadline, first.status, first.extra) == (
        "班子不团结。", 1, "张立", "2026年底前", "rectifying", {"备注": "甲"},
    )  # fmt: skip
    assert (second.deadline, second.responsible, third.deadline) == ("长期坚持", "李桥、王田", "2026年9月")
    assert [measure.problems for measure in reading.measures] == [[first], [second], [third]]


def test_merged_cells_are_told_once_for_all_their_rows():
    rows = [
        PLAIN,
        [1, "青石村党支部", "班子不团结", "谈心", "张立", "6月底前", "", "已完成", "甲"],
        ["", "", "", "议事", "李桥", "9月底前", "", "整改中", "乙"],
        [2, "", "阵地薄弱", "修缮", "", "", "", "", ""],
    ]
    reading = read(sheet(rows, ["A2:A3", "B2:B4", "C2:C3"]))
    (branch,) = reading.branches
    first, second = branch.problems
    assert [(measure.text, measure.problems, measure.responsible, measure.deadline) for measure in branch.measures] == [
        ("谈心", [first], "张立", "6月底前"), ("议事", [first], "李桥", "9月底前"), ("修缮", [second], "", ""),
    ]  # fmt: skip
    assert (first.deadline, first.status, [spot.row for spot in first.spots]) == (
        "9月底前",
        "rectifying",
        [2, 3],
    )
    assert [measure.extra for measure in branch.measures] == [{"备注": "甲"}, {"备注": "乙"}, {}]


def test_a_blank_cell_stays_blank():
    reading = read(sheet([PLAIN, ROWS[0], [2, "", "阵地薄弱", "修缮"]]))
    assert errors(reading) == [(3, "党组织名称", "")]
    assert [branch.name for branch in reading.branches] == ["青石村党支部", ""]


def test_one_row_a_branch_with_long_cells():
    shape = next(shape for shape in shapes() if shape.code == "V2")
    row = [
        "青石村党支部", "a.pdf", "党员21名", "张立", "13812345678", "1.班子不团结；\n2.阵地薄弱；\n3.教育不严。",
        "一是谈心谈话。二是修缮活动室。", "青石社区", "重点",
    ]  # fmt: skip
    (branch,) = read(shaped(shape, [row]), masked=True).branches
    assert [problem.text for problem in branch.problems] == ["班子不团结", "阵地薄弱", "教育不严。"]
    assert [problem.number for problem in branch.problems] == [1, 2, 3]
    assert [(measure.text, len(measure.problems)) for measure in branch.measures] == [
        ("谈心谈话。", 3),
        ("修缮活动室。", 3),
    ]
    assert (branch.member_count, branch.secretary) == (21, "张立")
    assert branch.extra == {"文件": "a.pdf", "联系方式": "×" * 11, "所属社区": "青石社区", "备注": "重点"}


def test_sheets_joined_only_by_their_numbers():
    named = {shape.sheet: shape for shape in shapes() if shape.code == "V14"}
    reading = read(
        shaped(
            named["问题清单"],
            [[1, "青石村党支部", "班子不团结", "", ""], [2, "云岭村党支部", "阵地薄弱", "", ""]],
        ),
        shaped(named["措施清单"], [[1, "谈心", "6月底前"], [1, "议事", ""], [2, "修缮", ""]]),
        shaped(named["任务清单"], [[2, "招标", "已开标"]]),
        shaped(named["责任清单"], [[1, "镇党委", "张立"], [2, "镇政府", ""], [9, "无主", ""]]),
    )
    assert [(measure.text, measure.problems[0].text) for measure in reading.measures] == [
        ("谈心", "班子不团结"), ("议事", "班子不团结"), ("修缮", "阵地薄弱"), ("招标", "阵地薄弱"),
    ]  # fmt: skip
    assert [problem.responsible for problem in reading.problems] == ["张立", "镇政府"]
    assert [(row, value) for row, _column, value in errors(reading)] == [(6, "")]


def test_a_measure_may_name_several_problems_by_their_numbers():
    named = {shape.sheet: shape for shape in shapes() if shape.code == "V14"}
    problems = [[number, "青石村党支部", text] for number, text in enumerate(["甲事", "乙事", "丙事"], 1)]
    reading = read(
        shaped(named["问题清单"], problems),
        shaped(named["措施清单"], [["1、3", "谈心"], ["2", "修缮"], ["2和3", "议事"]]),
    )
    assert [[problem.text for problem in measure.problems] for measure in reading.measures] == [
        *(["甲事", "丙事"], ["乙事"], ["乙事", "丙事"])
    ]
    assert errors(reading) == []


@pytest.mark.parametrize("heading", ["整改要求", "整改建议", "审计整改要求和建议"])
def test_what_an_inspection_asks_for_is_a_measure_where_none_is_told(heading):
    row = ["账目不清", "（1）补记；（2）公开", "2026年6月"]
    reading = read(sheet([["青石村党支部整改清单"], ["发现的问题", heading, "整改期限"], row]))
    assert [(one.text, one.deadline) for one in reading.measures] == [
        *(("补记", "2026年6月"), ("公开", "2026年6月"))
    ]
    told = read(
        sheet([["党组织名称", "发现的问题", heading, "整改措施"], ["青石村党支部", *row[:2], "公开"]])
    )
    assert [one.text for one in told.measures] == ["公开"]


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ([["东镇青石村党支部问题清单"]], "Sheet1"), ([["党组织名称：青石村党支部"]], "Sheet1"),
        ([["填报单位（盖章）：青石村党支部  填报时间：2026年"]], "Sheet1"), ([], "青石村党支部"),
    ],
)  # fmt: skip
def test_a_branch_named_only_over_the_table(above, name):
    reading = read(sheet([*above, ["序号", "问题内容", "整改措施"], [1, "甲", "乙"]], name=name))
    assert ([branch.name for branch in reading.branches], errors(reading)) == (["青石村党支部"], [])


def test_a_branch_that_was_chosen_and_sections_that_name_others():
    rows = [["序号", "问题内容", "整改措施"], [1, "甲", "乙"], ["二、云岭村党支部"], [2, "丙", "丁"]]
    reading = read(sheet(rows, ["A3:C3"]), branch="青石村党支部")
    assert [branch.name for branch in reading.branches] == ["青石村党支部", "云岭村党支部"]


def test_the_township_and_the_day_over_a_table():
    reading = read(sheet([["填报单位：东镇党委"], ["截至2026年9月30日"], PLAIN, *ROWS]))
    assert ({branch.township for branch in reading.branches}, reading.as_of) == (
        {"东镇党委"},
        dt.date(2026, 9, 30),
    )


HEADS = ["党组织名称", "存在问题", "整改措施", "整改进展情况", "是否已完成整改", "未完成原因及下一步计划"]


def test_done_or_not_wants_an_answer_and_a_not_wants_a_reason():
    rows = [
        ["甲村党支部", "一", "二", "", "是", ""],
        ["甲村党支部", "三", "四", "", "", "六"],
        ["甲村党支部", "五", "六", "", "否", ""],
        ["甲村党支部", "七", "八", "", "否", "1.等雨停。2.再动工。"],
    ]
    reading = read(sheet([HEADS, *rows]))
    assert errors(reading) == [(3, "是否已完成整改", ""), (4, "未完成原因及下一步计划", "")]
    assert [plan.text for plan in reading.branches[0].plans] == ["六", "等雨停。", "再动工。"]
    assert [measure.percent for measure in reading.measures] == [100, None, None, None]


def test_among_shares_a_word_counts_as_all_or_none_or_says_nothing():
    heads = ["党组织名称", "存在问题", "整改措施", "完成进度"]
    said_in = ["60%", "80%", "50%", "40%", "已完成", "未启动", "整改中", "也许"]
    rows = [["甲村党支部", f"问题{n}", f"措施{n}", words] for n, words in enumerate(said_in)]
    reading = read(sheet([heads, *rows]))
    assert [measure.percent for measure in reading.measures] == [60, 80, 50, 40, 100, 0, None, None]
    assert (said(reading, "note"), errors(reading)) == ([(8, "整改中")], [(9, "完成进度", "也许")])


def test_what_was_done_may_say_how_far_it_is_where_no_column_does():
    heads = ["党组织名称", "存在问题", "整改措施", "完成情况"]
    told = ["60%", "已完成", "1.已完成\n2.推进中", "正在修缮", "1：60", "120%", "60"]
    rows = [["甲村党支部", f"问题{n}", f"1.措施{n}\n2.措施{n}0" if "\n" in words else f"措施{n}", words]
            for n, words in enumerate(told)]  # fmt: skip
    reading = read(sheet([heads, *rows]))
    assert [(measure.progress, measure.percent) for measure in reading.measures] == [
        ("", 60), ("已完成", 100), ("已完成", 100), ("推进中", None), ("正在修缮", None), ("1：60", None),
        ("120%", None), ("60", None),
    ]  # fmt: skip
    reading = read(sheet([[*heads, "完成进度"], [*rows[1], "40%"], [*rows[0], "50%"]]))
    assert [(measure.progress, measure.percent) for measure in reading.measures] == [
        ("已完成", 40),
        ("60%", 50),
    ]


def test_progress_goes_number_by_number_or_with_the_first():
    rows = [
        ["甲村党支部", "一", "1.子\n2.丑", "1.子已办。\n2.丑在办。", "否", "待"],
        ["甲村党支部", "二", "1.寅\n2.卯", "都在办。", "否", "待"],
    ]
    reading = read(sheet([HEADS, *rows]))
    assert [measure.progress for measure in reading.measures] == ["子已办。", "丑在办。", "都在办。", ""]
    assert said(reading, "note") == [(3, "")]


def test_people_and_deadlines_go_number_by_number():
    rows = [
        [
            1,
            "甲村党支部",
            "1.一\n2.二\n3.三",
            "1.子\n2.丑",
            "1.张立\n2.李桥、王田",
            "1.6月底前；2.长期",
            "",
            "",
            "",
        ],
        [2, "乙村党支部", "四", "1.寅\n2.卯", "1.张立\n2.李桥\n3.王田", "镇党委开会后\n两周以内", "", "", ""],
    ]
    reading = read(sheet([PLAIN, *rows]))
    assert [(measure.responsible, measure.deadline) for measure in reading.measures] == [
        ("张立", "6月底前"), ("李桥、王田", "长期"),
        ("1.张立、2.李桥、3.王田", "镇党委开会后两周以内"), ("1.张立、2.李桥、3.王田", "镇党委开会后两周以内"),
    ]  # fmt: skip
    assert [problem.deadline for problem in reading.problems[:3]] == ["1.6月底前；2.长期"] * 3


def test_what_has_no_place_is_kept_by_its_heading():
    rows = [
        ["序号", "党组织名称", "存在问题", "责任单位", "责任人", "佐证材料", "是否销号", "网格"],
        [7, "甲村党支部", "一", "镇政府", "张立", "a.jpg", "已销号", "东"],
    ]
    reading = read(sheet(rows))
    (problem,) = reading.problems
    assert problem.responsible == "张立"
    assert problem.extra == {
        "序号": "7", "责任单位": "镇政府", "佐证材料": "a.jpg", "是否销号": "已销号", "网格": "东",
    }  # fmt: skip
    assert said(reading, "note") == [(2, "已销号")]


def test_criteria_by_number_or_by_words():
    rows = [
        ["党组织名称", "软弱涣散类型", "存在问题"],
        ["甲村党支部", "3、8", "一"],
        ["乙村党支部", "班子不团结", "二"],
        ["丙村党支部", "风水不好", "三"],
    ]
    reading = read(sheet(rows))
    assert [branch.criteria for branch in reading.branches] == [[3, 8], [3], []]
    assert [problem.criterion for problem in reading.problems] == [None, 3, None]
    assert reading.problems[2].extra == {"软弱涣散类型": "风水不好"}


def test_formulas_errors_and_wrong_words_keep_their_row_out():
    given = sheet(
        [
            PLAIN,
            [1, "甲村党支部", "=1+1", "二", "", "", "", "", ""],
            [2, "甲村党支部", "三", "四", "", "", "", "也许", ""],
        ]
    )
    given.faults = {(2, 3): "error"}
    reading = read(given)
    assert errors(reading) == [(2, "存在问题", "=1+1"), (3, "整改措施", ""), (3, "状态", "也许")]
    assert reading.refused == set(reading.rows)


def test_a_row_of_nothing_but_errors_is_told():
    given = sheet([PLAIN, *ROWS])
    given.rows.append([])
    given.faults = {(4, 2): "error"}
    assert errors(read(given)) == [(5, "存在问题", ""), (5, "党组织名称", "")]


def test_private_numbers_are_told_and_struck_out_on_request():
    rows = [PLAIN, [1, "甲村党支部", "信访人王小明反映问题", "二", "张立13812345678"]]
    assert read(sheet(rows)).problems[0].text == "信访人王小明反映问题"
    reading = read(sheet(rows), masked=True)
    assert (reading.problems[0].text, reading.measures[0].responsible) == (
        "信访人×××反映问题",
        "张立×××××××××××",
    )
    assert said(reading, "private") == [(2, "王小明"), (2, "13812345678")]


def test_tables_of_totals_hold_no_records():
    shape = next(shape for shape in shapes() if shape.code == "V7")
    reading = read(shaped(shape, [[1, "甲党组织", *range(11)]]))
    assert (reading.branches, list(reading.rows.values())) == ([], [None])


def test_refused_rows_are_handed_back_under_their_headings():
    rows = [
        ["台账"],
        PLAIN,
        [1, "青石村党支部", "班子不团结", "谈心"],
        ["", "", "", "议事"],
        [2, "甲村党支部", "阵地薄弱", "修缮"],
    ]
    (table,) = tables(sheet(rows, ["A3:A4", "B3:B4", "C3:C4"]))
    handed = refused(table, {4: "不对"})
    assert handed.rows[1][-1] == ERRORS
    assert handed.rows[2:] == [[1, "青石村党支部", "班子不团结", "议事", "", "", "", "", "", "不对"]]
    (again,) = tables(handed)
    assert [column.heading for column in again.columns] == PLAIN


def test_sheets_are_kept_as_they_were_read():
    given = sheet([["甲", 1, 2.5, dt.date(2026, 6, 30)], [], ["乙"]], ["A1:B1"])
    given.faults = {(0, 1): "error"}
    assert unpacked(packed([given])) == [given]
