"""The table of steps: every row taken, and every other way refused."""

import datetime as dt
import itertools

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.access import POLICY
from accounts.choices import Role
from branches.choices import OPEN_STAGES, SETTLED, ProblemStatus, Stage
from branches.models import Acceptance, Decision, LookBack, Problem, Rectification
from branches.selectors import schemes
from branches.services import decisions
from branches.transitions import FOLDER_TRANSITIONS, PROBLEM_TRANSITIONS
from tests.factories import log, make_measure, make_problem, make_user, signer

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate

PROBLEM_STEPS = [(row, state) for row in PROBLEM_TRANSITIONS for state in ProblemStatus.values]
FOLDER_STEPS = [(row, state) for row in FOLDER_TRANSITIONS for state in Stage.values]


def named(steps):
    return {"argvalues": steps, "ids": [f"{row.step}-from-{state}" for row, state in steps]}


@pytest.fixture
def problem(folder):
    """Ready for every step: its measure is done and has its outcome."""
    problem = make_problem(folder)
    measure = make_measure(folder, [problem], outcome="成效明显。")
    Problem.objects.filter(pk=problem.pk).update(status="rectifying")
    log(measure, percent=100)
    return problem


def person(tree, role):
    return make_user(role, tree.township if role in {"staff", "reviewer"} else tree.county)


def put_problem(problem, state):
    closed_on = TODAY() if state in SETTLED else None
    Problem.objects.filter(pk=problem.pk).update(status=state, closed_on=closed_on)


def put_folder(folder, state):
    closed_on = None if state in OPEN_STAGES else TODAY()
    Rectification.objects.filter(pk=folder.pk).update(stage=state, closed_on=closed_on)


def words(row):
    new = {"new_due_on": TODAY() + dt.timedelta(days=30)} if row.new_deadline else {}
    return {"comment": "理由。" if row.needs_comment else "", **new}


def put_words(tree, problem, step):
    """The step that another one answers."""
    row = next(row for row in PROBLEM_TRANSITIONS if row.step == step)
    decisions.take_step(problem=problem, step=step, by=doer(tree, row), **words(row))


def signed(folder, verdict):
    """An acceptance whose signature has not led to its decision yet: no service leaves one behind."""
    by, other = make_user("supervisor", folder.county), signer(folder)
    Acceptance.objects.create(
        rectification=folder, scheme=schemes.in_force(folder.campaign), held_on=TODAY(), text="情况属实。",
        entered_by=by, state="signed", verdict=verdict, answered_by=other, answered_on=TODAY(),
    )  # fmt: skip


def rebounded(folder):
    by = make_user("supervisor", folder.county)
    look_back = LookBack(
        rectification=folder, due_on=TODAY(), state="rebounded", text="反弹。", done_on=TODAY(), done_by=by
    )
    look_back.take_scope(folder)
    look_back.save()


PREPARED = {
    "accept": lambda folder: signed(folder, "passed"),
    "fail": lambda folder: signed(folder, "failed"),
    "rebound": rebounded,
}


def prepare(folder, row):
    """What must have been signed or found before an outcome."""
    if row.is_outcome:
        PREPARED[row.step](folder)


def doer(tree, row):
    return person(tree, next(role for role in Role if row.verb in POLICY[role]))


@pytest.mark.parametrize(("row", "state"), **named(PROBLEM_STEPS))
def test_steps_on_a_problem_lead_where_the_table_says(tree, problem, row, state):
    put_problem(problem, state)
    if row.answers and state in row.sources:
        put_words(tree, problem, row.answers)
    user = doer(tree, row)
    if state not in row.sources:
        with pytest.raises(PermissionDenied):
            decisions.take_step(problem=problem, step=row.step, by=user, **words(row))
        assert Problem.objects.get().status == state
        return
    decision = decisions.take_step(problem=problem, step=row.step, by=user, **words(row))
    problem.refresh_from_db()
    target = row.target or state
    assert (problem.status, problem.closed_on) == (target, TODAY() if target in SETTLED else None)
    assert (decision.from_state, decision.to_state, decision.by) == (state, target, user)
    assert bool(decision.signed_hash) is row.signs


@pytest.mark.parametrize(("row", "state"), **named(FOLDER_STEPS))
def test_steps_on_a_folder_lead_where_the_table_says(tree, folder, problem, row, state):
    put_problem(problem, "closed")
    put_folder(folder, state)
    prepare(folder, row)
    user = doer(tree, row)
    if state not in row.sources:
        with pytest.raises(PermissionDenied):
            decisions.take_step(rectification=folder, step=row.step, by=user, **words(row))
        assert Rectification.objects.get().stage == state
        return
    decisions.take_step(rectification=folder, step=row.step, by=user, **words(row))
    folder.refresh_from_db()
    assert folder.stage == row.target
    assert (folder.closed_on is None) is (row.target in OPEN_STAGES)


WRONG_ROLES = [
    (row, role)
    for row, role in itertools.product(PROBLEM_TRANSITIONS + FOLDER_TRANSITIONS, Role)
    if row.verb not in POLICY[role]
]


@pytest.mark.parametrize(("row", "role"), WRONG_ROLES, ids=lambda value: getattr(value, "step", value))
def test_the_wrong_role_changes_nothing(tree, folder, problem, row, role):
    if row in PROBLEM_TRANSITIONS:
        put_problem(problem, row.sources[0])
        subject = {"problem": problem}
    else:
        put_problem(problem, "closed")
        put_folder(folder, row.sources[0])
        subject = {"rectification": folder}
    before = Decision.objects.count()
    with pytest.raises(PermissionDenied):
        decisions.take_step(**subject, step=row.step, by=person(tree, role), **words(row))
    assert Decision.objects.count() == before
    assert (Problem.objects.get().status, Rectification.objects.get().stage) != (row.target, row.target)


@pytest.mark.parametrize(
    "row",
    [row for row in PROBLEM_TRANSITIONS + FOLDER_TRANSITIONS if row.needs_comment],
    ids=lambda row: row.step,
)
def test_a_return_needs_words(tree, folder, problem, row):
    put_problem(problem, row.sources[0] if row in PROBLEM_TRANSITIONS else "closed")
    put_folder(folder, row.sources[0] if row in FOLDER_TRANSITIONS else "rectifying")
    if row.answers:
        put_words(tree, problem, row.answers)
    prepare(folder, row)
    subject = {"problem": problem} if row in PROBLEM_TRANSITIONS else {"rectification": folder}
    with pytest.raises(ValidationError) as caught:
        decisions.take_step(**subject, step=row.step, by=doer(tree, row), **{**words(row), "comment": "  "})
    assert list(caught.value.error_dict) == ["comment"]


def test_every_state_is_reached_and_none_is_a_trap_by_accident():
    for rows, states, start, end in (
        (PROBLEM_TRANSITIONS, ProblemStatus, {"open"}, set()),
        (FOLDER_TRANSITIONS, Stage, {"proposed"}, {"archived"}),
    ):
        assert {row.target for row in rows if row.target} | start == set(states.values)
        assert {source for row in rows for source in row.sources} | end == set(states.values)
        assert len({row.step for row in rows}) == len(rows)
