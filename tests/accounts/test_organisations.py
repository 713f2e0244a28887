"""The tree: fixed levels, ancestors on every node, moves that carry everything along."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accounts.choices import Level
from accounts.models import AuditEntry, Organisation
from accounts.services import organisations
from branches.models import Branch, Measure, Problem, ProgressEntry, Rectification
from tests.factories import log, make_folder, make_measure, make_organisation, make_problem, make_user

pytestmark = pytest.mark.django_db
LISTED = (Branch, Rectification, Problem, Measure, ProgressEntry)


@pytest.fixture
def case(tree):
    """A folder with one of everything that carries the scope columns."""
    folder = make_folder(township=tree.township)
    log(make_measure(folder, [make_problem(folder)]))
    return folder


def columns(model):
    row = model.objects.get()
    return row.city, row.county, row.township


def move(node, parent, by):
    node.parent = parent
    return organisations.save(organisation=node, by=by)


def test_every_node_knows_its_ancestors(tree):
    found = {node.name: (node.province, node.city, node.county) for node in Organisation.objects.all()}
    assert found["某省"] == (None, None, None)
    assert found["某市"] == (tree.province, None, None)
    assert found["甲县"] == (tree.province, tree.city, None)
    assert found["东镇"] == (tree.province, tree.city, tree.county)


def test_scope_columns_of_each_level(tree):
    assert tree.city.scope_ids == {"city_id": tree.city.pk, "county_id": None, "township_id": None}
    assert tree.township.scope_ids == {
        "city_id": tree.city.pk,
        "county_id": tree.county.pk,
        "township_id": tree.township.pk,
    }


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model.__name__)
def test_a_moved_township_takes_its_rows_along(tree, case, operator, model):
    assert columns(model) == (tree.city, tree.county, tree.township)
    move(tree.township, tree.other_county, operator)
    assert columns(model) == (tree.city, tree.other_county, tree.township)


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model.__name__)
def test_a_moved_county_takes_townships_and_rows_along(tree, case, operator, model):
    second = make_organisation("第二市", Level.CITY, tree.province)
    move(tree.county, second, operator)
    assert Organisation.objects.get(name="东镇").city == second
    assert Organisation.objects.get(name="北乡").city == tree.city
    assert columns(model) == (second, tree.county, tree.township)


def test_who_saw_the_rows_before_the_move_sees_them_no_longer(tree, case, operator):
    before, after = make_user("supervisor", tree.county), make_user("supervisor", tree.other_county)
    assert list(Problem.objects.visible_to(before)) == list(Problem.objects.all())
    move(tree.township, tree.other_county, operator)
    assert list(Problem.objects.visible_to(before)) == []
    assert list(Problem.objects.visible_to(after)) == list(Problem.objects.all())


def test_a_move_is_on_record(tree, operator):
    move(tree.township, tree.other_county, operator)
    entry = AuditEntry.objects.filter(object_id=tree.township.pk, action=AuditEntry.Action.UPDATE).first()
    assert entry.actor == operator
    assert entry.changes_dict["parent"] == [str(tree.county.pk), str(tree.other_county.pk)]


def test_a_parent_stands_exactly_one_level_above(tree, operator):
    with pytest.raises(ValidationError) as caught:
        move(tree.township, tree.city, operator)
    assert list(caught.value.error_dict) == ["parent"]
    tree.township.refresh_from_db()
    assert tree.township.parent == tree.county


def test_the_level_does_not_change(tree, operator):
    tree.township.level = Level.COUNTY
    with pytest.raises(ValidationError) as caught:
        organisations.save(organisation=tree.township, by=operator)
    assert list(caught.value.error_dict) == ["level"]


def test_two_of_a_name_stand_under_different_parents_only(tree):
    with pytest.raises(ValidationError):
        make_organisation("东镇", Level.TOWNSHIP, tree.county)
    assert make_organisation("东镇", Level.TOWNSHIP, tree.other_county).pk


def test_there_is_one_province(tree):
    with pytest.raises(ValidationError):
        make_organisation("第二省", Level.PROVINCE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(name="第二省", level=Level.PROVINCE)


@pytest.mark.parametrize("level", [Level.CITY, Level.COUNTY, Level.TOWNSHIP])
def test_the_database_itself_wants_a_parent(db, level):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(name="无根", level=level)


@pytest.mark.parametrize("role", ["staff", "reviewer"])
def test_township_people_change_no_organisations(tree, role):
    tree.township.name = "新镇"
    with pytest.raises(PermissionDenied):
        organisations.save(organisation=tree.township, by=make_user(role, tree.township))
    tree.township.refresh_from_db()
    assert tree.township.name == "东镇"


def test_an_administrator_keeps_to_his_own_tree(tree, administrator):
    tree.foreign_township.name = "新乡"
    with pytest.raises(PermissionDenied):
        organisations.save(organisation=tree.foreign_township, by=administrator)
    with pytest.raises(PermissionDenied):
        move(tree.township, tree.other_county, administrator)
    child = Organisation(name="南镇", level=Level.TOWNSHIP, parent=tree.county)
    assert organisations.save(organisation=child, by=administrator).county == tree.county


def test_only_the_operator_sets_up_the_top(operator, administrator, tree):
    Organisation.objects.all()
    with pytest.raises(PermissionDenied):
        organisations.save(organisation=Organisation(name="省", level=Level.PROVINCE), by=administrator)


def test_closed_townships_are_not_offered(tree):
    Organisation.objects.filter(pk=tree.township.pk).update(is_active=False)
    assert list(Organisation.objects.townships()) == [tree.other_township, tree.foreign_township]
