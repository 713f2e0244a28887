"""The overview: who sees what, drilled down in place or by plain links, empty and full, at a constant price."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Level
from branches.models import Campaign
from branches.services import campaigns
from tests.branches.reading import HOME, days, empty, sign_off, words
from tests.factories import (
    accept,
    apply,
    log,
    make_branch,
    make_campaign,
    make_folder,
    make_measure,
    make_organisation,
    make_problem,
    make_user,
    operator,
)

pytestmark = pytest.mark.django_db
OVERVIEW, WALL = "branches:overview", "branches:overview_wall"
MOST_QUERIES = 12
HTMX = {"HX-Request": "true"}


def city_campaign(tree):
    return campaigns.start(
        organisation=tree.city,
        by=operator(),
        name="全市整顿",
        year=2026,
        starts_on=days(-200),
        ends_on=days(60),
    )


def late(folder, by_days=5, **values):
    """An overdue measure of a problem of ``folder``."""
    problem = make_problem(folder, found_on=folder.determined_on)
    return make_measure(folder, [problem], starts_on=folder.determined_on, due_on=days(-by_days), **values)


def figures(page):
    return [int(words(b)) for box in page.all("ul", **{"class": "overview-figures"}) for b in box.iter("b")]


def lines(page):
    """The rows of the table without the total: name and numbers."""
    body = page.all("tbody")[0]
    return [[words(cell) for cell in row if cell.tag in {"th", "td"}] for row in body]


def calls(page):
    found = page.all("ul", **{"class": "call-rows"})
    lines = [words(row) for row in found[0].iter("li")] if found else []
    return [line.partition(" Supervise")[0] for line in lines]


def price(client, user, name, **query):
    """How many queries a look costs somebody who has signed in already."""
    client.force_login(user)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(reverse(name), query).status_code == 200
    return len(caught)


# --- who sees what


def test_the_next_county_is_not_there_in_any_part_of_the_page(look, tree):
    """It would be: the same page of the city holds both, figure by figure."""
    campaign = city_campaign(tree)
    for township, name in ((tree.township, "本县村"), (tree.foreign_township, "邻县村")):
        folder = make_folder(make_branch(township, name=name), campaign, determined_on=days(-90))
        late(folder, responsible=f"{name}书记")
        sign_off(
            make_problem(folder, criterion=campaign.criteria.first()),
            make_user("supervisor", township.county),
        )
    city, county = (look(make_user("supervisor", place), OVERVIEW) for place in (tree.city, tree.county))
    assert (figures(city), figures(county)) == ([2, 4, 2, 2, 2], [1, 2, 1, 1, 1])
    assert [len(calls(page)) for page in (city, county)] == [2, 1]
    for foreign in ("邻县村", "邻县村书记", "乙县", "北乡"):
        assert (foreign in words(city.tree), foreign in words(county.tree)) == (True, False)
    ends = [page.answer.context["overview"].trend.last.found_total for page in (city, county)]
    spread = [[line.problems for line in page.answer.context["overview"].criteria] for page in (city, county)]
    assert (ends, spread) == ([4, 2], [[2, 2], [1, 1]])
    options = [words(option) for option in county.all("option")]
    assert options == ["甲县", "东镇", "西镇"]


@pytest.mark.parametrize("name", [OVERVIEW, WALL])
def test_a_scope_outside_of_one_s_own_is_not_found(look, tree, supervisor, name):
    city_campaign(tree)
    address = reverse(name)
    foreign = (tree.city, tree.other_county, tree.foreign_township)
    for place in foreign:
        look(make_user("supervisor", tree.city), f"{address}?scope={place.pk}")
        look(supervisor, f"{address}?scope={place.pk}", expect=404)
    for nonsense in ("0", "x", "-1", "９"):
        look(supervisor, f"{address}?scope={nonsense}", expect=404)


def test_only_campaigns_that_the_scope_takes_part_in_are_offered(look, tree):
    for county in (tree.county, tree.other_county):
        make_campaign(county)
    city_campaign(tree)
    supervisor = make_user("supervisor", tree.city)
    offered = look(supervisor, OVERVIEW).answer.context["campaigns"]
    assert sorted(campaign.organisation.name for campaign in offered) == ["乙县", "某市", "甲县"]
    below = look(supervisor, OVERVIEW, scope=tree.other_county.pk).answer.context["campaigns"]
    assert sorted(campaign.organisation.name for campaign in below) == ["乙县", "某市"]


def test_who_supervises_lands_here_and_the_others_where_they_work(client, tree):
    landing = {}
    for role in ("staff", "reviewer", "supervisor", "auditor", "admin"):
        client.force_login(make_user(role, tree.township if role in {"staff", "reviewer"} else tree.county))
        landing[role] = client.get(reverse("branches:start")).headers["Location"]
    home = reverse(HOME)
    assert landing == {
        "staff": home, "reviewer": home, "supervisor": reverse(OVERVIEW), "auditor": home, "admin": home
    }  # fmt: skip


# --- going down


def test_each_name_leads_one_level_further_and_back_by_the_breadcrumb(look, tree):
    campaign = city_campaign(tree)
    late(make_folder(make_branch(tree.township, name="桥头村"), campaign), title="修建活动室")
    user, where, seen = make_user("supervisor", tree.city), reverse(OVERVIEW), []
    for _ in range(3):
        page = look(user, where)
        seen.append((words(page.all("h1")[0]).split()[0], [row[0].split()[0] for row in lines(page)]))
        where = page.all("tbody")[0][0][0][0].get("href")
    assert seen == [("某市", ["甲县", "乙县"]), ("甲县", ["东镇", "西镇"]), ("东镇", ["桥头村"])]
    assert where == reverse("branches:folder", args=[campaign.rectifications.get().pk])
    crumbs = [(words(link), link.get("href")) for link in page.all("nav", **{"class": "crumbs"})[0].iter("a")]
    assert [name for name, _ in crumbs] == ["某市", "甲县"]
    assert words(look(user, crumbs[1][1]).all("h1")[0]).split()[0] == "甲县"


def test_in_place_only_the_part_below_the_header_is_sent(client, tree, folder, supervisor):
    client.force_login(supervisor)
    whole = client.get(reverse(OVERVIEW))
    part = client.get(reverse(OVERVIEW), headers=HTMX)
    restored = client.get(reverse(OVERVIEW), headers={**HTMX, "HX-History-Restore-Request": "true"})
    shapes = [
        (b"<html" in answer.content, b"site-header" in answer.content, b'id="overview"' in answer.content)
        for answer in (whole, part, restored)
    ]
    assert shapes == [(True, True, True), (False, False, True), (True, True, True)]
    assert part.content.strip().startswith(b"<title>")
    assert "HX-Request" in whole.headers["Vary"]


def test_the_table_is_sorted_by_a_press_and_turned_round_by_another(look, tree, supervisor):
    for township, number in ((tree.township, 1), (tree.other_township, 3)):
        folder = make_folder(township=township)
        for _ in range(number):
            late(folder)
    plain = look(supervisor, OVERVIEW)
    assert [row[0].split()[0] for row in lines(plain)] == ["东镇", "西镇"]
    heads = {words(head): head for head in plain.all("th", scope="col")}
    page = look(supervisor, reverse(OVERVIEW) + heads["Overdue"][0].get("href").partition("/overview/")[2])
    head = next(head for head in page.all("th", scope="col") if words(head) == "Overdue")
    assert ([row[0].split()[0] for row in lines(page)], head.get("aria-sort")) == (
        ["西镇", "东镇"],
        "descending",
    )
    page = look(supervisor, head[0].get("href"))
    head = next(head for head in page.all("th", scope="col") if words(head) == "Overdue")
    assert ([row[0].split()[0] for row in lines(page)], head.get("aria-sort")) == (
        ["东镇", "西镇"],
        "ascending",
    )
    assert [row[0].split()[0] for row in lines(look(supervisor, OVERVIEW, sort="name; drop"))] == [
        "东镇",
        "西镇",
    ]


# --- what stands there


def test_a_row_says_how_a_township_stands(look, tree, supervisor):
    folder = make_folder(township=tree.township)
    late(folder)
    sign_off(make_problem(folder), supervisor)
    assert lines(look(supervisor, OVERVIEW)) == [
        ["东镇 Overdue", "1", "2", "1", "1 signed off, 0 long-term, 0 awaiting check, 0 in progress, 1 not started50%",
         "1", "1", "1 / 0"],
        ["西镇 None listed", "0", "0", "0", "no problem", "0", "0", "0 / 0"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("due", "started", "light"),
    [(-1, -9, "Overdue"), (0, -9, "Needs attention"), (8, -9, "On schedule"), (None, -31, "Needs attention")],
)
def test_the_light_is_that_of_the_worst(look, folder, supervisor, due, started, light):
    make_measure(folder, starts_on=days(started), due_on=None if due is None else days(due))
    assert lines(look(supervisor, OVERVIEW))[0][0] == f"东镇 {light}"


def test_all_signed_off_is_said_too(look, folder, supervisor):
    accept(apply(folder))
    assert lines(look(supervisor, OVERVIEW))[0][0] == "东镇 All signed off"


def test_calls_begin_with_the_longest_overdue_one_a_branch(look, tree, supervisor):
    def listed(name):
        return make_folder(make_branch(tree.township, name=name), determined_on=days(-90))

    quiet, soon, old, older = (listed(name) for name in ("静村", "近村", "晚村", "更晚村"))
    late(old, 3, title="新近逾期", responsible="镇长")
    late(older, 9, title="早已逾期")
    late(older, 2, title="刚刚逾期")
    make_measure(soon, title="快到期", starts_on=days(-9), due_on=days(2))
    log(make_measure(quiet, title="没动静", starts_on=days(-60)), happened_on=days(-40))
    log(make_measure(listed("好村"), starts_on=days(-60)), happened_on=days(0))
    assert calls(look(supervisor, OVERVIEW)) == [
        "更晚村 9 days overdue 东镇 · 早已逾期 · 2 overdue in all",
        "晚村 3 days overdue 东镇 · 新近逾期 · 镇长",
        "静村 silent for 40 days 东镇 · 没动静",
        "近村 2 days left 东镇 · 快到期",
    ]


def test_a_criterion_says_how_long_its_problems_took(look, tree, supervisor, reviewer):
    folder = make_folder(township=tree.township, determined_on=days(-90))
    first, second = folder.campaign.criteria.all()[:2]
    for criterion, took in ((first, 10), (first, 30), (first, 21), (second, 40), (None, 41)):
        sign_off(make_problem(folder, criterion=criterion, found_on=days(-took)), supervisor)
    make_problem(folder, criterion=second)
    page = look(supervisor, OVERVIEW)
    table = page.all("table", **{"class": "criteria"})[0]
    rows = [[words(cell) for cell in row] for row in table.iter("tr")][1:]
    assert rows == [
        [first.short_label, "", "3", "3", "21"],
        [second.short_label, "", "2", "1", "40"],
        ["Without criterion", "", "1", "1", "41"],
    ]
    assert "takes 30 days (median of 5)" in words(page.tree)
    assert len(look(supervisor, next(table.iter("tbody"))[2][0][0].get("href")).names) == 1


def test_the_trend_can_be_read_as_a_table(look, folder, supervisor):
    Campaign.objects.update(starts_on=days(-60), ends_on=days(60))
    sign_off(make_problem(folder, found_on=days(0)), supervisor)
    table = look(supervisor, OVERVIEW).all("table", **{"class": "twin-table"})[0]
    rows = [[words(cell) for cell in row] for row in table.iter("tr")]
    assert rows[0] == [
        "Month",
        "Found",
        "Found in all",
        "Signed off",
        "Signed off in all",
        "Overdue measures",
    ]
    assert rows[-1] == [f"{days(0):%Y-%m}", "1", "1", "1", "1", "0"]


# --- nothing there, and much


def test_without_a_campaign_the_page_says_who_starts_it(look, tree, supervisor):
    for name in (OVERVIEW, WALL):
        assert empty(look(supervisor, name))[0] == "No campaign yet"


def test_an_empty_campaign_shows_its_townships_and_zeros(look, tree, supervisor):
    make_campaign(tree.county)
    for name in (OVERVIEW, WALL):
        page = look(supervisor, name)
        assert figures(page) == [0, 0, 0, 0, 0]
        assert [row[0] for row in lines(page)] == ["东镇 None listed", "西镇 None listed"]
        assert calls(page) == []
    nothing = look(supervisor, OVERVIEW, scope=tree.other_township.pk)
    assert words(next(nothing.all("div", **{"class": "empty"})[0].iter("h3"))) == "No branch is listed here"


def test_a_township_that_was_closed_stays_while_it_has_figures(look, tree, supervisor):
    make_folder(township=tree.township)
    for township in (tree.township, tree.other_township):
        type(township).objects.filter(pk=township.pk).update(is_active=False)
    assert [row[0].split()[0] for row in lines(look(supervisor, OVERVIEW))] == ["东镇"]


def test_forty_townships_with_long_names_cost_no_more_than_two(client, look, tree, supervisor):
    late(make_folder(township=tree.township))
    few = price(client, supervisor, OVERVIEW)
    for number in range(38):
        name = f"{'名字很长的民族自治乡镇街道办事处党工委' * 2}"[:28] + f"{number:02}"
        late(make_folder(township=make_organisation(name, Level.TOWNSHIP, tree.county)))
    assert few == price(client, supervisor, OVERVIEW) <= MOST_QUERIES
    assert len(lines(look(supervisor, OVERVIEW))) == 40


@pytest.mark.parametrize("place", ["province", "city", "county", "township"])
@pytest.mark.parametrize("name", [OVERVIEW, WALL])
def test_the_price_is_low_at_every_level(client, tree, place, name):
    late(make_folder(township=tree.township, campaign=city_campaign(tree)))
    assert price(client, make_user("auditor", getattr(tree, place)), name) <= MOST_QUERIES


def test_sums_are_kept_for_a_minute_for_each_scope(client, look, settings, tree, supervisor):
    settings.SUMS_KEPT_SECONDS = 60
    cache.clear()
    late(make_folder(township=tree.township))
    assert figures(look(supervisor, OVERVIEW))[0] == 1
    make_folder(township=tree.township)
    cheap = price(client, supervisor, OVERVIEW)
    kept, other = look(supervisor, OVERVIEW), look(make_user("reviewer", tree.township), OVERVIEW)
    cache.clear()
    dear = price(client, supervisor, OVERVIEW)
    assert (figures(kept)[0], figures(other)[0], figures(look(supervisor, OVERVIEW))[0]) == (1, 2, 2)
    assert dear - cheap == 6
    cache.clear()


# --- the wall


def test_the_wall_renews_itself_and_has_no_menu(client, folder, supervisor):
    client.force_login(supervisor)
    where = f"{reverse(WALL)}?campaign={folder.campaign_id}&scope={folder.county_id}"
    whole = client.get(where).content.decode()
    assert "site-header" not in whole
    assert '<noscript><meta http-equiv="refresh" content="60"></noscript>' in whole
    assert f'hx-get="{where.replace("&", "&amp;")}" hx-trigger="every 60s"' in whole
    part = client.get(where, headers=HTMX).content.decode()
    assert ("<html" in part, part.count('id="wall"')) == (False, 1)
