"""Every write is on record in the writer's name, with the place and the folder it belongs to."""

import pytest
from django.db import transaction

from accounts.audit import acting, current_actor, service
from accounts.models import AuditEntry, User
from branches.models import Problem
from branches.services import causes, measures, plans, problems, rectifications, task_force
from tests.factories import log, make_cause, make_folder, make_measure, make_plan, make_problem

pytestmark = pytest.mark.django_db


def last(model):
    return AuditEntry.objects.filter(content_type__model=model).first()


def test_outside_of_services_nobody_acts():
    assert current_actor() is None


def test_a_service_acts_in_the_name_of_by_and_only_while_it_runs(clerk):
    @service
    def write(*, by):
        return current_actor()

    assert write(by=clerk) == clerk
    assert current_actor() is None


def test_a_service_inside_a_service_has_its_own_actor(clerk, reviewer):
    @service
    def inner(*, by):
        return current_actor()

    @service
    def outer(*, by):
        return inner(by=reviewer), current_actor()

    assert outer(by=clerk) == (reviewer, clerk)


def test_a_service_that_fails_writes_nothing(tree, folder, clerk):
    @service
    def write(*, by):
        make_problem(folder)
        raise RuntimeError

    before = AuditEntry.objects.count()
    with pytest.raises(RuntimeError):
        write(by=clerk)
    assert (Problem.objects.count(), AuditEntry.objects.count()) == (0, before)
    assert current_actor() is None


def test_a_service_is_one_transaction(clerk):
    @service
    def write(*, by):
        return transaction.get_connection().in_atomic_block

    assert write(by=clerk) is True


def test_acting_is_undone_by_an_error(clerk):
    with pytest.raises(ZeroDivisionError), acting(clerk):
        raise ZeroDivisionError
    assert current_actor() is None


PARTS = [
    ("problem", make_problem, problems, {"text": "改过的问题"}),
    ("cause", make_cause, causes, {"text": "改过的原因"}),
    ("measure", make_measure, measures, {"title": "改过的措施"}),
    ("plan", make_plan, plans, {"title": "改过的打算"}),
]
MODELS = {"plan": "followupplan"}


@pytest.mark.parametrize(("noun", "make", "module", "change"), PARTS, ids=[part[0] for part in PARTS])
def test_add_edit_and_remove_are_recorded(tree, folder, clerk, noun, make, module, change):
    model = MODELS.get(noun, noun)
    part = make(folder)
    added = last(model)
    module.edit(**{noun: part}, by=clerk, **change)
    edited = last(model)
    module.remove(**{noun: part}, by=clerk)
    removed = last(model)
    entries = (added, edited, removed)
    assert [entry.action for entry in entries] == [
        AuditEntry.Action.CREATE,
        AuditEntry.Action.UPDATE,
        AuditEntry.Action.DELETE,
    ]
    assert {entry.actor for entry in entries} == {clerk}
    places = {(entry.city_id, entry.county_id, entry.township_id, entry.folder_id) for entry in entries}
    assert places == {(tree.city.pk, tree.county.pk, tree.township.pk, folder.pk)}
    ((field, value),) = change.items()
    assert edited.changes_dict[field][1] == value


def test_progress_is_recorded(folder, clerk):
    entry = log(make_measure(folder), percent=30)
    measures.edit_progress(entry=entry, by=clerk, percent=40)
    assert last("progressentry").changes_dict["percent"] == ["30", "40"]
    assert last("measure").changes_dict["percent"] == ["30", "40"]


def test_the_cover_of_the_folder_is_recorded(folder, clerk):
    rectifications.edit(rectification=folder, by=clerk, goal="配强班子")
    entry = last("rectification")
    assert (entry.changes_dict["goal"], entry.actor) == (["", "配强班子"], clerk)


def test_the_task_force_is_recorded(folder, clerk):
    task_force.add(rectification=folder, by=clerk, kind="paired_unit", unit="某单位")
    assert (last("taskforcemember").folder_id, last("taskforcemember").actor) == (folder.pk, clerk)


def test_links_to_problems_are_recorded(folder, clerk):
    problem, measure = make_problem(folder), make_measure(folder)
    measures.edit(measure=measure, by=clerk, problems=[problem])
    changed = [entry.changes_dict for entry in AuditEntry.objects.filter(content_type__model="measure")]
    assert {"problems": {"type": "m2m", "operation": "add", "objects": [str(problem)]}} in changed


def test_counters_are_no_news(folder):
    make_problem(folder)
    changes = [entry.changes_dict for entry in AuditEntry.objects.filter(content_type__model="rectification")]
    assert {key for change in changes for key in change} & {
        "problem_count",
        "percent",
        "last_activity_at",
    } == set()


def test_neither_passwords_nor_addresses_are_recorded(clerk, client):
    clerk.set_password("another-long-one-2026")
    clerk.save()
    client.force_login(clerk)
    assert AuditEntry.objects.exclude(remote_addr=None).count() == 0
    fields = {
        key for entry in AuditEntry.objects.filter(content_type__model="user") for key in entry.changes_dict
    }
    assert {"password", "last_login"} & fields == set()
    assert User.objects.get(pk=clerk.pk).check_password("another-long-one-2026")


def test_folders_do_not_mix(tree, folder):
    other = make_folder(township=tree.township)
    make_problem(other)
    assert AuditEntry.objects.of_folder(folder.pk).filter(content_type__model="problem").count() == 0
    assert AuditEntry.objects.of_folder(other.pk).filter(content_type__model="problem").count() == 1
