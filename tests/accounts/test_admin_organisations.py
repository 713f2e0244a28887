"""The organisation tree on the admin site."""

import pytest

from accounts.choices import Level
from accounts.models import AuditEntry, Organisation
from branches.models import Branch, Rectification
from tests.admin_site import Site, errors, messages
from tests.factories import make_branch, make_folder, make_organisation, make_problem, make_user

pytestmark = pytest.mark.django_db


def test_a_list_holds_the_subtree_of_its_reader(tree, administrator, auditor, operator):
    assert Site(administrator).rows(Organisation) == ["甲县", "东镇", "西镇"]
    assert Site(auditor).rows(Organisation) == ["甲县", "东镇", "西镇"]
    assert Site(make_user("admin", tree.township)).rows(Organisation) == ["东镇"]
    assert Site(operator).rows(Organisation) == ["某省", "某市", "甲县", "乙县", "东镇", "西镇", "北乡"]


def test_filters_offer_what_divides_the_scope(tree, administrator, operator):
    general = {"level": ["Province", "City", "County", "Township"], "active": ["Yes", "No"]}
    assert Site(administrator).choices(Organisation) == general
    assert (
        Site(operator).choices(Organisation)
        == {"county": ["甲县", "乙县", "-"], "city": ["某市", "-"]} | general
    )
    narrowed = Site(operator).rows(Organisation, county__id__exact=tree.county.pk)
    assert narrowed == ["东镇", "西镇"]


@pytest.mark.parametrize("role", ["staff", "reviewer"])
def test_who_is_no_administrator_is_shown_the_door(tree, role):
    site = Site(make_user(role, tree.township))
    answer = site.open(Organisation)
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/admin/login/")


def test_an_auditor_reads_and_writes_nothing(tree, auditor):
    site = Site(auditor)
    assert site.status(Organisation, "change", tree.township.pk) == 200
    assert site.status(Organisation, "add") == 403
    assert site.delete(tree.township).status_code == 403
    answer = site.client.post(site.address(Organisation, "change", tree.township.pk), {"name": "新名"})
    assert answer.status_code == 403
    tree.township.refresh_from_db()
    assert tree.township.name == "东镇"


def test_what_lies_outside_is_not_found(tree, administrator):
    site = Site(administrator)
    answer = site.open(Organisation, "change", tree.other_county.pk)
    assert (answer.status_code, answer.url) == (302, "/admin/")
    assert messages(answer) == [
        f"organisation with ID “{tree.other_county.pk}” doesn’t exist. Perhaps it was deleted?"
    ]
    assert site.delete(tree.foreign_township).status_code == 302
    assert Organisation.objects.filter(pk=tree.foreign_township.pk).exists()


def test_a_new_organisation_stands_one_level_below_its_parent(tree, administrator):
    answer = Site(administrator).add(Organisation, parent=tree.county.pk, name="南镇")
    assert answer.status_code == 302
    made = Organisation.objects.get(name="南镇")
    assert (made.level, made.county, made.city, made.province) == (
        Level.TOWNSHIP, tree.county, tree.city, tree.province,
    )  # fmt: skip
    entry = AuditEntry.objects.filter(object_repr="南镇").get()
    assert (entry.actor, entry.county_id) == (administrator, tree.county.pk)


def test_nothing_is_added_outside_or_above(tree, administrator):
    site = Site(administrator)
    outside = site.add(Organisation, parent=tree.other_county.pk, name="南镇")
    assert list(errors(outside)) == ["parent"]
    assert errors(site.add(Organisation, name="另一省")) == {"parent": ["This field is required."]}
    below = site.add(Organisation, parent=tree.township.pk, name="某村")
    assert list(errors(below)) == ["parent"]
    assert Organisation.objects.count() == 7


def test_a_second_province_is_refused_on_the_form(tree, operator):
    answer = Site(operator).add(Organisation, name="另一省")
    assert errors(answer) == {"__all__": ["An installation holds one province only."]}


def test_a_name_is_taken_once_under_a_parent(tree, administrator):
    answer = Site(administrator).add(Organisation, parent=tree.county.pk, name="西镇")
    assert errors(answer) == {"__all__": ["There is already an organisation of this name here."]}
    answer = Site(administrator).change(tree.township, name="西镇")
    assert errors(answer) == {"__all__": ["There is already an organisation of this name here."]}


def test_a_moved_township_takes_its_rows_along(tree, operator):
    folder = make_folder(township=tree.township)
    make_problem(folder)
    answer = Site(operator).change(tree.township, parent=tree.other_county.pk)
    assert answer.status_code == 302
    tree.township.refresh_from_db()
    assert tree.township.county == tree.other_county
    assert Branch.objects.get().county == tree.other_county
    assert Rectification.objects.get().county == tree.other_county
    assert folder.problems.get().county == tree.other_county
    entry = AuditEntry.objects.filter(object_pk=tree.township.pk, action=AuditEntry.Action.UPDATE).first()
    assert (entry.actor, sorted(entry.changes)) == (operator, ["county", "parent"])


def test_a_move_to_another_level_is_refused_on_the_form(tree, operator):
    answer = Site(operator).change(tree.township, parent=tree.city.pk)
    assert errors(answer) == {"parent": ["The parent of a Township must be a County."]}
    tree.township.refresh_from_db()
    assert tree.township.parent == tree.county


def test_nobody_moves_his_own_organisation(tree):
    mine = make_organisation("第二市", Level.CITY, tree.province)
    administrator = make_user("admin", tree.county)
    answer = Site(administrator).change(tree.county, parent=mine.pk, name="新县")
    assert answer.status_code == 302
    tree.county.refresh_from_db()
    assert (tree.county.parent, tree.county.name) == (tree.city, "新县")


def test_the_level_stays_as_it_is(tree, administrator):
    Site(administrator).change(tree.township, level=Level.COUNTY, name="新镇")
    tree.township.refresh_from_db()
    assert (tree.township.level, tree.township.name) == (Level.TOWNSHIP, "新镇")


def test_what_is_in_use_is_not_deleted_and_the_page_says_what_needs_it(tree, administrator):
    make_problem(make_folder(township=tree.township), text="不给管理员看的内容。")
    page = Site(administrator).open(Organisation, "delete", tree.township.pk)
    assert sorted(page.context["protected"]) == [
        "Branches: 1",
        "Counts of townships: 3",
        "Folders: 1",
        "Problems: 1",
        "Users: 1",
    ]
    assert "不给管理员看的内容" not in page.content.decode()
    assert Site(administrator).delete(tree.township).status_code == 200
    assert Organisation.objects.filter(pk=tree.township.pk).exists()


def test_what_is_empty_can_be_deleted(tree, administrator):
    assert Site(administrator).delete(tree.other_township).status_code == 302
    assert not Organisation.objects.filter(pk=tree.other_township.pk).exists()
    entry = AuditEntry.objects.filter(action=AuditEntry.Action.DELETE).get()
    assert (entry.actor, entry.object_repr) == (administrator, "西镇")


def test_an_autocomplete_offers_fitting_levels_in_scope(tree, administrator):
    site = Site(administrator)
    assert site.offered(Organisation, "parent") == ["甲县"]
    assert site.offered(Branch, "township") == ["东镇", "西镇"]
    assert site.offered(Branch, "township", "西") == ["西镇"]


def test_a_longer_list_takes_no_more_queries(tree, administrator):
    site = Site(administrator)
    few = site.queries(Organisation)
    for number in range(18):
        make_organisation(f"第{number}镇", Level.TOWNSHIP, tree.county)
    assert site.queries(Organisation) == few
    make_branch(tree.township)
    assert site.queries(Organisation, "change", tree.township.pk) > 0
