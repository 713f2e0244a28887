"""Folder and report to document tree."""

import datetime as dt

import pytest

from reports.document import Item, ItemStyle, Section, Signature
from reports.models import Report
from reports.selectors.compose import compose
from reports.services import drafts
from tests.factories import log, make_cause, make_folder, make_measure, make_plan, make_problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tree):
    return make_folder(township=tree.township)


def words(folder, **values):
    return Report(
        **{"rectification": folder, "title": "题", "signatory": "甲镇", "signed_on": dt.date(2026, 11, 3)}
        | values
    )


def test_frame_of_the_document(folder):
    make_problem(folder, text="班子不团结。")
    document = compose(words(folder, addressee="县委：", opening="第一段\n\n 第二段 ", closing="特此报告。"))
    assert document.title == "题"
    assert document.addressee == "县委："
    assert document.opening == ("第一段", "第二段")
    assert document.closing == ("特此报告。",)
    assert document.signature == Signature("甲镇", dt.date(2026, 11, 3))


def test_problems_and_causes_are_told_one_by_one_in_the_order_of_their_numbers(folder):
    make_problem(folder, text="其二", number=2)
    make_problem(folder, text="其一。", number=1)
    make_cause(folder, text="因一；")
    make_cause(folder, text="因二")
    (section,) = compose(words(folder, lead_causes="原因如下：")).sections
    assert section == Section(
        "存在突出问题",
        sections=(
            Section("存在主要问题", (), (Item("其一。"), Item("其二。")), ItemStyle.SPOKEN),
            Section("问题产生的原因", ("原因如下：",), (Item("因一；"), Item("因二。")), ItemStyle.SPOKEN),
        ),
    )


def test_a_single_problem_needs_no_mark_and_a_single_part_no_heading(folder):
    make_problem(folder, text="班子不团结")
    assert compose(words(folder, lead_problems="经排查：")).sections == (
        Section("存在突出问题", ("经排查：", "班子不团结。")),
    )


def test_a_folder_without_problems_has_no_findings(folder):
    make_plan(folder, title="加强管理", text="定期检查")
    assert compose(words(folder)).sections == (
        Section("下一步工作打算", (), (Item("定期检查。", "加强管理。"),), ItemStyle.ARABIC),
    )


def measures_of(folder):
    make_problem(folder, text="班子不团结。")
    return compose(words(folder)).sections[1]


def test_an_outcome_is_told_before_anything_else(folder):
    measure = make_measure(folder, title="强化队伍建设。", description="开展培训", outcome="队伍面貌一新")
    log(measure, text="开班", percent=100)
    assert measures_of(folder) == Section(
        "问题整顿情况", (), (Item("队伍面貌一新。", "强化队伍建设。"),), ItemStyle.ARABIC
    )


def test_without_an_outcome_the_marked_progress_is_told_in_the_order_it_happened(folder):
    measure = make_measure(
        folder, title="强化队伍建设", description="开展培训", starts_on=dt.date(2026, 1, 1)
    )
    log(measure, text="整改完成", percent=90, happened_on=dt.date(2026, 6, 2))
    log(measure, text="内部小事", percent=50, happened_on=dt.date(2026, 5, 2), for_report=False)
    log(measure, text="制定方案。", percent=20, happened_on=dt.date(2026, 4, 2))
    assert measures_of(folder).items == (Item("制定方案。整改完成。", "强化队伍建设。"),)


def test_without_outcome_and_progress_the_plan_is_told(folder):
    make_measure(folder, title="强化队伍建设", description="开展培训\n分两期")
    make_measure(folder, title="优化环境")
    assert measures_of(folder).items == (Item("开展培训分两期。", "强化队伍建设。"), Item("", "优化环境。"))


def test_nothing_of_another_folder_is_told(tree, folder):
    make_problem(make_folder(township=tree.township), text="别处的问题。")
    make_problem(folder, text="这里的问题。")
    assert compose(words(folder)).sections[0].paragraphs == ("这里的问题。",)


@pytest.mark.parametrize("parts", [2, 20])
def test_reading_costs_the_same_for_a_full_folder(folder, parts, django_assert_num_queries):
    for _ in range(parts):
        make_problem(folder, text="问题")
        make_cause(folder, text="原因")
        log(make_measure(folder, title="措施"), text="进展", percent=10)
        make_plan(folder, title="打算")
    report = words(folder)
    with django_assert_num_queries(5):
        compose(report)


def test_a_fresh_report_is_worded_from_the_folder(folder):
    folder.branch.name, folder.township.name = "柳湾村党支部", "澄禾镇"
    folder.determined_on = dt.date(2026, 3, 9)
    report = drafts.blank(folder)
    assert report.title == "澄禾镇关于柳湾村党支部整顿工作情况的汇报"
    assert report.opening.startswith("2026年3月，柳湾村党支部被确定为软弱涣散党组织。")
    assert report.signatory == "澄禾镇整顿工作组"
