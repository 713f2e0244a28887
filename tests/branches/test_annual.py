"""The annual form: what each figure counts, what a folder is asked for it, who may say so, and what is missing."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import AuditEntry
from branches.criteria import NATIONAL_CRITERIA
from branches.exceptions import StaleVersion
from branches.ledgers.shapes import shapes
from branches.models import Campaign, Criterion, Rectification
from branches.selectors import annual
from branches.selectors.annual_columns import COLUMNS
from branches.services import annual as service
from branches.services import criteria, rectifications, task_force
from tests.branches.reading import days, sign_off, step
from tests.factories import (
    make_branch,
    make_campaign,
    make_folder,
    make_problem,
    make_user,
    writer,
)

pytestmark = pytest.mark.django_db
SAID = {"secretary_state": "in_post", "secretary_training": "none", "drives": 0, "cases": 0}


def figures(folder, user=None, row="total"):
    """The figures that are not nothing."""
    user = user or make_user("supervisor", folder.county)
    found = annual.form(user, folder.campaign, user.organisation).figures[row]
    return {name: number for name, number in found.items() if number}


def say(folder, **values):
    return service.record(rectification=folder, by=writer(folder), **values)


def name(folder, kind, **values):
    return task_force.add(rectification=folder, by=writer(folder), kind=kind, **values)


def another(folder, kind="village", **values):
    """A folder of another branch of the township, of ``kind``."""
    return make_folder(make_branch(folder.township, kind=kind), **values)


def test_the_columns_are_those_of_the_form_that_is_read():
    assert list(COLUMNS) == [column.field for column in shapes()[0].columns[1:]]
    assert len(COLUMNS) == 26


def test_a_branch_counts_where_it_is_listed_by_what_it_is(folder):
    for kind in ("village", "community", "community", "office", "private"):
        another(folder, kind)
    assert [figures(folder, row=row)["screened"] for row in ("total", "village", "community")] == [6, 2, 2]
    user = make_user("supervisor", folder.county)
    assert annual.form(user, folder.campaign, folder.county).others == 2


def test_a_registered_poor_village_counts_by_its_mark(folder):
    make_folder(make_branch(folder.township, is_poor_village=True))
    assert figures(folder)["screened_poor"] == 1


def test_put_right_is_what_the_county_has_signed_off(folder, supervisor):
    another(folder)
    for stage in ("closed", "consolidating", "archived"):
        Rectification.objects.filter(pk=another(folder).pk).update(stage=stage, closed_on=days(0))
    assert (figures(folder)["screened"], figures(folder)["improved"]) == (5, 3)


def test_a_type_counts_by_the_criteria_once_in_each(folder):
    first, second = folder.campaign.criteria.all()[:2]
    for chosen in ([first], [first, second]):
        rectifications.edit(rectification=another(folder), by=writer(folder), criteria=chosen)
    assert {key: number for key, number in figures(folder).items() if "criterion" in key} == {
        "criterion_1": 2, "criterion_2": 1,
    }  # fmt: skip


def test_a_criterion_in_other_words_keeps_its_column_and_a_local_one_has_none(folder, administrator):
    reworded = folder.campaign.criteria.get(number=3)
    reworded.label, reworded.number = "班子内耗", 31
    criteria.save(criterion=reworded, by=administrator)
    local = Criterion(campaign=folder.campaign, number=11, label="集体经济薄弱", short_label="经济薄弱")
    criteria.save(criterion=local, by=administrator)
    rectifications.edit(rectification=folder, by=writer(folder), criteria=[reworded, local])
    assert [key for key in figures(folder) if "criterion" in key] == ["criterion_3"]


def test_a_campaign_starts_with_the_ten_types(folder):
    types = folder.campaign.criteria.values_list("number", "national_type")
    assert list(types) == [(number, number) for number, _label, _short in NATIONAL_CRITERIA]


def test_a_campaign_from_before_is_given_its_types_by_the_wording(folder):
    Criterion.objects.update(national_type=None)
    Criterion.objects.filter(number=4).update(label="改过的表述")
    import_module("branches.migrations.0016_types_of_criteria").name_types(apps, None)
    types = folder.campaign.criteria.values_list("number", "national_type")
    assert list(types) == [(number, None if number == 4 else number) for number in range(1, 11)]


@pytest.mark.parametrize("wrong", [0, 11])
def test_there_is_no_eleventh_type(folder, administrator, wrong):
    local = Criterion(campaign=folder.campaign, number=11, label="甲", short_label="甲", national_type=wrong)
    with pytest.raises(ValidationError, match=r"types 1 to 10|1至10"):
        criteria.save(criterion=local, by=administrator)


@pytest.mark.parametrize(
    ("state", "columns"),
    [
        ("in_post", []),
        ("vacant", ["secretaries_missing"]),
        ("filled", ["secretaries_missing", "secretaries_chosen"]),
        ("to_change", ["secretaries_to_change"]),
        ("changed", ["secretaries_to_change", "secretaries_changed"]),
    ],
)
def test_a_secretary_counts_as_the_year_went(folder, state, columns):
    say(folder, secretary_state=state)
    assert list(figures(folder)) == ["screened", *columns]


@pytest.mark.parametrize(
    ("training", "columns"),
    [
        ("none", []),
        ("below", ["secretaries_trained"]),
        ("county", ["secretaries_trained", "trained_by_county"]),
    ],
)
def test_a_training_counts_by_its_level(folder, training, columns):
    say(folder, secretary_training=training)
    assert list(figures(folder)) == ["screened", *columns]


def test_drives_and_cases_are_added_up(folder):
    say(folder, drives=2, cases=1)
    say(another(folder), drives=3, cases=0)
    found = figures(folder)
    assert (found["drives"], found["cases"]) == (5, 1)
    first = folder.campaign.criteria.all()[:3]
    rectifications.edit(rectification=folder, by=writer(folder), criteria=list(first))
    assert figures(folder)["drives"] == 5


def test_solved_is_what_is_signed_off_and_not_what_goes_on(folder, supervisor):
    solved = make_problem(folder)
    make_problem(folder)
    step("confirm", supervisor, folder=folder)
    sign_off(solved, supervisor)
    assert figures(folder)["solved"] == 1


def test_who_serves_several_branches_counts_once_in_the_total_and_in_each_row(folder):
    community = another(folder, "community")
    for one in (folder, another(folder), community):
        name(one, "paired_unit", unit="县住建局", post="")
        name(one, "county_leader", unit="县委", post="常委", name="张三")
    name(folder, "first_secretary", unit="县住建局", post="科员", name="李四")
    name(community, "first_secretary", unit="县教育局", post="科员", name="李四")
    name(folder, "working_group", unit="镇政府", post="组长")
    name(community, "working_group", unit="镇政府", post="组长")
    name(folder, "town_leader", unit="镇政府", post="镇长", name="王五")
    names = ("paired_units", "leaders", "first_secretaries", "stationed")
    found = {row: figures(folder, row=row) for row in ("total", "village", "community")}
    assert [found["total"][key] for key in names] == [1, 1, 2, 1]
    assert [found["village"][key] for key in names] == [1, 1, 1, 1]
    assert [found["community"][key] for key in names] == [1, 1, 1, 1]


def test_the_task_force_counts_while_it_is_in_office(folder):
    name(folder, "first_secretary", name="前任", to_on=days(-1))
    name(folder, "first_secretary", name="现任", from_on=days(-1))
    name(folder, "first_secretary", name="后任", from_on=days(5))
    assert figures(folder)["first_secretaries"] == 1
    Campaign.objects.update(starts_on=dt.date(2025, 1, 1), ends_on=days(-2))
    assert figures(folder)["first_secretaries"] == 1
    user = make_user("supervisor", folder.county)
    campaign = Campaign.objects.get()
    holders = annual.holders_of(user, campaign, folder.county, annual.ROWS[0], COLUMNS["first_secretaries"])
    assert [holder.member.name for holder in holders] == ["前任"]


def test_what_is_missing_is_named(folder):
    user = make_user("supervisor", folder.county)
    assert len(annual.missing_of(folder)) == 5
    say(folder, **SAID)
    rectifications.edit(rectification=folder, by=writer(folder), criteria=[folder.campaign.criteria.first()])
    other = another(folder)
    form = annual.form(user, folder.campaign, folder.county)
    assert (form.missing, form.incomplete) == (1, {folder.township_id: 1})
    assert list(annual.incomplete(user, folder.campaign, folder.county)) == [other]
    assert annual.missing_of(Rectification.objects.get(pk=folder.pk)) == []


def test_a_local_criterion_alone_is_missing_in_the_form(folder):
    local = Criterion.objects.create(campaign=folder.campaign, number=11, label="甲", short_label="甲")
    say(folder, **SAID)
    rectifications.edit(rectification=folder, by=writer(folder), criteria=[local])
    assert len(annual.missing_of(Rectification.objects.get(pk=folder.pk))) == 1


def test_the_answers_stay_and_the_trail_names_who_gave_them(folder, clerk):
    say(folder, **SAID | {"drives": 2})
    say(folder, cases=1)
    kept = Rectification.objects.get(pk=folder.pk)
    assert (kept.secretary_state, kept.secretary_training, kept.drives, kept.cases) == (
        "in_post",
        "none",
        2,
        1,
    )
    entry = AuditEntry.objects.get_for_object(kept).first()
    assert (entry.actor, entry.changes) == (clerk, {"cases": ["0", "1"]})


def test_after_the_sign_off_they_may_be_given_and_after_the_archive_no_more(folder):
    for stage in ("acceptance", "closed", "consolidating"):
        closed = None if stage == "acceptance" else timezone.localdate()
        Rectification.objects.update(stage=stage, closed_on=closed)
        say(folder, drives=3)
    Rectification.objects.update(stage="archived")
    with pytest.raises(PermissionDenied, match=r"archived|归档"):
        say(folder, drives=4)
    assert Rectification.objects.get().drives == 3


def test_who_may_not_write_says_nothing(folder, tree, reviewer, supervisor):
    for stranger in (reviewer, supervisor, make_user("staff", tree.other_township)):
        with pytest.raises(PermissionDenied):
            service.record(rectification=folder, by=stranger, drives=1)
    assert Rectification.objects.get().drives is None


@pytest.mark.parametrize("wrong", [{"drives": -1}, {"secretary_state": "gone"}, {"cases": 40000}])
def test_what_cannot_be_is_refused(folder, wrong):
    with pytest.raises(ValidationError):
        say(folder, **wrong)


def test_the_second_of_two_writers_is_told(folder):
    say(folder, drives=1, version=folder.version)
    with pytest.raises(StaleVersion):
        say(folder, drives=2, version=folder.version)


def test_the_next_county_counts_nothing_here(folder, tree):
    campaign = make_campaign(tree.city)
    mine = make_folder(township=tree.township, campaign=campaign)
    foreign = make_folder(township=tree.foreign_township, campaign=campaign)
    for one in (mine, foreign):
        say(one, drives=7, cases=2, secretary_state="filled")
        name(one, "paired_unit", unit=f"单位{one.pk}")
        rectifications.edit(rectification=one, by=writer(one), criteria=[campaign.criteria.first()])
    above = annual.form(make_user("supervisor", tree.city), campaign, tree.city).figures["total"]
    own = annual.form(make_user("supervisor", tree.county), campaign, tree.county).figures["total"]
    assert {key: number for key, number in above.items() if number} == {
        key: 2 * number for key, number in own.items() if number
    }
    # Even asked for the whole city, the county's supervisor is told of the county alone.
    assert annual.form(make_user("supervisor", tree.county), campaign, tree.city).figures["total"] == own


def test_the_number_of_queries_does_not_grow(folder, supervisor, django_assert_num_queries):
    campaign, county = folder.campaign, supervisor.organisation
    for number in (1, 20):
        for _ in range(number):
            say(another(folder), drives=1)
        with django_assert_num_queries(5):
            annual.form(supervisor, campaign, county)
