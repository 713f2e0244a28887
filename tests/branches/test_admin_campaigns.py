"""Campaigns and their code lists on the admin site."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditEntry
from branches.criteria import NATIONAL_CRITERIA
from branches.models import Campaign, Criterion
from branches.services import criteria
from tests.admin_site import Site, errors, messages, row_errors
from tests.factories import make_branch, make_campaign, make_folder, make_problem, make_user

pytestmark = pytest.mark.django_db

HEADINGS = ["Campaign", "Run by", "Number", "Official wording", "Short label"]
NEW = {"name": "2027年整顿", "year": "2027", "starts_on": "2027-01-01", "ends_on": "2027-12-31"}


@pytest.fixture
def campaign(tree):
    return make_campaign(tree.county)


@pytest.fixture
def of_city(tree):
    return make_campaign(tree.city)


def test_a_list_holds_campaigns_from_above_and_below_but_not_from_beside(
    tree, campaign, of_city, administrator
):
    make_campaign(tree.other_county)
    site = Site(administrator)
    assert site.open(Campaign).context["cl"].result_count == 2
    assert Site(make_user("admin", tree.other_county)).open(Campaign).context["cl"].result_count == 2
    assert Site(make_user("admin", tree.city)).open(Campaign).context["cl"].result_count == 3


def test_a_campaign_is_started_with_the_national_ten(tree, administrator):
    answer = Site(administrator).add(Campaign, organisation=tree.county.pk, **NEW)
    assert answer.status_code == 302
    made = Campaign.objects.get()
    assert (made.organisation, made.year, made.ends_on) == (tree.county, 2027, dt.date(2027, 12, 31))
    assert list(made.criteria.values_list("number", "label", "short_label")) == list(NATIONAL_CRITERIA)
    assert AuditEntry.objects.get(object_repr="2027年整顿").actor == administrator


def test_no_campaign_is_started_above_or_beside(tree, administrator):
    for place in (tree.city, tree.other_county):
        assert list(errors(Site(administrator).add(Campaign, organisation=place.pk, **NEW))) == [
            "organisation"
        ]
    assert Campaign.objects.count() == 0


def test_dates_and_names_are_checked_on_the_form(tree, campaign, administrator):
    site = Site(administrator)
    order = site.add(Campaign, organisation=tree.county.pk, **NEW | {"ends_on": "2026-01-01"})
    assert errors(order) == {"ends_on": ["The end is before the start."]}
    taken = site.add(Campaign, organisation=tree.county.pk, **NEW | {"name": campaign.name})
    assert errors(taken) == {"name": ["There is already a campaign of this name."]}
    other = Campaign.objects.create(
        organisation=tree.county, name="x", year=2026, starts_on=campaign.starts_on, ends_on=campaign.ends_on
    )
    assert errors(site.change(other, name=campaign.name)) == errors(taken)


def test_a_campaign_and_its_code_list_are_changed_together(campaign, administrator):
    first = campaign.criteria.first()
    answer = Site(administrator).change(campaign, name="新名", **{"criteria-0-short_label": "新标签"})
    assert answer.status_code == 302
    before = (campaign.version, first.version)
    campaign.refresh_from_db()
    first.refresh_from_db()
    assert (campaign.name, first.short_label) == ("新名", "新标签")
    assert (campaign.version, first.version) == (before[0] + 1, before[1] + 1)
    actors = AuditEntry.objects.filter(action=AuditEntry.Action.UPDATE).values_list("actor", flat=True)
    assert set(actors) == {administrator.pk}


def test_a_number_is_taken_once_in_a_campaign(campaign, administrator):
    answer = Site(administrator).change(campaign, **{"criteria-1-number": "1"})
    assert answer.status_code == 200
    assert list(campaign.criteria.values_list("number", flat=True)) == list(range(1, 11))
    second = campaign.criteria.get(number=2)
    said = {"number": ["This number is already taken in this campaign."]}
    assert errors(Site(administrator).change(second, number="1")) == said
    assert (
        errors(
            Site(administrator).add(Criterion, campaign=campaign.pk, number="1", label="x", short_label="x")
        )
        == said
    )


def test_what_is_run_above_is_read_only(of_city, administrator):
    site = Site(administrator)
    criterion = of_city.criteria.first()
    assert [site.status(Campaign, "change", of_city.pk), site.status(Criterion, "change", criterion.pk)] == [
        200,
        200,
    ]
    assert site.client.post(site.address(Campaign, "change", of_city.pk), NEW).status_code == 403
    assert (
        site.client.post(site.address(Criterion, "change", criterion.pk), {"number": "1"}).status_code == 403
    )
    assert [site.delete(of_city).status_code, site.delete(criterion).status_code] == [403, 403]
    answer = site.add(Criterion, campaign=of_city.pk, number="11", label="x", short_label="x")
    assert list(errors(answer)) == ["campaign"]
    chosen = {"action": "delete_selected", "_selected_action": [criterion.pk], "post": "yes"}
    site.client.post(site.address(Criterion), chosen)
    assert of_city.criteria.count() == 10


def test_an_auditor_reads_and_writes_nothing(campaign, auditor):
    site = Site(auditor)
    criterion = campaign.criteria.first()
    assert [site.status(Campaign, "change", campaign.pk), site.status(Criterion, "change", criterion.pk)] == [
        200,
        200,
    ]
    assert [site.status(Campaign, "add"), site.status(Criterion, "add")] == [403, 403]
    assert site.client.post(site.address(Campaign, "change", campaign.pk), NEW).status_code == 403


def test_a_criterion_in_use_is_not_deleted(tree, campaign, administrator):
    used, named, free = campaign.criteria.all()[:3]
    folder = make_folder(make_branch(tree.township), campaign, criteria=[used])
    make_problem(folder, criterion=named)
    site = Site(administrator)
    assert site.open(Criterion, "delete", used.pk).context["protected"] == ["Folders: 1"]
    assert site.open(Criterion, "delete", named.pk).context["protected"] == ["Problems: 1"]
    assert [site.delete(one).status_code for one in (used, named, free)] == [200, 200, 302]
    assert campaign.criteria.count() == 9
    assert site.open(Campaign, "delete", campaign.pk).context["protected"] == ["Folders: 1", "Problems: 1"]


def test_who_comes_second_is_told(campaign, administrator):
    answer = Site(administrator).change(campaign.criteria.first(), label="x", read_version="0")
    assert list(errors(answer)) == ["__all__"]


def test_longer_lists_take_no_more_queries(tree, campaign, administrator):
    site = Site(administrator)
    few = [site.queries(Campaign), site.queries(Criterion), site.queries(Campaign, "change", campaign.pk)]
    for number in range(11, 29):
        Criterion.objects.create(campaign=campaign, number=number, label="x", short_label="x")
        Campaign.objects.create(
            organisation=tree.township, name=f"x{number}", year=2026,
            starts_on=campaign.starts_on, ends_on=campaign.ends_on,
        )  # fmt: skip
    many = [site.queries(Campaign), site.queries(Criterion), site.queries(Campaign, "change", campaign.pk)]
    assert many == few


# --- by workbook ----------------------------------------------------------------------------------------------


def test_criteria_are_added_and_changed_by_workbook(campaign, administrator):
    site = Site(administrator)
    rows = [[campaign.name, "甲县", 1, "新表述", "新标签"], [campaign.name, None, 11, "补充", "补充"]]
    answer = site.confirm(Criterion, site.upload(Criterion, HEADINGS, *rows))
    assert messages(answer) == ["Import finished: 1 new, 1 updated, 0 deleted and 0 skipped criteria."]
    first, last = campaign.criteria.get(number=1), campaign.criteria.get(number=11)
    assert (first.label, first.version, last.label, last.version) == ("新表述", 2, "补充", 1)
    assert {entry.actor for entry in AuditEntry.objects.filter(object_repr="补充")} == {administrator}


def test_rows_of_a_campaign_run_elsewhere_are_refused(tree, campaign, of_city, administrator):
    of_city.name = "市整顿"
    of_city.save()
    found = row_errors(
        Site(administrator).upload(
            Criterion, HEADINGS, [campaign.name, None, 11, "补充", "补充"], ["市整顿", None, 1, "改", "改"],
            [campaign.name, "乙县", 1, "改", "改"], [campaign.name, None, 12, None, "x"],
        )
    )  # fmt: skip
    assert found == {
        2: ["Your organisation runs no campaign “市整顿”."],
        3: [f"Your organisation runs no campaign “{campaign.name}”."],
        4: ["This field cannot be blank."],
    }
    assert campaign.criteria.count() == 10


def test_a_name_borne_twice_wants_who_runs_it(tree, campaign, of_city):
    site = Site(make_user("admin", tree.city))
    row = [campaign.name, None, 1, "改", "改"]
    assert row_errors(site.upload(Criterion, HEADINGS, row)) == {
        1: [f"There are several “{campaign.name}”; name who runs it too."]
    }
    row[1] = "某市"
    site.confirm(Criterion, site.upload(Criterion, HEADINGS, row))
    assert [one.criteria.get(number=1).label == "改" for one in (campaign, of_city)] == [False, True]


def test_an_export_can_be_read_back(campaign, administrator):
    site = Site(administrator)
    rows = site.export(Criterion)
    assert rows[0] == [*HEADINGS, "National type"]
    assert rows[1] == [campaign.name, "甲县", *NATIONAL_CRITERIA[0], 1]
    answer = site.confirm(Criterion, site.upload(Criterion, *rows))
    assert messages(answer) == ["Import finished: 0 new, 0 updated, 0 deleted and 10 skipped criteria."]


def test_the_service_asks_for_right_and_scope(tree, campaign, of_city, administrator, auditor):
    for by, one in ((auditor, campaign.criteria.first()), (administrator, of_city.criteria.first())):
        with pytest.raises(PermissionDenied):
            criteria.save(criterion=one, by=by)
