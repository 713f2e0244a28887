"""The summary of a campaign: every count from the rows, of what the reader may see."""

import datetime as dt

import pytest
from django.utils import timezone

from branches.choices import ProblemStatus, Stage
from branches.models import Criterion, Problem, Rectification
from reports.document import Item, ItemStyle, Section, Signature
from reports.selectors.county_summary import compose_summary, department, share
from tests.factories import (
    log,
    make_branch,
    make_campaign,
    make_folder,
    make_measure,
    make_plan,
    make_problem,
    make_user,
)

pytestmark = pytest.mark.django_db

LATE = dt.date(2026, 6, 30)


@pytest.fixture
def day():
    return timezone.localdate()


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


def section(document, heading):
    (found,) = [part for part in document.sections if part.heading == heading]
    return found


def table_rows(document):
    (table,) = section(document, "总体进展").tables
    return [[cell.text for cell in row] for row in table.rows]


def test_a_county_reports_to_its_city(supervisor, campaign, full, day):
    document = compose_summary(supervisor, campaign, day)
    assert document.title == "甲县关于2026年整顿工作情况的报告"
    assert document.addressee == "某市委组织部："
    assert document.signature == Signature("中共甲县委组织部", day)
    assert document.closing == ("特此报告。",)
    assert document.opening[0].startswith(
        "2026年整顿工作开展以来，甲县坚持问题导向，分类施策、逐项整改，"
        "共排查确定软弱涣散党组织2个（村1个、社区1个）。"
    )


def test_the_counts_are_those_of_the_rows(supervisor, campaign, full, day):
    document = compose_summary(supervisor, campaign, day)
    (progress,) = section(document, "总体进展").paragraphs
    assert progress == (
        "共查摆问题3个，已销号1个，占33.3%；制定整改措施2条，已完成1条，占50%。"
        "从阶段看，拟定1个，正在整顿1个。"
    )
    assert table_rows(document) == [
        ["1", "东镇", "1", "0", "2", "1", "50%", "1", "1", "1"],
        ["2", "西镇", "1", "0", "1", "0", "0%", "1", "0", "0"],
        ["合计", "2", "0", "3", "1", "33.3%", "2", "1", "1"],
    ]


def test_what_was_done_is_told_by_criterion(supervisor, campaign, full, day):
    assert section(compose_summary(supervisor, campaign, day), "主要做法") == Section(
        "主要做法",
        items=(
            Item("涉及党组织1个、问题2个，已销号1个。主要采取开展轮训等措施。", "整治班子不团结问题。"),
            Item("问题1个，已销号0个。", "整治阵地建设滞后问题。"),
        ),
        item_style=ItemStyle.ARABIC,
    )


def test_examples_are_told_by_their_outcomes(supervisor, campaign, full, day):
    assert section(compose_summary(supervisor, campaign, day), "典型做法").items == (
        Item("轮训三期。", "东镇柳湾村党支部。", f"folder:{full[0].pk}"),
    )


def test_shortfalls_and_what_is_done_about_them(supervisor, campaign, full, day):
    document = compose_summary(supervisor, campaign, day)
    assert [item.text for item in section(document, "存在不足").items] == [
        "1个问题超过整改时限尚未销号。",
        "2个问题尚未启动整改。",
        "2个问题还没有对应的整改措施。",
        "1个党组织近一个月没有新的整顿进展。",
    ]
    steps = [item.text for item in section(document, "下一步打算").items]
    assert len(steps) == 5
    assert steps[-1] == "围绕抓好建章立制等重点持续用力，巩固整顿成果。"


def test_what_lies_outside_is_not_counted(tree, supervisor, campaign, full, day):
    make_problem(make_folder(township=tree.foreign_township))
    assert Problem.objects.count() == 4
    assert table_rows(compose_summary(supervisor, campaign, day))[-1][3] == "3"
    clerk = make_user("staff", tree.township)
    assert table_rows(compose_summary(clerk, campaign, day)) == [
        ["1", "柳湾村党支部", "1", "0", "2", "1", "50%", "1", "1", "1"],
        ["合计", "1", "0", "2", "1", "50%", "1", "1", "1"],
    ]


def test_a_city_has_a_row_for_each_county(tree, campaign, full, day):
    city = make_user("supervisor", tree.city)
    assert table_rows(compose_summary(city, campaign, day))[0][1:3] == ["甲县", "2"]


def test_the_operator_reports_for_who_runs_the_campaign(operator, campaign, full, day):
    assert compose_summary(operator, campaign, day).title.startswith("甲县关于")


def test_a_campaign_without_folders_says_so_without_a_table(supervisor, campaign, day):
    document = compose_summary(supervisor, campaign, day)
    assert "共排查确定软弱涣散党组织0个。" in document.opening[0]
    assert document.sections == (
        Section("总体进展", ("共查摆问题0个，已销号0个；制定整改措施0条，已完成0条。",)),
    )


@pytest.mark.parametrize("folders", [2, 6])
def test_reading_costs_the_same_for_a_big_campaign(
    tree, supervisor, campaign, day, folders, django_assert_num_queries
):
    for number in range(folders):
        folder = make_folder(township=tree.township)
        problem = make_problem(folder, criterion=criterion(campaign, number + 1))
        log(make_measure(folder, [problem], outcome="成效"), percent=100)
        make_plan(folder)
    supervisor.organisation.parent  # noqa: B018  (read once for the page anyway)
    with django_assert_num_queries(13):
        compose_summary(supervisor, campaign, day)


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


def test_who_signs(tree):
    assert department(tree.county) == "甲县委组织部"
    assert department(tree.township) == "东镇委员会"
    tree.township.name = "鹿坪街道"
    assert department(tree.township) == "鹿坪街道工作委员会"
    tree.county.name = "开发区党工委"
    assert department(tree.county) == "开发区党工委"
