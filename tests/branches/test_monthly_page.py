"""The monthly table as a page: every figure leads to what it counts, a month that is over stays and says so."""

import datetime as dt
from html import unescape

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from accounts.choices import Level
from accounts.models import Organisation
from branches.models import Problem, Rectification, Snapshot
from branches.selectors import monthly, overview
from branches.selectors.figures import FROZEN
from branches.services import snapshots
from tests.branches.counties import counted, fill
from tests.branches.reading import days, words
from tests.factories import make_campaign, make_folder, make_organisation, make_problem, make_tree, make_user

pytestmark = pytest.mark.django_db
MONTHLY, LIST = "branches:monthly_table", "branches:month_list"

FIGURES = [column.figure for column in monthly.COLUMNS]


def end_of_last_month():
    return timezone.localdate().replace(day=1) - dt.timedelta(days=1)


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """A city's campaign in two townships of one county and one of the next; made once, and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = make_tree()
        campaign = make_campaign(made.city)
        campaign.starts_on = days(-250)
        campaign.save()
        for township in (made.township, made.other_township, made.foreign_township):
            fill([township], f"month {township.name}", folders=4, campaign=campaign)
        yield made, campaign
        transaction.set_rollback(True)


@pytest.fixture
def tree(filled, db):
    return filled[0]


@pytest.fixture
def county(filled, db):
    return filled[1]


def cells(page, part="tbody"):
    """The cells that lead somewhere, row by row: (number, address)."""
    (body,) = page.all(part)
    return [
        [(int(words(link).split(" ")[0]), unescape(link.get("href"))) for td in row.iter("td") for link in td.iter("a")]
        for row in body.iter("tr")
    ]  # fmt: skip


def test_the_columns_are_the_figures_that_are_frozen():
    assert sorted(FIGURES) == sorted(FROZEN)


def test_every_figure_is_the_length_of_the_list_it_leads_to_and_the_same_as_counted(look, tree, county):
    user = make_user("supervisor", tree.county)
    page = look(user, MONTHLY)
    places = [{"township": tree.township}, {"township": tree.other_township}, {}]
    rows = cells(page) + cells(page, "tfoot")
    assert page.names == ["东镇", "西镇", "Total"]
    for place, row in zip(places, rows, strict=True):
        assert dict(zip(FIGURES, [number for number, _ in row], strict=True)) == counted(user, **place)
        for number, address in row:
            assert (address, len(look(user, address).names)) == (address, number)
    assert sum(number for row in rows for number, _ in row) > 50


def test_the_same_figures_stand_on_the_overview(look, tree, county):
    user = make_user("supervisor", tree.city)
    page = look(user, MONTHLY)
    below = overview.overview(user, county, overview.scope(user, ""))
    found = [dict(zip(FIGURES, [number for number, _ in row], strict=True)) for row in cells(page, "tfoot")]
    assert found == [{name: getattr(below.total, name) for name in FIGURES}]
    assert page.names == ["东镇 甲县", "西镇 甲县", "北乡 乙县", "Total"]


def test_a_township_that_was_closed_down_still_leads_to_its_list(look, tree, county):
    user = make_user("supervisor", tree.county)
    Organisation.objects.filter(pk=tree.other_township.pk).update(is_active=False)
    row = cells(look(user, MONTHLY))[1]
    assert [len(look(user, address).names) for _, address in row] == [number for number, _ in row]


def test_arrows_say_what_has_moved_since_the_month_before(look, tree, county):
    user = make_user("supervisor", tree.county)
    page = look(user, MONTHLY)
    assert page.all("small", **{"class": "moved"}) == []
    assert "nothing can be said of changes" in words(page.tree)
    snapshots.take(end_of_last_month())
    Snapshot.objects.filter(township=tree.township).update(listed=1, overdue=99)
    moved = [words(small) for row in look(user, MONTHLY).all("tbody")[0] for small in row.iter("small")]
    now = counted(user, township=tree.township)
    assert f"↑{now['listed'] - 1}{now['listed'] - 1} more than in the month before" in moved
    assert f"↓{99 - now['overdue']}{99 - now['overdue']} fewer than in the month before" in moved


def test_a_month_that_is_over_says_that_it_is_frozen_and_leads_to_the_lists_of_its_day(look, tree, county):
    user, end = make_user("supervisor", tree.county), end_of_last_month()
    snapshots.take(end)
    month = f"{end:%Y-%m}"
    page = look(user, MONTHLY, month=month)
    assert f"Frozen at the end of {end}" in words(page.tree)
    rows = cells(page) + cells(page, "tfoot")
    assert sum(number for row in rows for number, _ in row) > 20
    for number, address in (pair for row in rows for pair in row):
        behind = look(user, address)
        assert (address, len(behind.names)) == (address, number)
        assert f"{number}, as the table says" in words(behind.tree)


def test_a_list_that_has_changed_since_says_so(look, tree, county):
    user, end = make_user("supervisor", tree.county), end_of_last_month()
    snapshots.take(end)
    frozen = monthly.table(user, county, tree.county, end).total.problems
    gone = Problem.objects.visible_to(user).filter(found_on__lte=end, decisions=None).first()
    gone.delete()
    query = {"month": f"{end:%Y-%m}", "figure": "problems"}
    page = look(user, LIST, **query)
    assert len(page.names) == frozen - 1
    assert f"The table says {frozen}, frozen when {end} was over" in words(page.tree)
    assert f"give {frozen - 1} for that day" in words(page.tree)


def test_what_stood_then_is_said_as_it_was_then(look, tree, county):
    user, end = make_user("supervisor", tree.county), end_of_last_month()
    snapshots.take(end)
    Rectification.objects.update(stage="archived", closed_on=end)
    page = look(user, LIST, month=f"{end:%Y-%m}", figure="overdue")
    assert {row["Then"] for row in page.rows} <= {f"{percent}%" for percent in range(100)}


@pytest.mark.parametrize("query", [{"month": "2020-01"}, {"month": "soon"}, {"scope": "0"}, {"scope": "x"}])
def test_what_there_is_not_is_not_found(look, tree, county, query):
    look(make_user("supervisor", tree.county), MONTHLY, expect=404, **query)


@pytest.mark.parametrize("query", [{"figure": "share"}, {"figure": "listed", "month": "2020-01"}])
def test_a_list_of_nothing_is_not_found(look, tree, county, query):
    look(make_user("supervisor", tree.county), LIST, expect=404, **query)


def test_the_next_county_is_neither_seen_nor_opened(look, tree, county):
    """Its figures are there, for whoever sits above both."""
    above, user = make_user("supervisor", tree.city), make_user("supervisor", tree.county)
    inside, foreign = counted(user), counted(above, county=tree.other_county)
    assert foreign["problems"] > 0
    (total,) = cells(look(user, MONTHLY), "tfoot")
    assert dict(zip(FIGURES, [number for number, _ in total], strict=True)) == inside
    assert "北乡" not in words(look(user, MONTHLY).tree)
    for where, query in ((MONTHLY, {}), (LIST, {"figure": "problems"})):
        assert look(above, where, scope=tree.other_county.pk, **query).names
        look(user, where, expect=404, scope=tree.other_county.pk, **query)


def test_a_clerk_sees_the_row_of_the_own_township(look, tree, county):
    page = look(make_user("staff", tree.township), MONTHLY)
    assert page.names == ["东镇", "Total"]
    assert cells(page)[0] != []
    look(make_user("admin", tree.county), MONTHLY, expect=403)
    assert Snapshot.objects.visible_to(AnonymousUser()).count() == 0


def test_the_number_of_queries_does_not_grow(look, tree, county, django_assert_max_num_queries):
    user = make_user("supervisor", tree.county)
    snapshots.take(end_of_last_month())
    with django_assert_max_num_queries(40) as few:
        look(user, MONTHLY)
    for number in range(18):
        make_problem(
            make_folder(
                township=make_organisation(f"{number}镇", Level.TOWNSHIP, tree.county), campaign=county
            )
        )
    with django_assert_max_num_queries(len(few)) as many:
        page = look(user, MONTHLY)
    assert (len(page.names), len(many) <= len(few)) == (21, True)


def test_without_a_campaign_the_page_says_what_to_do(look, tree, county):
    elsewhere = make_organisation("另市", Level.CITY, tree.province)
    assert "No campaign yet" in words(look(make_user("supervisor", elsewhere), MONTHLY).tree)


def test_the_overview_leads_here(look, tree, county):
    page = look(make_user("supervisor", tree.county), "branches:overview")
    links = [link.get("href") for link in page.all("a") if words(link) == "Monthly table"]
    assert links == [f"/tables/monthly/?campaign={county.pk}&scope={tree.county.pk}"]


def test_a_list_of_a_month_says_what_narrows_it(look, tree, county):
    """The link narrows by the month; a pill says so and takes it away."""
    user = make_user("supervisor", tree.county)
    month = f"{timezone.localdate():%Y-%m}"
    page = look(user, "branches:ledger", found=month)
    assert page.text("ul", **{"class": "filters-on"}) == [f"Found in: {month}remove this filter"]
    assert len(page.names) == counted(user)["found"]
    assert len(look(user, "branches:ledger", found="never").names) == counted(user)["problems"]
