"""The summary of a campaign: every count from the rows, of the organisation that sums up and all below it."""

import datetime as dt

import pytest
from django.utils import timezone

from branches.choices import ProblemStatus, Stage
from branches.models import Criterion, Problem, Rectification
from reports.document import Item, ItemStyle, Section, Signature
from reports.selectors.compose import compose
from reports.selectors.county_summary import share
from reports.services import drafts
from tests.factories import (
    log,
    make_branch,
    make_campaign,
    make_folder,
    make_measure,
    make_plan,
    make_problem,
)

pytestmark = pytest.mark.django_db

LATE = dt.date(2026, 6, 30)


@pytest.fixture
def campaign(tree):
    return make_campaign(tree.county)


def criterion(campaign, number):
    return Criterion.objects.get(campaign=campaign, number=number)


def settle(problem):
    Problem.objects.filter(pk=problem.pk).update(status=ProblemStatus.CLOSED, closed_on=LATE)
    Rectification.objects.filter(pk=problem.rectification_id).update(settled_count=1)


@pytest.fixture
def full(tree, campaign):
    """Three problems in two townships, one settled and one overdue; one measure done with an outcome."""
    east = make_folder(make_branch(tree.township, name="柳湾村党支部"))
    west = make_folder(make_branch(tree.other_township, name="老街社区党支部", kind="community"))
    east.criteria.add(criterion(campaign, 3))
    third = criterion(campaign, 3)
    settled = make_problem(east, criterion=third)
    make_problem(east, criterion=third, deadline="2026年6月底前", due_on=LATE)
    make_problem(west, criterion=criterion(campaign, 9))
    done = make_measure(east, [settled], title="开展轮训", outcome="轮训三期")
    log(done, percent=100)
    make_measure(west, title="改造阵地")
    make_plan(east, title="抓好建章立制")
    settle(settled)
    Rectification.objects.filter(pk=west.pk).update(stage=Stage.RECTIFYING, last_activity_at=None)
    return east, west


def summary(place, campaign, **values):
    """What ``place`` can report today."""
    return compose(drafts.blank_summary(campaign, place, **values))


def section(document, heading):
    (found,) = [part for part in document.sections if part.heading == heading]
    return found


def table_rows(document):
    (table,) = section(document, "总体进展").tables
    return [[cell.text for cell in row] for row in table.rows]


def test_a_county_reports_to_its_city(tree, campaign, full):
    document = summary(tree.county, campaign)
    assert document.title == "甲县关于2026年整顿工作情况的报告"
    assert document.addressee == "某市委组织部："
    assert document.signature == Signature("中共甲县委组织部", timezone.localdate())
    assert document.closing == ("特此报告。",)
    assert document.opening[0].startswith(
        "2026年整顿工作开展以来，甲县坚持问题导向，分类施策、逐项整改，"
        "共排查确定软弱涣散党组织2个（村1个、社区1个）。"
    )


def test_the_counts_are_those_of_the_rows(tree, campaign, full):
    document = summary(tree.county, campaign)
    (progress,) = section(document, "总体进展").paragraphs
    assert progress == (
        "共查摆问题3个，已销号1个，占33.3%；制定整改措施2条，已完成1条，占50%。"
        "从阶段看，拟定1个，正在整顿1个。"
    )
    assert table_rows(document) == [
        ["1", "东镇", "1", "0", "2", "1", "0", "50%", "1", "1", "0"],
        ["2", "西镇", "1", "0", "1", "0", "0", "0%", "1", "0", "0"],
        ["合计", "2", "0", "3", "1", "0", "33.3%", "2", "1", "0"],
    ]


def test_what_was_done_is_told_by_criterion(tree, campaign, full):
    third, ninth = (criterion(campaign, number).pk for number in (3, 9))
    told = "涉及党组织1个、问题2个，已销号1个。主要采取开展轮训等措施。"
    assert section(summary(tree.county, campaign), "主要做法") == Section(
        "主要做法",
        items=(
            Item(told, "整治班子不团结问题。", f"theme:{third}"),
            Item("问题1个，已销号0个。", "整治阵地建设滞后问题。", f"theme:{ninth}"),
        ),
        item_style=ItemStyle.ARABIC,
        source="measures",
    )


def test_examples_are_told_by_their_outcomes(tree, campaign, full):
    assert section(summary(tree.county, campaign), "典型做法").items == (
        Item("轮训三期。", "东镇柳湾村党支部。", f"folder:{full[0].pk}"),
    )


def test_shortfalls_and_what_is_done_about_them(tree, campaign, full):
    document = summary(tree.county, campaign)
    assert [item.text for item in section(document, "存在不足").items] == [
        "1个问题超过整改时限尚未销号。",
        "2个问题尚未启动整改。",
        "2个问题还没有对应的整改措施。",
        "1条措施近一个月没有新的进展。",
    ]
    steps = [item.text for item in section(document, "下一步打算").items]
    assert len(steps) == 5
    assert steps[-1] == "围绕抓好建章立制等重点持续用力，巩固整顿成果。"


def test_what_goes_on_for_good_is_told_apart(tree, campaign, full):
    Problem.objects.filter(deadline="").exclude(status=ProblemStatus.CLOSED).update(
        status=ProblemStatus.LONG_TERM, closed_on=LATE
    )
    document = summary(tree.county, campaign)
    assert (
        section(document, "总体进展")
        .paragraphs[0]
        .startswith("共查摆问题3个，已销号1个，占33.3%，长期坚持1个；")
    )
    assert table_rows(document)[-1] == ["合计", "2", "0", "3", "1", "1", "33.3%", "2", "1", "0"]
    assert section(document, "主要做法").items[1].text == "问题1个，已销号0个，长期坚持1个。"


def test_what_lies_outside_is_not_counted(tree, campaign, full):
    make_problem(make_folder(township=tree.foreign_township))
    assert Problem.objects.count() == 4
    assert table_rows(summary(tree.county, campaign))[-1][3] == "3"
    assert table_rows(summary(tree.township, campaign)) == [
        ["1", "柳湾村党支部", "1", "0", "2", "1", "0", "50%", "1", "1", "0"],
        ["合计", "1", "0", "2", "1", "0", "50%", "1", "1", "0"],
    ]


def test_a_city_has_a_row_for_each_county(tree, campaign, full):
    assert table_rows(summary(tree.city, campaign))[0][1:3] == ["甲县", "2"]


def test_a_province_reports_to_nobody_in_particular(tree, campaign, full):
    report = drafts.blank_summary(campaign, tree.province)
    assert (report.title, report.addressee) == ("某省关于2026年整顿工作情况的报告", "")
    assert table_rows(compose(report))[0][1:3] == ["某市", "2"]


def test_a_period_adds_what_happened_in_it(tree, campaign, full):
    whole = section(summary(tree.county, campaign), "总体进展").paragraphs
    assert len(whole) == 1
    told = section(summary(tree.county, campaign, period="2026Q2"), "总体进展").paragraphs
    assert told == (*whole, "2026年第二季度，问题销号1个。")
    first = section(summary(tree.county, campaign, period="2026Q1"), "总体进展").paragraphs
    assert first[1] == "2026年第一季度，新增问题3个，新增措施2条。"
    still = section(summary(tree.county, campaign, period="2026M02"), "总体进展").paragraphs
    assert still[1] == "2026年2月，各项工作没有新的变化。"


def test_a_campaign_without_folders_says_so_without_a_table(tree, campaign):
    document = summary(tree.county, campaign)
    assert "共排查确定软弱涣散党组织0个。" in document.opening[0]
    assert document.sections == (
        Section("总体进展", ("共查摆问题0个，已销号0个；制定整改措施0条，已完成0条。",), source="progress"),
    )


@pytest.mark.parametrize("folders", [2, 6])
def test_reading_costs_the_same_for_a_big_campaign(tree, campaign, folders, django_assert_num_queries):
    for number in range(folders):
        folder = make_folder(township=tree.township)
        problem = make_problem(folder, criterion=criterion(campaign, number + 1))
        log(make_measure(folder, [problem], outcome="成效"), percent=100)
        make_plan(folder)
    report = drafts.blank_summary(campaign, tree.county)
    with django_assert_num_queries(12):
        compose(report)


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (0, 0, ""),
        (0, 3, "0%"),
        (1, 3, "33.3%"),
        (2, 3, "66.7%"),
        (3, 3, "100%"),
        (688, 697, "98.7%"),
        (1, 16, "6.3%"),
    ],
)
def test_shares_are_rounded_to_a_tenth(part, whole, words):
    assert share(part, whole) == words
