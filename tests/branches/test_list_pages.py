"""The pages that list folders, problems, branches and reports: what stands in them, for whom, and that it adds up."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from branches.services import campaigns
from reports.services import drafts
from tests.branches.reading import (
    BRANCHES,
    HOME,
    LEDGER,
    LISTS,
    REPORTS,
    days,
    empty,
    fill,
    sign_off,
    step,
    words,
)
from tests.factories import (
    accept,
    log,
    make_branch,
    make_campaign,
    make_folder,
    make_measure,
    make_problem,
    make_user,
    operator,
)

pytestmark = pytest.mark.django_db


# --- the shape of every list


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_one_table_that_can_also_be_cards(look, folder, clerk, name):
    fill(folder)
    drafts.start(rectification=folder, by=clerk)
    page = look(clerk, name)
    assert len(page.text("h1")) == len(page.all("caption")) == len(page.rows) == 1
    for row in page.all("tr")[1:]:
        labels = [node.get("data-label") for node in row if node.tag == "td"]
        heads = [
            head for head, node in zip(page.columns, [n for n in row if n.tag in {"td", "th"}], strict=True)
            if node.tag == "td"
        ]  # fmt: skip
        assert [label for label in labels if label] == [head for head in heads if head != "Download"]


@pytest.mark.parametrize("name", [HOME, LEDGER, BRANCHES])
def test_the_township_stands_in_a_column_of_its_own_only_for_those_who_see_several(look, folder, name):
    fill(folder)
    clerk, supervisor = make_user("staff", folder.township), make_user("supervisor", folder.county)
    assert "东镇" in words(look(supervisor, name).all("tbody")[0])
    assert "东镇" not in words(look(clerk, name).all("tbody")[0])
    assert [label.get("for") for label in look(supervisor, name).all("label")].count("id_township") == 1
    assert [label.get("for") for label in look(clerk, name).all("label")].count("id_township") == 0


@pytest.mark.parametrize("name", LISTS)
def test_the_number_of_queries_does_not_grow_with_the_list(look, tree, supervisor, name):
    def filled(number):
        for _ in range(number):
            folder = make_folder(township=tree.township)
            fill(folder)
            drafts.start(rectification=folder, by=make_user("staff", tree.township))
        with CaptureQueriesContext(connection) as caught:
            page = look(supervisor, name)
        return len(page.rows), len(caught)

    look(supervisor, name)
    few, queries = filled(2)
    many, still = filled(18)
    assert (few, many) == (2, 20)
    assert still == queries


@pytest.mark.parametrize("name", LISTS)
def test_another_township_sees_nothing_of_it(look, tree, clerk, name):
    folder = make_folder(township=tree.township)
    fill(folder)
    drafts.start(rectification=folder, by=clerk)
    assert len(look(clerk, name).names) == 1
    for township in (tree.other_township, tree.foreign_township):
        make_campaign(township.parent)
        page = look(make_user("staff", township), name)
        assert page.names == []
        assert folder.branch.name not in words(page.tree)


def test_an_administrator_sees_branches_and_no_cases(look, folder, administrator):
    fill(folder)
    assert look(administrator, BRANCHES).names == [folder.branch.name]
    page = look(administrator, reverse("branches:branch", args=[folder.branch_id]))
    assert page.link(href=reverse("branches:folder", args=[folder.pk])) is None
    for name in (LEDGER, REPORTS):
        look(administrator, name, expect=403)
    look(administrator, reverse("branches:folder", args=[folder.pk]), expect=403)
    home = look(administrator, HOME, expect=302)
    assert home.answer.url == reverse(BRANCHES)


# --- folders


def test_a_row_says_how_a_folder_stands(look, tree, clerk, supervisor):
    folder = make_folder(make_branch(tree.township, name="桥头村党支部"))
    problem = make_problem(folder, due_on=days(-2))
    make_problem(folder)
    log(make_measure(folder, [problem]), percent=50)
    page = look(clerk, HOME)
    assert page.rows == [
        {
            "Branch": "桥头村党支部",
            "Stage": "Proposed",
            "Problems settled": "0 / 2",
            "Measures done": "0 / 1",
            "Progress": "50%",
            "Next deadline": f"{days(-2):%Y-%m-%d} Overdue",
            "Last activity": f"{timezone.localdate():%Y-%m-%d}",
        }
    ]
    assert page.link(href=reverse("branches:folder", args=[folder.pk]))
    assert list(look(supervisor, HOME).rows[0]) == [
        *list(page.rows[0])[:1],
        "Township",
        *list(page.rows[0])[1:],
    ]


@pytest.mark.parametrize(
    ("number", "light"), [(-1, "Overdue"), (0, "Due soon"), (7, "Due soon"), (8, "On time")]
)
def test_the_next_deadline_is_told_in_words(look, folder, clerk, number, light):
    make_problem(folder, due_on=days(number))
    assert look(clerk, HOME).rows[0]["Next deadline"] == f"{days(number):%Y-%m-%d} {light}"


def test_a_folder_that_is_signed_off_is_done(look, folder, reviewer, supervisor):
    problem = make_problem(folder, due_on=days(-5))
    step("confirm", supervisor, folder=folder)
    sign_off(problem, supervisor)
    step("apply", reviewer, folder=folder)
    accept(folder)
    row = look(supervisor, HOME).rows[0]
    assert (row["Stage"], row["Problems settled"]) == ("Signed off", "1 / 1")
    assert row["Next deadline"] == f"{days(0):%Y-%m-%d} Done"


def test_without_an_open_deadline_the_folder_s_own_counts(look, tree, clerk):
    make_folder(township=tree.township)
    make_folder(township=tree.township, due_on=days(3))
    assert sorted(row["Next deadline"] for row in look(clerk, HOME).rows) == [
        f"{days(3):%Y-%m-%d} 3 days left",
        "none",
    ]


def test_folders_stand_by_township_and_name(look, tree, supervisor):
    for township, name in [("other_township", "甲支部"), ("township", "乙支部"), ("township", "丁支部")]:
        make_folder(make_branch(getattr(tree, township), name=name))
    assert look(supervisor, HOME).names == ["丁支部", "乙支部", "甲支部"]


def test_folders_are_narrowed_to_exactly_what_fits(look, tree, supervisor):
    one = make_folder(make_branch(tree.township, name="一村", secretary="张书记"))
    make_folder(make_branch(tree.township, name="二村"))
    make_folder(make_branch(tree.other_township, name="三村"))
    make_problem(one)
    step("confirm", supervisor, folder=one)
    assert look(supervisor, HOME, q="二").names == ["二村"]
    assert look(supervisor, HOME, q="张书记").names == ["一村"]
    assert look(supervisor, HOME, stage="rectifying").names == ["一村"]
    assert look(supervisor, HOME, stage="proposed").names == ["二村", "三村"]
    assert look(supervisor, HOME, township=tree.other_township.pk).names == ["三村"]
    assert look(supervisor, HOME, township=tree.township.pk, stage="proposed").names == ["二村"]
    assert look(supervisor, HOME, stage="closed").names == []


def test_each_figure_is_the_length_of_what_it_counts(look, tree, supervisor):
    one, two = make_folder(township=tree.township), make_folder(township=tree.other_township)
    sign_off(make_problem(one, due_on=days(-5)), supervisor)  # settled: not overdue
    make_problem(one, due_on=days(-1))
    make_problem(two, due_on=days(-1), long_term=True)  # goes on for good: not overdue
    log(make_measure(two, [make_problem(two, due_on=days(0))]), percent=20)
    make_problem(make_folder(township=tree.foreign_township), due_on=days(-1))
    home = look(supervisor, HOME)
    shown = [words(tile) for tile in home.all("li") if len(tile) and "tile" in tile[0].get("class", "")]
    assert shown == [
        "2 / 2 branches still open",
        "4 problems",
        "25% 1 problems settled",
        "1 / 2 measures done",
        "1 problems overdue",
    ]
    assert len(home.rows) == 2
    for link in home.all("a", **{"class": "tile"}):
        assert str(len(look(supervisor, link.get("href")).rows)) == words(link[0])
    assert len(look(supervisor, LEDGER, status="closed").rows) == 1


def test_a_click_on_a_figure_stays_with_the_campaign(look, tree, clerk):
    now = make_campaign(tree.county)
    last = campaigns.start(
        organisation=tree.county, by=operator(), name="2025年整顿", year=2025,
        starts_on=dt.date(2025, 1, 1), ends_on=dt.date(2025, 12, 31),
    )  # fmt: skip
    branch = make_branch(tree.township, name="一村")
    make_problem(make_folder(branch, now), text="新。")
    make_problem(make_folder(branch, last), text="旧甲。")
    home = look(clerk, HOME, campaign=last.pk)
    assert [words(option) for option in home.all("select")[0]] == ["2026年整顿", "2025年整顿"]
    assert look(clerk, home.all("a", **{"class": "tile"})[0].get("href")).names == ["旧甲"]
    assert look(clerk, LEDGER).names == ["新"]
    narrowed = look(clerk, HOME, campaign=last.pk, q="无")
    assert (
        empty(narrowed)[1] == narrowed.link(**{"class": "btn-bare"}) == f"{reverse(HOME)}?campaign={last.pk}"
    )


def test_the_choice_of_campaigns_appears_with_the_second_one(look, folder, clerk):
    assert look(clerk, HOME).all("select", id="campaign") == []


# --- nothing there


def test_without_a_campaign_the_pages_say_who_starts_it(look, tree, clerk):
    for name in (HOME, LEDGER):
        page = look(clerk, name)
        assert empty(page) == ("No campaign yet", None)
        assert page.all("form", **{"class": "filter-bar"}) == []


def test_an_empty_list_says_what_to_do_next(look, tree, clerk, supervisor):
    campaign = make_campaign(tree.county)
    opening = reverse("branches:open_folder", args=[campaign.pk])
    assert empty(look(clerk, HOME)) == ("No folder yet", opening)
    assert empty(look(supervisor, HOME)) == ("No folder yet", None)
    assert empty(look(clerk, LEDGER)) == ("No problem yet", reverse(HOME))
    assert empty(look(clerk, BRANCHES)) == ("No branch yet", reverse("branches:add_branch"))
    assert empty(look(supervisor, BRANCHES)) == ("No branch yet", None)
    assert empty(look(clerk, REPORTS)) == ("No report yet", reverse(HOME))


@pytest.mark.parametrize("name", [HOME, LEDGER, BRANCHES])
def test_a_filter_that_nothing_fits_can_be_cleared(look, folder, clerk, name):
    fill(folder)
    title, way_out = empty(look(clerk, name, q="没有"))
    assert title == "Nothing matches"
    assert len(look(clerk, way_out).names) == 1


# --- reports


def test_reports_are_listed_and_lead_to_their_page_and_file(look, tree, clerk):
    folder = make_folder(make_branch(tree.township, name="桥头村党支部"))
    fill(folder)
    report = drafts.start(rectification=folder, by=clerk)
    page = look(clerk, REPORTS)
    assert page.names == [report.title]
    assert page.rows[0]["About"] == "桥头村党支部 东镇"
    assert page.link(href=reverse("reports:report_pdf", args=[report.pk]))
    shown = look(clerk, page.link(href=reverse("reports:report", args=[report.pk])))
    assert shown.text("h1") == [report.title]
    assert shown.text("summary")[-1].startswith("Worth a second look: ")
    assert "班子不团结，内耗严重。" in shown.text("textarea")
    assert shown.link(href=reverse("reports:edit_report", args=[report.pk]))
    auditor = make_user("auditor", tree.county)
    assert look(auditor, reverse("reports:report", args=[report.pk])).link(
        href=reverse("reports:edit_report", args=[report.pk])
    ) is None  # fmt: skip


def test_where_nothing_can_be_reported_the_page_says_what_is_missing(look, folder, clerk):
    page = look(clerk, reverse("reports:draft", args=[folder.pk]), method="post", expect=422)
    assert page.text("h1") == ["Nothing to report yet"]
    assert len([item for item in page.all("li") if "No problem has been entered" in words(item)]) == 1
    assert page.link(**{"class": "btn-primary"}) == reverse("branches:folder", args=[folder.pk])


@pytest.mark.parametrize("name", [HOME, LEDGER, "branches:ledger_bulk", "branches:notice_list"])
def test_a_campaign_outside_is_not_found_and_nothing_stands_in_for_it(look, folder, tree, clerk, name):
    make_problem(folder)
    foreign, wanted = make_campaign(tree.other_county), {} if name != "branches:ledger_bulk" else {"all": 1}
    # The page is there for who may see that campaign, and for the clerk with his own.
    look(make_user("staff", tree.foreign_township), name, campaign=foreign.pk, **wanted)
    look(clerk, name, campaign=folder.campaign_id, **wanted)
    look(clerk, name, campaign=foreign.pk, **wanted, expect=404)
    look(clerk, name, campaign="x", **wanted, expect=404)
