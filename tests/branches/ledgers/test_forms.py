"""Headings that run down: a form of one branch, or a table with a column for each."""

import pytest

from branches.ledgers.building import build
from branches.ledgers.options import Options
from branches.ledgers.tables import tables
from tests.branches.ledgers.books import PLAIN, ROWS, sheet


def read(given):
    found = tables(given)
    assert len(found) == 1
    return build(found, Options(2026))


def said(branch):
    return (
        [problem.text for problem in branch.problems],
        [measure.text for measure in branch.measures],
        [measure.responsible for measure in branch.measures],
    )


def test_a_form_of_one_branch():
    rows = [
        ["整顿情况登记表"],
        ["党组织名称", "青石村党支部", "所属乡镇", "柳河镇"],
        ["党组织书记", "张立", "党员人数", 36],
        ["存在的主要问题", "1.班子不团结。2.阵地薄弱。"],
        ["整改措施", "1.谈心谈话。2.修缮活动室。"],
        ["填表人：李桥"],
    ]
    (branch,) = read(sheet(rows, ["A1:D1", "B4:D4", "B5:D5"])).branches
    assert (branch.name, branch.township, branch.secretary, branch.member_count) == (
        "青石村党支部", "柳河镇", "张立", 36,
    )  # fmt: skip
    assert said(branch) == (["班子不团结。", "阵地薄弱。"], ["谈心谈话。", "修缮活动室。"], ["", ""])
    assert branch.extra == {}


def test_a_form_of_several_pairs_a_row_with_words_that_nobody_knows():
    rows = [
        ["党组织名称", "青石村党支部", "所属乡镇", "柳河镇", "党员人数", 36],
        ["党组织类别", "村", "党组织书记", "张立", "户数", 210],
        ["存在问题", "班子不团结"],
        ["", "阵地薄弱"],
        ["整改措施", "谈心谈话"],
    ]
    (branch,) = read(sheet(rows, ["A3:A4"])).branches
    assert (branch.kind, branch.secretary, branch.extra) == ("village", "张立", {"户数": "210"})
    assert said(branch) == (["班子不团结", "阵地薄弱"], ["谈心谈话"], [""])


def test_a_form_in_parts():
    rows = [
        ["基本情况", "党组织名称", "青石村党支部", "书记", "张立"],
        ["", "党员人数", 36, "联系县领导", "韩望"],
        ["整顿情况", "存在问题", "一是班子不团结；二是阵地薄弱。", "整改措施", "谈心谈话"],
        ["备注", "重点"],
    ]
    (branch,) = read(sheet(rows, ["A1:A2"])).branches
    assert (branch.secretary, branch.member_count, [one.text for one in branch.members]) == (
        "张立", 36, ["韩望"],
    )  # fmt: skip
    assert said(branch)[:2] == (["班子不团结", "阵地薄弱。"], ["谈心谈话"])
    assert branch.extra == {"备注": "重点"}


def test_forms_below_one_another():
    title = "整顿情况登记表"
    rows = [[title]]
    for name, problem, who in [("青石村", "会议太少。", "张立"), ("云岭村", "账目不清。", "李桥")]:
        rows += [
            ["党组织名称", f"{name}党支部", "党组织书记", who],
            ["党员人数", 21, "登记时间", "2026年4月"],
            ["存在问题", problem],
            ["整改措施", "①补开；②公开。"],
            ["责任人", who],
            ["乡镇意见：", "情况属实"],
            [""],
            [title],
        ]
    reading = read(sheet(rows[:-1]))
    assert [(branch.name, branch.secretary, branch.member_count) for branch in reading.branches] == [
        *(("青石村党支部", "张立", 21), ("云岭村党支部", "李桥", 21))
    ]
    assert [said(branch) for branch in reading.branches] == [
        *(
            (["会议太少。"], ["补开", "公开。"], ["张立"] * 2),
            (["账目不清。"], ["补开", "公开。"], ["李桥"] * 2),
        )
    ]


@pytest.mark.parametrize("label", ["项目", "党组织名称"])
def test_a_column_for_each_branch(label):
    rows = [
        [label, "青石村党支部", "白杨村党支部"],
        ["存在问题", "班子不团结。", "阵地薄弱。"],
        ["整改措施", "谈心谈话。", "修缮活动室。"],
        ["责任人", "张立", "李桥"],
    ]
    reading = read(sheet(rows))
    assert [(branch.name, *said(branch)) for branch in reading.branches] == [
        ("青石村党支部", ["班子不团结。"], ["谈心谈话。"], ["张立"]),
        ("白杨村党支部", ["阵地薄弱。"], ["修缮活动室。"], ["李桥"]),
    ]


def test_what_stands_beside_no_label_is_kept():
    rows = [
        ["党组织名称", "青石村党支部"],
        ["存在问题", "班子不团结"],
        ["", "", "另附说明"],
        ["整改措施", "谈心"],
    ]
    (branch,) = read(sheet(rows)).branches
    assert list(branch.problems[0].extra.values()) == ["另附说明"]


def test_a_fault_in_a_form_is_told_by_its_label():
    given = sheet(
        [["党组织名称", "青石村党支部"], ["存在问题", "班子不团结"], ["整改措施", ""], ["责任人", "张立"]]
    )
    given.faults = {(2, 1): "error"}
    assert [one.column for one in read(given).findings if one.severity == "error"] == ["整改措施"]


def test_a_table_is_no_form():
    (table,) = tables(sheet([PLAIN, *ROWS]))
    assert table.heading_rows == [1]
