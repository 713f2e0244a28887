"""One number, one meaning: the overview, the list behind each link, and the monthly table, in random counties."""

import datetime as dt
from html import unescape

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.choices import Level
from branches.models import Campaign, Problem, Snapshot
from branches.selectors import figures, monthly, overview
from branches.selectors.figures import FROZEN, Figures, total
from branches.services import campaigns, snapshots
from tests.branches.counties import counted, fill
from tests.branches.reading import days, words
from tests.factories import make_organisation, make_tree, make_user, operator

pytestmark = pytest.mark.django_db
OVERVIEW = "branches:overview"


@pytest.fixture(scope="module", params=range(3))
def filled(request, django_db_setup, django_db_blocker):
    """A city's campaign in two counties of several townships; made once for each seed, and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = make_tree()
        campaign = campaigns.start(
            organisation=made.city,
            by=operator(),
            name="整顿",
            year=2026,
            starts_on=days(-250),
            ends_on=days(60),
        )
        empty = make_organisation("空镇", Level.TOWNSHIP, made.county)
        for township in (made.township, made.other_township, made.foreign_township):
            fill([township], f"{request.param} {township.name}", folders=3, campaign=campaign)
        yield made, empty
        transaction.set_rollback(True)


@pytest.fixture
def tree(filled, db):
    return filled[0]


@pytest.fixture
def empty(filled, db):
    """A township without a branch on the list."""
    return filled[1]


def frozen(found):
    return {name: getattr(found, name) for name in FROZEN}


def shown(page):
    """The five figures on top: what they count, and where they lead."""
    tiles = [link for box in page.all("ul", **{"class": "overview-figures"}) for link in box.iter("a")]
    return [(int(words(next(link.iter("b")))), unescape(link.get("href"))) for link in tiles]


def cells(page):
    """Each number of the table that leads somewhere: the number and the address."""
    body = page.all("tbody")[0]
    links = [link for cell in body.iter("td") for link in cell.iter("a")]
    return [(int(words(link)), unescape(link.get("href"))) for link in links]


@pytest.mark.parametrize("role", ["county", "city", "province"])
def test_every_number_is_the_length_of_the_list_it_leads_to(look, tree, role):
    user = make_user("supervisor", getattr(tree, role))
    page = look(user, OVERVIEW)
    numbers = shown(page) + cells(page)
    assert len(numbers) == 5 + 5 * len(page.all("tbody")[0])
    assert sum(number for number, _ in numbers) > 0
    for number, address in numbers:
        assert (address, len(look(user, address).names)) == (address, number)


def test_figures_are_what_counting_gives_at_every_level(tree, empty):
    for place in (tree.province, tree.city, tree.county, tree.other_county, tree.township, empty):
        role = "supervisor" if place.level < Level.TOWNSHIP else "reviewer"
        user = make_user(role, place)
        found = overview.overview(user, Campaign.objects.get(), overview.scope(user, ""))
        assert frozen(found.total) == counted(user)
        assert total(line.figures for line in found.lines) == found.total
        assert found.trend.last.found_total == found.total.problems
        assert found.trend.last.signed_off_total == found.total.closed
        assert found.trend.last.overdue == found.total.overdue
        assert sum(line.problems for line in found.criteria) == found.total.problems
        assert sum(line.closed for line in found.criteria) == found.total.closed


def test_one_level_further_down_the_same_is_said(tree):
    user = make_user("supervisor", tree.city)
    campaign = Campaign.objects.get()
    above = overview.overview(user, campaign, overview.scope(user, ""))
    for line in above.lines:
        below = overview.overview(user, campaign, overview.scope(user, str(line.organisation.pk)))
        assert below.total == line.figures
        for township in below.lines:
            branches = overview.overview(user, campaign, overview.scope(user, str(township.organisation.pk)))
            assert branches.total == township.figures


def test_the_monthly_table_says_the_same(tree, empty):
    user, campaign = make_user("supervisor", tree.county), Campaign.objects.get()
    page = overview.overview(user, campaign, overview.scope(user, ""))
    table = monthly.table(user, campaign, tree.county, timezone.localdate())
    assert (table.day, table.total) == (timezone.localdate(), page.total)
    assert [(row.township, row.figures) for row in table.rows] == [
        (line.organisation, line.figures) for line in page.lines
    ]
    assert [row.figures for row in table.rows if row.township == empty] == [Figures()]


def test_a_month_that_is_over_stays_as_it_was_frozen(tree):
    user, campaign = make_user("supervisor", tree.county), Campaign.objects.get()
    end = timezone.localdate().replace(day=1) - dt.timedelta(days=1)
    before = end.replace(day=1) - dt.timedelta(days=1)
    assert monthly.table(user, campaign, tree.county, end) is None
    for day in (end, before):
        snapshots.take(day)
    table = monthly.table(user, campaign, tree.county, end)
    Problem.objects.all().delete()
    again = monthly.table(user, campaign, tree.county, end)
    assert (again, table.day, table.before) == (
        table,
        end,
        monthly.table(user, campaign, tree.county, before).total,
    )
    assert table.total == total(row.figures for row in table.rows)
    assert monthly.months(user, campaign, tree.county) == [
        timezone.localdate().replace(day=1), end.replace(day=1), before.replace(day=1)
    ]  # fmt: skip


def test_since_last_week_is_the_difference_to_the_day_that_was_frozen(look, tree):
    user, campaign = make_user("supervisor", tree.county), Campaign.objects.get()
    where = overview.scope(user, "")
    assert overview.overview(user, campaign, where).changes == {}
    assert "last week not known" in words(look(user, OVERVIEW).tree)
    snapshots.take(days(-7))
    found = overview.overview(user, campaign, where)
    past = total(figures.frozen(row) for row in Snapshot.objects.visible_to(user))
    assert found.changes == {name: getattr(found.total, name) - getattr(past, name) for name in FROZEN}
    assert "last week not known" not in words(look(user, OVERVIEW).tree)
