"""问题清单 措施清单 责任清单 out of the records."""

import datetime as dt

import pytest

from branches.models import Criterion, Rectification
from branches.services import task_force
from reports.document import Align, Cell
from reports.selectors.lists import Subject, duty_list, measure_list, problem_list
from reports.selectors.rows import MOST_LINES, Column, Row, body, deadline, numbered
from tests.factories import log, make_cause, make_folder, make_measure, make_problem, writer

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 11, 8)
ONE = Subject("第一支部整顿", "东镇", DAY)
SEVERAL = Subject("甲县整顿", "甲县", DAY, several=True)


@pytest.fixture
def folder(tree):
    return make_folder(township=tree.township)


def every():
    return Rectification.objects.order_by("id")


def texts(document):
    """The rows below the head as texts, a cell over several rows only in the first of them."""
    (section,) = document.sections
    (table,) = section.tables
    return [[cell.text for cell in row] for row in table.rows]


def headings(document):
    return [cell.text for cell in document.sections[0].tables[0].head[0]]


def test_the_list_of_problems(folder):
    criterion = Criterion.objects.get(campaign=folder.campaign, number=3)
    first = make_problem(
        folder,
        text="班子不团结",
        criterion=criterion,
        responsible="副书记",
        deadline="2026年底前，并长期坚持",
    )
    second = make_problem(folder, text="阵地简陋。")
    make_cause(folder, [first], text="分工不清")
    make_cause(folder, [first, second], text="经费不足")
    make_cause(folder, text="制度不全")
    document = problem_list(every(), ONE)
    assert (document.title, document.landscape) == ("第一支部整顿问题清单", True)
    assert headings(document) == [
        "序号", "存在的主要问题", "认定情形", "原因分析", "责任单位（人）", "整改时限", "整改状态",
    ]  # fmt: skip
    assert texts(document) == [
        [
            "1",
            "班子不团结。",
            "班子不团结",
            "1.分工不清。\n2.经费不足。",
            "副书记",
            "2026年底前，并长期坚持",
            "待整改",
        ],
        ["2", "阵地简陋。", "", "经费不足。", "", "", "待整改"],
        ["3", "（共性原因）", "", "制度不全。", "", "", ""],
    ]
    (table,) = document.sections[0].tables
    assert (table.note, table.unit) == ("填报单位：东镇", "截至2026年11月8日")


def test_the_list_of_measures_has_each_problem_over_its_measures(folder):
    first, second = make_problem(folder, text="班子不团结"), make_problem(folder, text="阵地简陋")
    make_problem(folder, text="没有措施")
    both = make_measure(folder, [first, second], title="开展轮训", description="分两期", responsible="党建办")
    own = make_measure(folder, [first], title="调整分工", outcome="分工已明确")
    log(own, text="会议通过", percent=100)
    log(both, text="第一期结束", percent=40, happened_on=dt.date(2026, 5, 1))
    log(both, text="第二期开班", percent=60, happened_on=dt.date(2026, 6, 1))
    make_measure(folder, title="改善环境")
    trained = ["开展轮训。分两期。", "党建办", "", "完成60%。第二期开班。"]
    document = measure_list(every(), ONE)
    assert texts(document) == [
        ["1", "班子不团结。", *trained],
        ["调整分工。", "", "", "已完成。分工已明确。"],
        ["2", "阵地简陋。", *trained],
        ["3", "没有措施。", "", "", "", ""],
        ["4", "（其他整顿工作）", "改善环境。", "", "", "尚未启动。"],
    ]
    first_row = document.sections[0].tables[0].rows[0]
    assert [cell.rows for cell in first_row] == [2, 2, 1, 1, 1, 1]


def test_the_list_of_responsibilities_names_the_task_force_and_every_post(folder):
    by = writer(folder)
    for values in (
        {"kind": "paired_unit", "unit": "县住建局"},
        {"kind": "county_leader", "unit": "县委", "post": "常委", "name": "韩某"},
        {
            "kind": "town_leader",
            "unit": "东镇",
            "post": "副镇长",
            "name": "已调走",
            "to_on": dt.date(2026, 6, 1),
        },
    ):
        task_force.add(rectification=folder, by=by, **values)
    make_problem(folder, text="班子不团结", responsible="副书记", deadline="2026年12月20日前")
    make_measure(folder, title="开展轮训", responsible="副书记")
    make_measure(folder, title="改善环境")
    assert texts(duty_list(every(), ONE)) == [
        ["1", "联系县级领导", "县委常委韩某", "统筹指导整顿工作，定期调研督导，协调解决突出问题。", ""],
        ["2", "结对帮扶单位", "县住建局", "发挥部门优势，帮助解决实际困难。", ""],
        ["3", "责任单位（人）", "副书记", "整改问题：班子不团结。", "2026年12月20日前"],
        ["落实措施：开展轮训。", ""],
        ["4", "责任单位（人）", "（未明确）", "落实措施：改善环境。", ""],
    ]


def test_of_several_folders_each_has_its_number_township_and_branch(tree, folder):
    other = make_folder(township=tree.other_township)
    make_problem(folder, text="其一")
    make_problem(folder, text="其二")
    make_problem(other, text="其三")
    document = problem_list(every(), SEVERAL)
    assert headings(document)[:4] == ["序号", "乡镇（街道）", "党组织名称", "存在的主要问题"]
    rows = texts(document)
    assert rows[0][:4] == ["1", "东镇", folder.branch.name, "其一。"]
    assert rows[1][0] == "其二。"
    assert rows[2][:4] == ["2", "西镇", other.branch.name, "其三。"]
    assert [row[:2] for row in texts(measure_list(every(), SEVERAL))] == [
        ["1", "东镇"],
        ["1", "东镇"],
        ["2", "西镇"],
    ]


@pytest.mark.parametrize("compose", [problem_list, measure_list, duty_list])
@pytest.mark.parametrize("parts", [2, 8])
def test_reading_costs_the_same_for_many(tree, compose, parts, django_assert_max_num_queries):
    for _ in range(parts // 2):
        folder = make_folder(township=tree.township)
        for _ in range(parts):
            problem = make_problem(folder)
            make_cause(folder, [problem])
            log(make_measure(folder, [problem]))
    with django_assert_max_num_queries(5):
        compose(every(), SEVERAL)


COLUMNS = (Column("甲", 20, Align.CENTRE), Column("乙", 80))


def test_rows_with_the_same_key_share_their_first_cells():
    rows = [Row(1, ("A",), ("一",)), Row(1, ("A",), ("二",)), Row(2, ("A",), ("三",))]
    assert body(rows, COLUMNS) == (
        (Cell("A", rows=2, align=Align.CENTRE), Cell("一")),
        (Cell("二"),),
        (Cell("A", align=Align.CENTRE), Cell("三")),
    )


def test_what_would_not_fit_on_a_page_begins_again_with_the_shared_cells():
    rows = [Row(1, ("A",), (f"第{number}行",)) for number in range(30)]
    spans = [row[0].rows for row in body(rows, COLUMNS) if len(row) == 2]
    assert spans == [MOST_LINES, MOST_LINES, 30 - 2 * MOST_LINES]
    tall = [Row(1, ("A",), ("整" * 42 * (MOST_LINES + 3),)), Row(1, ("A",), ("短",))]
    assert [row[0].rows for row in body(tall, COLUMNS)] == [1, 1]


def test_a_deadline_is_told_as_written_or_by_its_date(folder):
    assert deadline(make_problem(folder, deadline="6月底前", due_on=dt.date(2026, 6, 30))) == "6月底前"
    problem = make_problem(folder)
    assert deadline(problem) == ""
    problem.due_on = dt.date(2026, 7, 1)
    assert deadline(problem) == "2026年7月1日"


def test_only_several_texts_are_numbered():
    assert [numbered([]), numbered(["甲。"]), numbered(["甲。", "乙。"])] == ["", "甲。", "1.甲。\n2.乙。"]
