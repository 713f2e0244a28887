"""What holds for every part of a folder alike: problems, causes, measures, next steps, task force."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from branches.exceptions import StaleVersion
from branches.models import Cause, FollowUpPlan, Measure, Problem, Rectification, TaskForceMember
from branches.services import causes, measures, plans, problems, task_force
from tests.factories import make_folder, make_problem, make_user

pytestmark = pytest.mark.django_db

PARTS = {
    "problem": (Problem, problems, {"text": "班子不团结。"}, {"text": "改过了。"}, {"text": ""}),
    "cause": (Cause, causes, {"text": "制度不严。"}, {"text": "改过了。"}, {"text": ""}),
    "measure": (Measure, measures, {"title": "强化队伍"}, {"title": "改过了"}, {"title": ""}),
    "plan": (FollowUpPlan, plans, {"title": "建章立制"}, {"title": "改过了"}, {"title": ""}),
    "member": (
        TaskForceMember,
        task_force,
        {"kind": "first_secretary", "name": "甲"},
        {"name": "乙"},
        {"name": "", "post": "", "unit": ""},
    ),
}
NUMBERED = [noun for noun in PARTS if noun != "member"]


@pytest.fixture(params=PARTS)
def noun(request):
    return request.param


def add(noun, folder, by, **values):
    _, module, first, *_ = PARTS[noun]
    return module.add(rectification=folder, by=by, **{**first, **values})


def edit(noun, part, by, **values):
    return PARTS[noun][1].edit(**{noun: part}, by=by, **(values or PARTS[noun][3]))


def remove(noun, part, by, **values):
    return PARTS[noun][1].remove(**{noun: part}, by=by, **values)


def count(noun):
    return PARTS[noun][0].objects.count()


def test_a_clerk_adds_edits_and_removes(noun, folder, clerk):
    part = add(noun, folder, clerk)
    changed = edit(noun, part, clerk)
    ((field, value),) = PARTS[noun][3].items()
    assert (getattr(changed, field), changed.version) == (value, 2)
    remove(noun, changed, clerk)
    assert count(noun) == 0


@pytest.mark.parametrize("role", ["reviewer", "supervisor", "auditor", "admin"])
def test_nobody_else_writes(noun, tree, folder, clerk, role):
    part = add(noun, folder, clerk)
    other = make_user(role, tree.township if role == "reviewer" else tree.county)
    for write in (
        lambda: add(noun, folder, other),
        lambda: edit(noun, part, other),
        lambda: remove(noun, part, other),
    ):
        with pytest.raises(PermissionDenied):
            write()
    part.refresh_from_db()
    assert (count(noun), part.version) == (1, 1)


def test_a_clerk_of_the_next_township_does_not_write(noun, tree, folder, clerk):
    part = add(noun, folder, clerk)
    neighbour = make_user("staff", tree.other_township)
    for write in (
        lambda: add(noun, folder, neighbour),
        lambda: edit(noun, part, neighbour),
        lambda: remove(noun, part, neighbour),
    ):
        with pytest.raises(PermissionDenied):
            write()
    assert count(noun) == 1


@pytest.mark.parametrize("stage", ["acceptance", "closed", "consolidating", "archived"])
def test_a_folder_that_is_being_judged_or_was_is_frozen(noun, folder, clerk, stage):
    part = add(noun, folder, clerk)
    closed_on = None if stage == "acceptance" else folder.determined_on
    Rectification.objects.filter(pk=folder.pk).update(stage=stage, closed_on=closed_on)
    for write in (
        lambda: add(noun, folder, clerk),
        lambda: edit(noun, part, clerk),
        lambda: remove(noun, part, clerk),
    ):
        with pytest.raises(PermissionDenied):
            write()
    assert count(noun) == 1


def test_the_second_of_two_editors_is_told(noun, folder, clerk):
    part = add(noun, folder, clerk)
    edit(noun, part, clerk, version=1, **PARTS[noun][3])
    with pytest.raises(StaleVersion) as caught:
        edit(noun, part, clerk, version=1, **PARTS[noun][3])
    assert caught.value.current.version == 2
    with pytest.raises(StaleVersion):
        remove(noun, part, clerk, version=1)
    assert count(noun) == 1


def test_empty_is_refused_beside_its_field_and_nothing_is_written(noun, folder, clerk):
    empty = PARTS[noun][4]
    with pytest.raises(ValidationError) as caught:
        add(noun, folder, clerk, **empty)
    assert next(iter(empty)) in caught.value.error_dict
    assert count(noun) == 0
    part = add(noun, folder, clerk)
    with pytest.raises(ValidationError):
        edit(noun, part, clerk, **empty)
    part.refresh_from_db()
    assert part.version == 1


@pytest.mark.parametrize("noun", NUMBERED)
def test_numbers_follow_the_last_one(folder, clerk, noun):
    assert [add(noun, folder, clerk).number for _ in range(3)] == [1, 2, 3]
    assert add(noun, folder, clerk, number=9).number == 9
    assert add(noun, folder, clerk).number == 10


@pytest.mark.parametrize("noun", NUMBERED)
def test_a_number_is_given_once_in_a_folder(tree, folder, clerk, noun):
    add(noun, folder, clerk, number=1)
    with pytest.raises(ValidationError) as caught:
        add(noun, folder, clerk, number=1)
    assert list(caught.value.error_dict) == ["number"]
    assert count(noun) == 1
    assert add(noun, make_folder(township=tree.township), clerk, number=1).number == 1


@pytest.mark.parametrize("noun", ["cause", "measure"])
def test_links_go_to_problems_of_the_same_folder(tree, folder, clerk, noun):
    foreign = make_problem(make_folder(township=tree.township))
    with pytest.raises(ValidationError) as caught:
        add(noun, folder, clerk, problems=[foreign])
    assert list(caught.value.error_dict) == ["problems"]
    assert count(noun) == 0
    own = make_problem(folder)
    part = add(noun, folder, clerk, problems=[own])
    assert list(part.problems.all()) == [own]
    edit(noun, part, clerk, problems=[])
    assert list(part.problems.all()) == []


@pytest.mark.parametrize("noun", ["cause", "measure"])
def test_links_that_are_not_mentioned_stay(folder, clerk, noun):
    problem = make_problem(folder)
    part = add(noun, folder, clerk, problems=[problem])
    edit(noun, part, clerk)
    assert list(part.problems.all()) == [problem]


def test_causes_and_measures_outlive_the_problem_they_were_linked_to(folder, clerk):
    problem = make_problem(folder)
    cause, measure = (add(noun, folder, clerk, problems=[problem]) for noun in ("cause", "measure"))
    problems.remove(problem=problem, by=clerk)
    assert list(cause.problems.all()) == list(measure.problems.all()) == []
    assert (count("cause"), count("measure"), count("problem")) == (1, 1, 0)


@pytest.mark.parametrize("noun", ["problem", "measure"])
def test_listed_rows_carry_the_place_of_their_branch(tree, folder, clerk, noun):
    part = add(noun, folder, clerk)
    assert (part.city, part.county, part.township) == (tree.city, tree.county, tree.township)


@pytest.mark.parametrize("noun", ["problem", "cause"])
def test_a_title_is_the_first_clause_unless_one_is_given(folder, clerk, noun):
    assert add(noun, folder, clerk, text="班子不团结，内耗严重。").title == "班子不团结"
    assert add(noun, folder, clerk, text="班子不团结，内耗严重。", title="班子").title == "班子"
