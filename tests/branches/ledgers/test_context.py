"""Which township the rows are about, by what stands around them."""

import pytest

from branches.ledgers.building import build
from branches.ledgers.options import Options
from branches.ledgers.tables import tables
from branches.selectors.import_places import Places
from branches.selectors.imports import plans
from tests.branches.ledgers.books import sheet
from tests.factories import make_branch, make_campaign

HEADS = ["序号", "党组织名称", "存在问题", "整改措施"]
ROW = [1, "青石村党支部", "班子不团结", "谈心"]


def read(*sheets):
    return build([table for one in sheets for table in tables(one)], Options(2026))


@pytest.mark.parametrize(
    ("title", "township"),
    [
        ("柳河镇2026年软弱涣散党组织整顿台账", "柳河镇"),
        ("2026年安禾县柳河镇整顿台账", "柳河镇"),
        ("中共柳河镇委员会整顿台账", "柳河镇"),
        ("关于石桥乡党支部问题清单", "石桥乡"),
        ("全县软弱涣散党组织整顿台账", ""),
        ("各乡镇软弱涣散党组织整顿台账", ""),
        ("乡镇（街道）整顿台账", ""),
        ("包联乡镇领导台账", ""),
        ("关于城乡基层党组织整顿台账", ""),
    ],
)
def test_a_title_says_which_township(title, township):
    (branch,) = read(sheet([[title], HEADS, ROW], ["A1:D1"])).branches
    assert (branch.township, branch.setting) == ("", township)


def test_a_sheet_for_each_township_is_called_after_it():
    reading = read(
        *(sheet([HEADS, ROW], name=name) for name in ("柳河镇", "石桥 乡", "说明", "乡镇", "各街道"))
    )
    assert [branch.township for branch in reading.branches] == ["柳河镇", "石桥乡", ""]


@pytest.mark.parametrize(
    "words", ["乡镇（街道）党（工）委：柳河镇党委", "填报乡镇：柳河镇党委", "党委：柳河镇党委"]
)
def test_the_township_is_told_in_other_words(words):
    (branch,) = read(sheet([[words], HEADS, ROW])).branches
    assert branch.township == "柳河镇党委"


def test_a_unit_of_measure_is_no_unit():
    (branch,) = read(sheet([["单位：万元"], HEADS, ROW])).branches
    assert branch.township == ""


@pytest.mark.django_db
def test_a_title_counts_where_nobody_said_whose_ledger_it_is(tree):
    reading = read(sheet([["西镇整顿台账"], HEADS, ROW], ["A1:D1"]))
    campaign = make_campaign(tree.county)
    for default, meant in ((None, tree.other_township), (tree.township, tree.township)):
        (plan,) = plans(reading, campaign, Places.of(None, default))
        assert (plan.township, plan.findings) == (meant, [])


@pytest.mark.parametrize(
    ("title", "name", "branch"),
    [
        ("台账", "青石村", "青石村"),
        ("台账", "3.前进社区", "前进社区"),
        ("柳河镇青石村“一村一策”整顿台账", "Sheet1", "青石村"),
        ("软弱涣散村党组织整顿台账", "Sheet1", ""),
        ("2026年重点村整顿台账", "各村", ""),
    ],
)
def test_a_village_after_which_a_sheet_or_a_title_is_called(title, name, branch):
    reading = read(sheet([[title], SHORT, [1, "甲", "乙"]], ["A1:C1"], name=name))
    assert [one.name for one in reading.branches] == [branch]


def test_the_name_of_a_branch_says_its_township():
    reading = read(
        sheet([HEADS, [1, "中共柳河镇青石村支部委员会", "甲", "乙"], [2, "梦想乡村党支部", "丙", "丁"]])
    )
    assert [branch.setting for branch in reading.branches] == ["柳河镇", ""]


@pytest.mark.django_db
def test_a_branch_that_only_one_township_has_says_which(tree):
    campaign = make_campaign(tree.county)
    branch = make_branch(tree.other_township, name="青石村党支部")
    (plan,) = plans(read(sheet([HEADS, ROW])), campaign, Places.of(None, None))
    assert (plan.township, plan.branch, plan.findings) == (tree.other_township, branch, [])
    make_branch(tree.township, name="青石村党支部")
    (plan,) = plans(read(sheet([HEADS, ROW])), campaign, Places.of(None, None))
    assert (plan.township, [finding.column for finding in plan.findings]) == (None, ["township"])


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["青石村", "中共东镇青石村支部委员会", "甲县东镇青石村党支部"])
def test_a_branch_is_found_by_its_name_in_full(tree, name):
    branch = make_branch(tree.township, name="青石村党支部")
    assert Places.of(None, None).branch(tree.township, name) == branch
    assert Places.of(None, None).branch(tree.other_township, name) is None


SHORT = ["序号", "存在问题", "整改措施"]


def test_a_table_for_each_branch_below_one_another():
    rows = [
        ["青石村党支部问题清单"], SHORT, [1, "甲", "乙"], [],
        ["云岭村党支部问题清单"], SHORT, [1, "丙", "丁"],
        ["填报单位：白杨村党支部"], SHORT, [1, "戊", "己"],
    ]  # fmt: skip
    reading = read(sheet(rows, ["A1:C1", "A5:C5", "A8:C8"]))
    assert [(branch.name, branch.problems[0].text) for branch in reading.branches] == [
        ("青石村党支部", "甲"), ("云岭村党支部", "丙"), ("白杨村党支部", "戊"),
    ]  # fmt: skip


def test_a_table_for_each_township_below_one_another():
    rows = [["柳河镇整顿台账"], HEADS, ROW, ["填报单位：石桥乡"], HEADS, ROW]
    reading = read(sheet(rows, ["A1:D1", "A4:D4"]))
    assert [(branch.township, branch.setting) for branch in reading.branches] == [
        ("", "柳河镇"), ("石桥乡", "柳河镇"),
    ]  # fmt: skip


def test_a_later_table_is_about_whom_the_sheet_is_about():
    rows = [
        ["青石村党支部三个清单"], SHORT, [1, "甲", "乙"],
        ["责任清单"], ["序号", "责任单位", "责任人"], [1, "镇党委", "张立"],
        ["云岭村党支部"], ["整改措施", "整改时限", "责任人"], ["戊", "长期", "李桥"],
    ]  # fmt: skip
    reading = read(sheet(rows, ["A1:C1", "A4:C4", "A7:C7"]))
    assert [(one.name, one.problems[0].responsible if one.problems else "") for one in reading.branches] == [
        ("青石村党支部", "张立"), ("云岭村党支部", ""),
    ]  # fmt: skip
