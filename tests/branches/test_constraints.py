"""The database itself refuses what must never be, whoever writes."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from branches.models import (
    Branch,
    Campaign,
    Cause,
    Criterion,
    FollowUpPlan,
    Measure,
    Problem,
    ProgressEntry,
    Rectification,
    TaskForceMember,
)
from branches.services import task_force
from reports.models import Report
from reports.services import drafts
from tests.factories import log, make_cause, make_folder, make_measure, make_plan, make_problem, writer

pytestmark = pytest.mark.django_db
LONG_AGO = dt.date(1999, 1, 1)
SOME_DAY = dt.date(2026, 5, 1)

REFUSED = [
    (Problem, {"text": ""}),
    (Problem, {"due_on": LONG_AGO}),
    (Problem, {"status": "closed"}),
    (Problem, {"closed_on": SOME_DAY}),
    (Cause, {"text": ""}),
    (Measure, {"title": ""}),
    (Measure, {"percent": 101}),
    (Measure, {"percent": 100}),
    (Measure, {"done_on": SOME_DAY}),
    (Measure, {"due_on": LONG_AGO}),
    (ProgressEntry, {"percent": 101}),
    (ProgressEntry, {"text": ""}),
    (FollowUpPlan, {"title": ""}),
    (TaskForceMember, {"name": "", "post": "", "unit": ""}),
    (TaskForceMember, {"from_on": SOME_DAY, "to_on": LONG_AGO}),
    (Rectification, {"due_on": LONG_AGO}),
    (Rectification, {"planned_on": LONG_AGO}),
    (Rectification, {"stage": "closed"}),
    (Rectification, {"closed_on": SOME_DAY}),
    (Rectification, {"percent": 101}),
    (Campaign, {"ends_on": LONG_AGO}),
    (Report, {"title": ""}),
    (Report, {"signatory": ""}),
]


@pytest.fixture
def rows(folder):
    problem = make_problem(folder)
    make_cause(folder)
    log(make_measure(folder), percent=50)
    make_plan(folder)
    task_force.add(
        rectification=folder, by=writer(folder), kind="paired_unit", name="甲", post="乙", unit="丙"
    )
    drafts.start(rectification=folder, by=writer(folder))
    return problem


@pytest.mark.parametrize(
    ("model", "values"), REFUSED, ids=lambda value: getattr(value, "__name__", str(value))
)
def test_refused(rows, model, values):
    assert model.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**values)


@pytest.mark.parametrize("make", [make_problem, make_cause, make_measure, make_plan])
def test_numbers_are_given_once(folder, make):
    make(folder, number=1)
    second = make(folder, number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(second).objects.filter(pk=second.pk).update(number=1)


def test_one_folder_a_branch_and_campaign(tree, folder):
    other = make_folder(township=tree.township)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rectification.objects.filter(pk=other.pk).update(branch=folder.branch)


def test_one_branch_of_a_name_a_township(tree, folder):
    other = make_folder(township=tree.township).branch
    with pytest.raises(IntegrityError), transaction.atomic():
        Branch.objects.filter(pk=other.pk).update(name=folder.branch.name)


def test_one_criterion_of_a_number_a_campaign(folder):
    with pytest.raises(IntegrityError), transaction.atomic():
        Criterion.objects.filter(campaign=folder.campaign, number=2).update(number=1)


def test_every_constraint_has_words_for_people():
    """A refusal that reaches a person says what is wrong, in a sentence of its own."""
    models = [Branch, Campaign, Cause, Criterion, FollowUpPlan, Measure, Problem, ProgressEntry, Rectification,
              TaskForceMember, Report]  # fmt: skip
    constraints = [constraint for model in models for constraint in model._meta.constraints]
    default = type(constraints[0]).default_violation_error_message
    assert len(constraints) > 25
    assert [one.name for one in constraints if one.violation_error_message == default] == []
