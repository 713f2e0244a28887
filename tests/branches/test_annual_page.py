"""The annual form as a page: every number is the length of its list or adds up, and what is missing is asked for."""

from html import unescape

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.choices import Level
from branches.models import Branch, Rectification, TaskForceMember
from branches.selectors.annual_columns import COLUMNS
from branches.services import annual as service
from branches.services import task_force
from tests.branches.counties import fill
from tests.branches.reading import days, sign_off, step, words
from tests.factories import (
    make_campaign,
    make_folder,
    make_organisation,
    make_problem,
    make_tree,
    make_user,
    writer,
)

pytestmark = pytest.mark.django_db
ANNUAL, LIST = "branches:annual_form", "branches:annual_list"
KINDS = ("village", "community", "office")
NOBODY = [*(f"criterion_{number}" for number in range(6, 11)), "first_secretaries"]
"""The columns that nothing counts in here."""
STATES = ("in_post", "vacant", "filled", "to_change", "changed", "")
TRAININGS = ("none", "below", "county", "")


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """A city's campaign in three townships of two counties, with all that the form asks; made once, and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = make_tree()
        campaign = make_campaign(made.city)
        campaign.starts_on = days(-250)
        campaign.save()
        for township in (made.township, made.other_township, made.foreign_township):
            fill([township], f"annual {township.name}", folders=5, campaign=campaign)
            solve(make_folder(township=township, campaign=campaign))
        for number, folder in enumerate(Rectification.objects.order_by("pk")):
            answer(number, folder)
        put_right = Rectification.objects.filter(branch__name__contains="村").order_by("-pk")[:2]
        Rectification.objects.filter(pk__in=[one.pk for one in put_right]).update(
            stage="closed", closed_on=days(-3)
        )
        yield made, campaign
        transaction.set_rollback(True)


def solve(folder):
    """A problem of ``folder`` signed off."""
    supervisor, problem = make_user("supervisor", folder.county), make_problem(folder)
    step("confirm", supervisor, folder=folder)
    sign_off(problem, supervisor)


def answer(number, folder):
    """Another answer for each folder, and a task force that is partly shared."""
    Branch.objects.filter(pk=folder.branch_id).update(kind=KINDS[number % 3], is_poor_village=number % 3 == 0)
    folder.criteria.set(list(folder.campaign.criteria.all())[number % 4 : number % 4 + number % 3])
    force = (("paired_unit", f"单位{number % 4}"), ("county_leader", "县委"), ("working_group", "镇"))
    for place, (kind, unit) in enumerate(force, 1):
        TaskForceMember.objects.create(
            rectification=folder, number=place, kind=kind, unit=unit, name=f"甲{number % 5}"
        )
    if folder.stage != "archived":
        service.record(
            rectification=folder, by=writer(folder), secretary_state=STATES[number % 6],
            secretary_training=TRAININGS[number % 4], drives=number % 3 or None, cases=number % 2,
        )  # fmt: skip


@pytest.fixture
def tree(filled, db):
    return filled[0]


@pytest.fixture
def county(filled, db):
    return filled[1]


def figures(page):
    """Each number of the form: the number and the address of its list, line by line."""
    lines = [row for body in page.all("tbody") for row in body.iter("tr") if any(row.iter("td"))]
    return [
        [(int(words(link).split(" ")[0]), unescape(link.get("href"))) for link in row.iter("a")]
        for row in lines
    ]


@pytest.mark.parametrize("role", ["city", "township"])
def test_every_number_is_the_length_of_its_list_or_what_it_adds_up_to(look, tree, county, role):
    place = getattr(tree, role)
    user = make_user("staff" if role == "township" else "supervisor", place)
    lines = figures(look(user, ANNUAL))
    assert [len(line) for line in lines] == [3] * 26
    if role == "city":
        assert [name for name, line in zip(COLUMNS, lines, strict=True) if not line[0][0]] == NOBODY
    for column, line in zip(COLUMNS.values(), lines, strict=True):
        for number, address in line:
            behind = look(user, address)
            found = [int(row["Number"]) for row in behind.rows] if column.sums and number else behind.names
            assert (address, sum(found) if column.sums and number else len(found)) == (address, number)
            assert f"{number} in the form" in words(behind.tree)


def test_villages_and_communities_and_the_others_are_the_total(look, tree, county):
    user = make_user("supervisor", tree.city)
    page = look(user, ANNUAL)
    total, village, community = (number for number, _ in figures(page)[0])
    others = Rectification.objects.visible_to(user).filter(branch__kind="office").count()
    assert total == Rectification.objects.count() == village + community + others
    assert f"The total holds {others} branches that are neither" in words(page.tree)


def test_the_form_says_the_same_as_the_overview(look, tree, county):
    user = make_user("supervisor", tree.county)
    lines = figures(look(user, ANNUAL))
    tiles = look(user, "branches:overview").all("ul", **{"class": "overview-figures"})[0]
    shown = [int(words(bold)) for bold in tiles.iter("b")]
    names = list(COLUMNS)
    assert [lines[names.index(name)][0][0] for name in ("screened", "solved")] == [shown[0], shown[2]]


def test_what_is_missing_stands_there_by_township_and_by_folder(look, tree, county):
    user = make_user("supervisor", tree.county)
    page = look(user, ANNUAL)
    (notice,) = page.all("ul", **{"class": "annual-places"})
    links = [(words(link), unescape(link.get("href"))) for link in notice.iter("a")]
    assert [name.split(" ")[0] for name, _ in links] == ["东镇", "西镇"]
    for name, address in links:
        assert len(look(user, address).names) == int(name.split(" ")[1]) > 0
    rows = look(user, LIST, column="missing").rows
    assert sum(int(name.split(" ")[1]) for name, _ in links) == len(rows)
    assert all(row["Not said yet"] for row in rows)


def test_the_clerk_fills_in_what_is_missing_and_the_folder_shows_it(look, client, tree, county):
    clerk = make_user("staff", tree.township)
    folder = make_folder(township=tree.township, campaign=county)
    before = len(look(clerk, LIST, column="missing").names)
    edit = reverse("branches:edit_annual", args=[folder.pk])
    links = [link.get("href") for link in look(clerk, LIST, column="missing").all("a")]
    assert edit in links
    data = {"secretary_state": "filled", "secretary_training": "county", "drives": 2, "cases": 0}
    answer = client.post(edit, data | {"version": folder.version})
    assert (answer.status_code, answer["Location"]) == (302, f"/folders/{folder.pk}/#annual")
    card = words(look(clerk, answer["Location"]).tree)
    for said in ("filled since", "Trained at county level or above", "Special drives: 2", "dealt with: 0"):
        assert said in card
    assert "Not said yet: A criterion of the national ten" in card
    folder.criteria.set(county.criteria.all()[:1])
    assert len(look(clerk, LIST, column="missing").names) == before - 1


def test_nothing_typed_is_lost_and_the_form_comes_back_filled(look, client, tree, county):
    clerk = make_user("staff", tree.township)
    folder = make_folder(township=tree.township, campaign=county)
    edit = reverse("branches:edit_annual", args=[folder.pk])
    page = look(clerk, edit, method="post", expect=422, drives="-1", cases="3")
    assert [node.get("value") for node in page.all("input", id="id_cases")] == ["3"]
    assert Rectification.objects.get(pk=folder.pk).drives is None
    service.record(rectification=folder, by=clerk, drives=4, secretary_state="vacant")
    page = look(clerk, edit)
    checked = [node.get("value") for node in page.all("input") if node.get("checked") is not None]
    assert (checked, [node.get("value") for node in page.all("input", id="id_drives")]) == (["vacant"], ["4"])


def test_who_does_not_write_has_no_button(look, tree, county):
    folder = make_folder(township=tree.township, campaign=county)
    where = reverse("branches:edit_annual", args=[folder.pk])
    supervisor = make_user("supervisor", tree.county)
    page = look(supervisor, LIST, column="missing")
    assert where not in [link.get("href") for link in page.all("a")]
    look(supervisor, where, expect=403)


def test_an_archived_folder_is_not_asked_any_more(look, tree, county):
    folder = make_folder(township=tree.township, campaign=county)
    Rectification.objects.filter(pk=folder.pk).update(stage="archived", closed_on=days(0))
    clerk = make_user("staff", tree.township)
    look(clerk, reverse("branches:edit_annual", args=[folder.pk]), expect=403)
    links = [link.get("href") for link in look(clerk, f"/folders/{folder.pk}/").all("a")]
    assert reverse("branches:edit_annual", args=[folder.pk]) not in links


@pytest.mark.parametrize("query", [{"row": "town"}, {"column": "rank"}, {"scope": "0"}])
def test_what_there_is_not_is_not_found(look, tree, county, query):
    look(make_user("supervisor", tree.county), LIST, expect=404, **query)


def test_the_next_county_is_neither_seen_nor_opened(look, tree, county):
    """Its figures are there, for whoever sits above both."""
    above, user = make_user("supervisor", tree.city), make_user("supervisor", tree.county)
    both, own, foreign = (
        [line[0][0] for line in figures(look(who, ANNUAL, **query))]
        for who, query in ((above, {}), (user, {}), (above, {"scope": tree.other_county.pk}))
    )
    assert all(part <= whole for part, whole in zip(own, both, strict=True))
    assert (foreign[0], own[0], both[0]) == (6, 12, 18)
    for where in (ANNUAL, LIST):
        look(user, where, expect=404, scope=tree.other_county.pk)
    assert "北乡" not in words(look(user, LIST).tree)
    assert "北乡" in words(look(above, LIST).tree)


def test_the_number_of_queries_does_not_grow(look, tree, county, django_assert_max_num_queries):
    user = make_user("supervisor", tree.county)
    queries: dict[str, set[int]] = {}
    look(user, ANNUAL)
    for number in range(19):
        township = make_organisation(f"{number}镇", Level.TOWNSHIP, tree.county)
        folder = make_folder(township=township, campaign=county)
        make_problem(folder)
        task_force.add(rectification=folder, by=writer(folder), kind="county_leader", name=township.name)
        if number in {0, 18}:
            for query in ({}, {"column": "missing"}, {"column": "leaders"}, {"column": "screened"}):
                with django_assert_max_num_queries(60) as asked:
                    look(user, LIST if query else ANNUAL, **query)
                queries.setdefault(str(query), set()).add(len(asked))
    assert [len(counts) for counts in queries.values()] == [1, 1, 1, 1]


def test_without_a_campaign_the_page_says_what_to_do(look, tree, county):
    elsewhere = make_user("supervisor", make_organisation("另市", Level.CITY, tree.province))
    assert "No campaign yet" in words(look(elsewhere, ANNUAL).tree)
    look(elsewhere, LIST, expect=404)
