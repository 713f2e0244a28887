"""The ledger: every problem of a campaign in one's scope, in pages that begin after a key."""

import datetime as dt

import pytest
from django.urls import reverse

from branches.models import Problem
from branches.services import search
from tests.branches.reading import HOME, LEDGER, days, fill, sign_off
from tests.factories import log, make_branch, make_folder, make_measure, make_problem

pytestmark = pytest.mark.django_db


def test_a_row_of_the_ledger_tells_what_who_and_by_when(look, tree, clerk):
    folder = make_folder(make_branch(tree.township, name="桥头村党支部"))
    criterion = folder.campaign.criteria.first()
    problem = make_problem(
        folder, text="班子不团结，内耗严重。", criterion=criterion, responsible="支部书记",
        deadline="10月底前", due_on=days(-40),
    )  # fmt: skip
    log(make_measure(folder, [problem], title="强化队伍建设"), percent=60)
    make_measure(folder, [problem], title="建章立制")
    page = look(clerk, LEDGER)
    assert page.rows == [
        {
            "Select": "Select 桥头村党支部 1 班子不团结",
            "Branch": "桥头村党支部",
            "No.": "1",
            "Problem": "班子不团结",
            "Criterion": criterion.short_label,
            "Measures": "强化队伍建设 60%建章立制 0%",
            "Responsible": "支部书记",
            "Deadline": "10月底前 40 days overdue",
            "Status": "In progress",
        }
    ]
    assert page.link(href=f"{reverse('branches:folder', args=[folder.pk])}#problem-{problem.pk}")


def test_the_ledger_is_narrowed_to_exactly_what_fits(look, tree, supervisor):
    one, two = make_folder(township=tree.township), make_folder(township=tree.other_township)
    criterion = one.campaign.criteria.last()
    make_problem(one, text="甲。", due_on=days(-1), responsible="组织委员")
    make_problem(one, text="乙。", due_on=days(0), criterion=criterion)
    sign_off(make_problem(one, text="丙。", due_on=days(-9)), supervisor)
    make_problem(two, text="丁。", due_on=days(7))
    make_problem(two, text="戊。", due_on=days(8))
    make_problem(two, text="己，村务不公开。")
    make_problem(two, text="庚。", due_on=days(-3), long_term=True)
    assert look(supervisor, LEDGER).names == ["丙", "庚", "甲", "乙", "丁", "戊", "己"]
    assert look(supervisor, LEDGER, due="overdue").names == ["甲"]
    assert look(supervisor, LEDGER, due="week").names == ["乙", "丁"]
    assert look(supervisor, LEDGER, due="none").names == ["己"]
    assert look(supervisor, LEDGER, status="closed").names == ["丙"]
    assert look(supervisor, LEDGER, status="pending").names == []
    assert look(supervisor, LEDGER, criterion=criterion.pk).names == ["乙"]
    assert look(supervisor, LEDGER, township=tree.township.pk).names == ["丙", "甲", "乙"]
    assert look(supervisor, LEDGER, q="村务").names == ["己"]
    assert look(supervisor, LEDGER, q="组织委员").names == ["甲"]
    assert look(supervisor, LEDGER, q=two.branch.name, due="week").names == ["丁"]


def test_a_township_out_of_reach_is_refused_by_its_field(look, tree, supervisor, folder):
    page = look(supervisor, HOME, township=tree.foreign_township.pk)
    assert len(page.all("div", **{"class": "invalid-feedback"})) == 1


def spread(folder, number):
    """``number`` problems, three to a day and every tenth without a date, in the order of the ledger."""
    first = make_problem(folder, text="题1。", number=1, due_on=days(0))
    copies = [Problem.objects.get(pk=first.pk) for _ in range(number - 1)]
    for place, copy in enumerate(copies, start=2):
        copy.pk, copy.number, copy.title = None, place, f"题{place}"
        copy.due_on = None if place % 10 == 0 else days(number - place // 3)
    Problem.objects.bulk_create(copies)
    search.rebuild()
    rows = Problem.objects.values_list("due_on", "pk", "title")
    return [title for _, _, title in sorted(rows, key=lambda row: (row[0] or dt.date.max, row[1]))]


def test_the_pages_of_the_ledger_show_every_row_once_and_in_order(look, folder, clerk):
    expected = spread(folder, 120)
    page = look(clerk, LEDGER, q="题")
    assert page.text("caption") == ["120 problems, nearest deadline first"]
    lengths, seen = [], []
    while page:
        lengths.append(len(page.names))
        seen += page.names
        following = page.link(rel="next")
        last, page = page, following and look(clerk, reverse(LEDGER) + following)
    assert seen == expected
    assert lengths == [50, 50, 20]
    assert look(clerk, reverse(LEDGER) + last.link(rel="first")).names == expected[:50]


@pytest.mark.parametrize("key", ["?", "2026-99-99_1", "x_1", "_x", "2026-01-01"])
def test_a_broken_key_is_the_first_page(look, folder, clerk, key):
    fill(folder)
    assert len(look(clerk, LEDGER, after=key).names) == 1
