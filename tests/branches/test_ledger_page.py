"""The ledger: every problem of a campaign in one's scope, in pages that begin after a key."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from branches.deadlines import phrase_for
from branches.models import Problem, Rectification
from branches.selectors import ledger
from branches.selectors.ledger_columns import LEDGERS
from branches.services import saved_views, search
from tests.branches.reading import HOME, LEDGER, days, fill, sign_off, words
from tests.factories import (
    log,
    make_branch,
    make_campaign,
    make_cause,
    make_folder,
    make_measure,
    make_problem,
    make_user,
)

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


def all_pages(look, user, **query):
    """What names the rows of every page, one after the other, and how long the pages are."""
    page = look(user, LEDGER, **query)
    lengths, seen = [], []
    while page:
        lengths.append(len(page.names))
        seen += page.names
        following = page.link(rel="next")
        last, page = page, following and look(user, reverse(LEDGER) + following)
    return seen, lengths, last


def test_the_pages_of_the_ledger_show_every_row_once_and_in_order(look, folder, clerk):
    expected = spread(folder, 120)
    assert look(clerk, LEDGER, q="题").text("caption") == ["120 problems, nearest deadline first"]
    seen, lengths, last = all_pages(look, clerk, q="题")
    assert seen == expected
    assert lengths == [50, 50, 20]
    assert look(clerk, reverse(LEDGER) + last.link(rel="first")).names == expected[:50]


def value_of(row, field):
    for name in field.split("__"):
        row = getattr(row, name)
    return row


@pytest.fixture
def equals(tree):
    """Few values for many rows of two folders, so that pages break between equals."""
    for place in range(2):
        folder = make_folder(township=tree.township)
        for number in range(5):
            due, who = (days(number % 3) if number else None), f"第{number % 2}人_"
            problem = make_problem(folder, text=f"题{place}{number}", due_on=due, responsible=who)
            measure = make_measure(folder, [problem], title=f"题{place}{number}", due_on=due, responsible=who)
            if number % 2:
                log(measure, percent=40 * (number % 3), happened_on=days(-(number % 2)))
    Problem.objects.filter(number=2).update(found_on=days(-9), updated_at=timezone.now())


def in_order(shape, sort, *, down):
    """The titles as that order has them: the empty ones last, equals by their keys."""
    field = shape.sorts[sort].field
    rows = sorted(shape.model.objects.all(), key=lambda row: row.pk)
    filled = [row for row in rows if value_of(row, field) is not None]
    filled.sort(key=lambda row: value_of(row, field), reverse=down)
    return [row.title for row in filled + [row for row in rows if row not in filled]]


@pytest.mark.parametrize("kind", LEDGERS)
def test_every_order_shows_every_row_once_the_empty_ones_last(look, equals, clerk, monkeypatch, kind):
    monkeypatch.setattr(ledger, "PAGE", 3)
    shape = LEDGERS[kind]
    orders = [(sort, down) for sort in shape.sorts for down in (False, True)]
    seen = {
        (sort, down): all_pages(look, clerk, kind=kind, sort=f"-{sort}" if down else sort)[0]
        for sort, down in orders
    }
    assert seen == {(sort, down): in_order(shape, sort, down=down) for sort, down in orders}
    assert {len(titles) for titles in seen.values()} == {10}


def test_the_head_of_a_column_says_and_turns_the_order(look, folder, clerk):
    make_measure(folder, title="早", due_on=days(1))
    make_measure(folder, title="晚", due_on=days(9))
    page = look(clerk, LEDGER, kind="measures")
    (head,) = [node for node in page.all("th", scope="col") if node.get("aria-sort")]
    assert (words(head), head.get("aria-sort"), page.names) == ("Deadline", "ascending", ["早", "晚"])
    turned = look(clerk, reverse(LEDGER) + next(head.iter("a")).get("href"))
    (head,) = [node for node in turned.all("th", scope="col") if node.get("aria-sort")]
    assert (head.get("aria-sort"), turned.names) == ("descending", ["晚", "早"])
    assert turned.text("caption") == ["2 measures"]
    assert look(clerk, LEDGER, kind="measures", sort="nonsense").names == ["早", "晚"]


# --- measures


def test_a_row_of_the_measures_tells_how_far_and_leads_to_its_form_and_back(look, client, tree, clerk):
    folder = make_folder(make_branch(tree.township, name="桥头村党支部"))
    problem = make_problem(folder, text="班子不团结。")
    measure = make_measure(folder, [problem], title="强化队伍", responsible="支部书记", due_on=days(2))
    log(measure, percent=60)
    page = look(clerk, LEDGER, kind="measures", status="unfinished")
    assert [{**row, "Select": ""} for row in page.rows] == [
        {
            "Select": "",
            "Branch": "桥头村党支部",
            "No.": "1",
            "Measure": "强化队伍",
            "Problems": "1. 班子不团结",
            "Responsible": "支部书记",
            "Deadline": f"{phrase_for(days(2))} 2 days left",
            "Progress": "60%",
            "Last progress": days(0).isoformat(),
            "Log progress": "Log progress · 强化队伍",
        }
    ]
    where = reverse("branches:folder", args=[folder.pk])
    assert page.link(href=f"{where}#measure-{measure.pk}")
    assert page.link(href=f"{where}#problem-{problem.pk}")
    (link,) = [node for node in page.all("a") if "/progress/" in node.get("href")]
    assert link.get("data-dialog") is not None
    sent = {"text": "走访。", "percent": "70", "happened_on": days(0).isoformat()}
    answer = client.post(link.get("href"), sent)
    assert answer.headers["Location"] == f"{reverse(LEDGER)}?kind=measures&status=unfinished#row-{measure.pk}"


def test_measures_are_narrowed_to_exactly_what_fits(look, tree, supervisor):
    one, two = (
        make_folder(township=place, determined_on=days(-90)) for place in (tree.township, tree.other_township)
    )
    make_measure(one, title="甲", due_on=days(-1), starts_on=days(-40))
    log(make_measure(one, title="乙", due_on=days(3), starts_on=days(-40)), percent=10)
    log(make_measure(two, title="丙", due_on=days(-5), starts_on=days(-40)), percent=100)
    make_measure(two, title="丁", starts_on=days(-1))

    def names(**query):
        return look(supervisor, LEDGER, kind="measures", **query).names

    assert names() == ["丙", "甲", "乙", "丁"]
    assert (names(due="overdue"), names(due="week"), names(due="none")) == (["甲"], ["乙"], ["丁"])
    assert names(due="quiet") == ["甲"]
    assert (names(status="done"), names(status="idle")) == (["丙"], ["甲", "丁"])
    assert names(status="unfinished", township=tree.township.pk) == ["甲", "乙"]
    Rectification.objects.filter(pk=one.pk).update(stage="acceptance")
    assert names(due="overdue") == names(due="quiet") == []


def test_the_log_button_is_for_those_who_log_in_folders_that_can_change(look, folder, clerk, supervisor):
    make_measure(folder)
    assert "Log progress" in look(clerk, LEDGER, kind="measures").columns
    assert "Log progress" not in look(supervisor, LEDGER, kind="measures").columns
    Rectification.objects.update(stage="acceptance")
    assert look(clerk, LEDGER, kind="measures").rows[0]["Log progress"] == ""


# --- filters in force


def test_each_pill_takes_one_filter_away_and_keeps_the_rest(look, folder, clerk):
    criterion = folder.campaign.criteria.first()
    make_problem(folder, text="甲。", due_on=days(-1), criterion=criterion)
    make_problem(folder, text="乙。", due_on=days(-1))
    asked = {
        "status": "open",
        "due": "overdue",
        "criterion": criterion.pk,
        "q": "甲",
        "sort": "-due",
        "after": "x",
    }
    page = look(clerk, LEDGER, **asked)
    (pills,) = page.all("ul", **{"class": "filters-on"})
    assert [words(pill).removesuffix("remove this filter") for pill in pills] == [
        "Search: 甲", "Status: Not started", "Time limit: Overdue", f"Criterion: {criterion}",
    ]  # fmt: skip
    addresses = [next(pill.iter("a")).get("href") for pill in pills]
    left = look(clerk, reverse(LEDGER) + addresses[0])
    assert len(left.all("ul", **{"class": "filters-on"})[0]) == 3
    assert "after" not in addresses[0]
    assert "sort=-due" in addresses[0]
    (only,) = look(clerk, LEDGER, criterion=criterion.pk).all("ul", **{"class": "filters-on"})
    both = look(clerk, next(only.iter("a")).get("href"))
    assert both.names == ["甲", "乙"]


def test_above_the_county_a_county_is_chosen_first(look, tree):
    make_problem(make_folder(township=tree.township), text="甲。")
    make_campaign(tree.city)
    for place in (tree.other_township, tree.foreign_township):
        folder = make_folder(township=place, campaign=make_campaign(tree.city))
        make_problem(folder, text=f"{place.name}。")
    city = make_user("supervisor", tree.city)
    query = {"campaign": make_campaign(tree.city).pk}

    def choices(page, name):
        return [words(option) for box in page.all("select", id=f"id_{name}") for option in box]

    page = look(city, LEDGER, **query)
    assert sorted(page.names) == ["北乡", "西镇"]
    assert (choices(page, "county"), choices(page, "township")) == (["All", "甲县", "乙县"], [])
    page = look(city, LEDGER, county=tree.county.pk, **query)
    assert (page.names, choices(page, "township")) == (["西镇"], ["All", "东镇", "西镇"])
    assert look(city, LEDGER, township=tree.foreign_township.pk, **query).names == ["北乡"]


@pytest.mark.parametrize("kind", ["problems", "measures"])
def test_a_page_costs_the_same_for_few_and_many_rows_whatever_it_shows(client, tree, clerk, kind):
    client.force_login(clerk)
    shape = LEDGERS[ledger.kind_of(kind)]
    everything = [column.key for column in shape.columns]
    saved_views.choose_columns(kind=shape.kind, columns=everything, by=clerk)
    counts = []
    for number in (2, 18):
        for _ in range(number):
            folder = make_folder(township=tree.township)
            problem = fill(folder)
            make_cause(folder, [problem])
            log(folder.measures.get(), percent=5)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(
                reverse(LEDGER), {"kind": kind, "q": "班子" if kind == "problems" else "队伍"}
            )
        counts.append((len(answer.context["page"].rows), len(queries)))
    assert [rows for rows, _ in counts] == [2, 20]
    assert counts[0][1] == counts[1][1]


def test_the_page_for_the_printer_holds_all_rows_and_no_tools(look, folder, clerk):
    expected = spread(folder, 60)
    page = look(clerk, LEDGER, print=1)
    assert page.names == expected
    assert "Select" not in page.columns
    assert page.all("form", **{"class": "ledger-form"})[0].findall(".//button") == []


@pytest.mark.parametrize("key", ["?", "2026-99-99_1", "x_1", "_x", "2026-01-01"])
def test_a_broken_key_is_the_first_page(look, folder, clerk, key):
    fill(folder)
    assert len(look(clerk, LEDGER, after=key).names) == 1
