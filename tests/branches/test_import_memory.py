"""What is remembered of a ledger, what is forgotten, and what comparing costs."""

import datetime as dt

import pytest
from django.utils import timezone

from branches.choices import RowState
from branches.models import (
    ImportRow,
    LedgerImport,
    LedgerTemplate,
    Problem,
)
from branches.selectors import imports as selectors
from branches.services import imports
from tests.branches.ledgers.arriving import arrive, counts, take_over
from tests.branches.ledgers.books import PLAIN, ROWS, plain, sheet, with_
from tests.factories import (
    make_branch,
    make_campaign,
    make_folder,
    make_measure,
    make_problem,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_a_mapping_is_remembered_for_the_organisation(tree, clerk):
    rows = sheet([["党组织名称", "事项", "责任人"], ["甲村党支部", "阵地薄弱", "张立"]])
    take_over(clerk, rows, chosen={"事项": "problem"})
    assert Problem.objects.get().text == "阵地薄弱"
    colleague, neighbour = (
        make_user("staff", tree.township, "colleague"),
        make_user("staff", tree.other_township),
    )
    assert selectors.remembered(colleague.organisation) == {"事项": "problem"}
    assert selectors.remembered(neighbour.organisation) == {}
    assert counts(arrive(colleague, rows)) == (0, 0, 0, 1)


def test_what_the_cells_told_is_remembered_when_it_was_agreed_to(clerk):
    rows = [
        ["党组织名称", "甲栏", "整改措施"],
        ["甲村党支部", "班子成员不团结", "谈心"],
        ["乙村党支部", "活动室漏雨失修", "修缮"],
    ]
    take_over(clerk, sheet(rows))
    assert selectors.remembered(clerk.organisation) == {"甲栏": "problem"}
    assert counts(arrive(clerk, sheet(rows[:2]))) == (0, 0, 0, 1)


def test_of_a_card_only_what_is_about_no_branch_is_kept(clerk):
    cards = [
        [
            ["工作卡"],
            ["党组织名称", name, "书记", "张立"],
            ["序号", "存在问题", "整改措施", "责任人"],
            [1, said, "谈心", "李桥"],
        ]
        for name, said in [("甲村党支部", "班子不团结"), ("乙村党支部", "阵地薄弱")]
    ]
    take_over(clerk, sheet([*cards[0], *cards[1]], ["A1:D1", "A5:D5"]))
    (template,) = LedgerTemplate.objects.all()
    assert (template.layout["above"], template.layout["merges"]) == ([["工作卡", "", "", ""]], [[0, 0, 0, 3]])


def test_the_shape_is_kept_once(clerk):
    given = sheet([["台账"], PLAIN, *ROWS], ["A1:I1"])
    for _ in range(2):
        take_over(clerk, given)
    template = LedgerTemplate.objects.get()
    assert selectors.last_template(clerk.organisation) == template
    assert template.layout["above"] == [["台账", *[""] * 8]]
    assert (template.layout["heading_rows"], template.layout["merges"]) == ([2], [[0, 0, 0, 8]])
    assert template.layout["headings"] == [PLAIN]
    assert template.layout["columns"][2] == {
        "heading": "存在问题", "path": ["存在问题"], "field": "problem", "place": 2,
    }  # fmt: skip


def test_refused_rows_stay_for_a_week_and_nothing_else(clerk):
    ledger = take_over(clerk, plain(ROWS[0], with_(ROWS[1], 状态="也许")))
    assert [row.row for row in ledger.rows.all()] == [3]
    assert imports.stored_sheets(ledger)[0].rows[1][2] == "阵地薄弱。"
    waiting = arrive(clerk)
    imports.discard_old()
    assert LedgerImport.objects.exclude(cells="").count() == 2
    LedgerImport.objects.update(created_at=timezone.now() - dt.timedelta(days=8))
    imports.discard_old()
    assert list(LedgerImport.objects.values_list("pk", "cells")) == [(ledger.pk, "")]
    assert ImportRow.objects.filter(ledger__in=[ledger, waiting]).count() == 0


def test_existing_folders_are_compared_in_a_constant_number_of_queries(clerk, django_assert_max_num_queries):
    for number in range(20):
        folder = make_folder(make_branch(clerk.organisation, name=f"第{number}村党支部"))
        make_measure(folder, [make_problem(folder)])
    rows = [with_(ROWS[0], 党组织名称=f"第{number}村党支部") for number in range(20)]
    found = imports.recognised([plain(*rows)], {})
    campaign = make_campaign(clerk.organisation.county)
    with django_assert_max_num_queries(14):
        result = imports.import_checks.check(found, campaign=campaign, by=clerk, township=clerk.organisation)
    assert result.counts[RowState.CHANGED] + result.counts[RowState.NEW] == 20
