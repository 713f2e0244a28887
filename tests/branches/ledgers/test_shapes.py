"""The fourteen ledgers seen in the wild: every column of each is known, under a title, without, and as plain values."""

from itertools import pairwise

import pytest

from accounts.exchange.workbooks import Sheet
from branches.ledgers.shapes import shapes
from branches.ledgers.tables import tables
from tests.branches.ledgers.books import shaped

SHAPES = [pytest.param(shape, id=f"{shape.code} {shape.sheet or shape.name}") for shape in shapes()]


def fields_of(table):
    return [column.field for column in table.columns]


def row(shape, mark="甲"):
    return [f"{mark}{place}" for place in range(len(shape.columns))]


def test_all_fourteen_are_there():
    codes = {shape.code for shape in shapes()}
    assert codes == {f"V{number}" for number in range(1, 15)} | {"OWN"}
    assert {shape.code: len(shape.columns) for shape in shapes()} == {
        "V1": 27, "V2": 9, "V3": 7, "V4": 15, "V5": 24, "V6": 52, "V7": 13, "V8": 5, "V9": 3, "V10": 7, "V11": 18,
        "V12": 8, "V13": 7, "V14": 3, "OWN": 23,
    }  # fmt: skip


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_column_of_a_shape_is_known(shape, above):
    (table,) = tables(shaped(shape, [row(shape), row(shape, "乙")], above=above))
    assert fields_of(table) == [column.field for column in shape.columns]
    first = 3 if above else 1
    assert table.heading_rows == list(range(first, first + shape.depth))
    assert len(table.data) == 2


@pytest.mark.parametrize("shape", SHAPES)
def test_headings_are_told_apart_by_their_path(shape):
    (table,) = tables(shaped(shape, [row(shape)]))
    headings = [column.heading for column in table.columns]
    assert len(set(headings)) == len(headings)


def test_a_rate_that_occurs_three_times():
    shape = next(shape for shape in shapes() if shape.code == "V7")
    (table,) = tables(shaped(shape, [row(shape)]))
    rates = {column.heading: column.field for column in table.columns if column.heading.startswith("完成率")}
    assert rates == {
        "完成率": "feedback_share",
        "完成率 (2)": "immediate_share",
        "完成率 (3)": "opinion_share",
    }


def test_three_heading_rows_make_one_path():
    shape = next(shape for shape in shapes() if shape.code == "V6")
    (table,) = tables(shaped(shape, [row(shape)]))
    headings = {column.field: column.heading for column in table.columns}
    assert headings["other_amount"] == "具体责任单位整改情况 / 其他 / 金额（万元）"
    assert headings["branch"] == "单位名称 / 具体责任单位"
    assert headings["responsible_unit"] == "整改责任清单 / 具体责任单位"


def annual():
    """The annual form as it is drawn: leaves over two rows, beside leaves that stand in pairs under a blank head."""
    columns = shapes()[0].columns
    pairs = {1, 2, 14, 15, 16, 17, 18, 19}
    rows, merges = [[""] * 27 for _ in range(3)], [(0, 0, 2, 0)]
    for place, column in enumerate(columns[1:], 1):
        rows[0][place] = column.path[0] if column.path[0] != columns[place - 1].path[0] else ""
        rows[2 if place in pairs else 1][place] = column.path[-1]
        if place not in pairs:
            merges.append((1, place, 2, place))
    blocks, heads = [1, 4, 14, 20, 24, 27], [1, 14, 16, 18]
    merges += [(0, start, 0, end - 1) for start, end in pairwise(blocks)]
    merges += [(1, place, 1, place + 1) for place in heads]
    data = [[name, *range(26)] for name in ("总计", "村", "社区")]
    return Sheet("年报", rows + data, merges)


def test_a_head_that_is_blank_in_the_middle():
    (table,) = tables(annual())
    assert [column.field for column in table.columns] == [column.field for column in shapes()[0].columns]
    assert table.columns[2].heading == "排查整顿 / 建档立卡贫困村"
    assert (table.heading_rows, len(table.data), table.is_figures) == ([1, 2, 3], 3, True)


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape.values[0].depth > 1])
def test_heads_that_were_not_merged(shape):
    """As plain values, where a head stands over the first of its columns only."""
    merged = shaped(shape, [row(shape)])
    merged.merges = merged.merges[:2]
    (table,) = tables(merged)
    known = sum(one == column.field for one, column in zip(fields_of(table), shape.columns, strict=False))
    assert known >= 0.9 * len(shape.columns)


@pytest.mark.parametrize(
    ("heads", "code"),
    [
        (
            [
                ["轮次", "被巡察党组织", "反馈问题", "", "", "立行立改问题", "", "", "部门意见", "", ""],
                ["", "", *["应整改数", "已整改数", "完成率"] * 2, "应落实数", "已落实数", "完成率"],
            ],
            "V7",
        ),
        (
            [
                ["填报支部", "填报单位", "", "", "领域", "一般问题（个）", "", "突出问题（个）", ""],
                ["", "支部负责人", "填报人", "填报时间", "", "问题数", "已经整改数", "问题数", "已整改销号"],
            ],
            "V12",
        ),
    ],
)  # fmt: skip
def test_figures_are_known_in_other_words(heads, code):
    told = ["第一轮", "青石村党支部", *range(1, len(heads[0]) - 1)]
    (table,) = tables(Sheet("概况", [*heads, told, told]))
    assert (table.shape.code, table.is_figures, len(table.data)) == (code, True, 2)
