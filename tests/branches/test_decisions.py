"""Sign-off and acceptance: four eyes, what must be complete, what is kept on record."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from branches.models import Decision
from branches.services import acceptances, decisions, look_backs, measures
from tests.factories import accept, log, make_acceptance, make_measure, make_problem, make_user

pytestmark = pytest.mark.django_db


def in_days(number):
    return timezone.localdate() + dt.timedelta(days=number)


def take(step, by, **values):
    return decisions.take_step(step=step, by=by, **values)


@pytest.fixture
def problem(folder):
    problem = make_problem(folder)
    log(make_measure(folder, [problem], outcome="成效明显。"), percent=100)
    problem.refresh_from_db()
    return problem


@pytest.fixture
def settled(folder, problem, reviewer, supervisor):
    """A confirmed folder whose one problem is signed off."""
    take("confirm", supervisor, rectification=folder)
    take("submit", reviewer, problem=problem)
    take("sign_off", supervisor, problem=problem)
    folder.refresh_from_db()
    return folder


def test_a_folder_goes_from_the_listing_to_the_archive(settled, reviewer, supervisor):
    take("apply", reviewer, rectification=settled)
    accept(settled)
    take("consolidate", supervisor, rectification=settled)
    for look_back in settled.look_backs.all():
        look_backs.consolidated(look_back=look_back, by=supervisor, text="成效保持。")
    take("archive", supervisor, rectification=settled)
    settled.refresh_from_db()
    assert (settled.stage, settled.closed_on) == ("archived", timezone.localdate())
    steps = (
        settled.decisions.filter(problem=None).order_by("id").values_list("step", "from_state", "to_state")
    )
    assert list(steps) == [
        ("confirm", "proposed", "rectifying"),
        ("apply", "rectifying", "acceptance"),
        ("accept", "acceptance", "closed"),
        ("consolidate", "closed", "consolidating"),
        ("archive", "consolidating", "archived"),
    ]


def test_the_day_of_sign_off_stays_when_the_folder_moves_on(settled, reviewer, supervisor):
    take("apply", reviewer, rectification=settled, decided_on=in_days(-9))
    accept(settled, signed_on=in_days(-8))
    take("consolidate", supervisor, rectification=settled, decided_on=in_days(-1))
    settled.refresh_from_db()
    assert settled.closed_on == in_days(-8)


@pytest.mark.parametrize("step", ["accept", "fail"])
def test_without_a_signed_acceptance_nothing_is_accepted_or_failed(settled, reviewer, supervisor, step):
    take("apply", reviewer, rectification=settled)
    make_acceptance(settled)
    with pytest.raises(ValidationError) as caught:
        take(step, supervisor, rectification=settled, comment="属实。", new_due_on=in_days(30))
    assert len(caught.value.messages) == 1
    settled.refresh_from_db()
    assert settled.stage == "acceptance"


@pytest.mark.parametrize("step", ["sign_off"])
def test_who_submitted_does_not_sign_off(tree, problem, reviewer, step):
    take("submit", reviewer, problem=problem)
    # The same person with a second role, as after a change of post.
    reviewer.role, reviewer.organisation = "supervisor", tree.county
    reviewer.save()
    with pytest.raises(PermissionDenied):
        take(step, reviewer, problem=problem)
    problem.refresh_from_db()
    assert problem.status == "pending"
    assert take(step, make_user("supervisor", tree.county), problem=problem).to_state == "closed"


def test_who_applied_does_not_accept(tree, settled, reviewer):
    take("apply", reviewer, rectification=settled)
    acceptance = make_acceptance(settled)
    reviewer.role, reviewer.organisation = "supervisor", tree.county
    reviewer.save()
    with pytest.raises(PermissionDenied):
        acceptances.sign(acceptance=acceptance, by=reviewer)
    acceptance.refresh_from_db()
    assert acceptance.state == "entered"
    assert acceptances.sign(acceptance=acceptance, by=make_user("supervisor", tree.city)).state == "signed"


def test_a_problem_without_a_measure_is_not_submitted(folder, reviewer):
    problem = make_problem(folder)
    type(problem).objects.update(status="rectifying")
    with pytest.raises(ValidationError) as caught:
        take("submit", reviewer, problem=problem)
    assert len(caught.value.messages) == 1


@pytest.mark.parametrize(
    ("percent", "outcome", "number"), [(90, "成效。", 1), (100, "", 1), (90, "", 2), (100, "成效。", 0)]
)
def test_measures_are_done_and_have_outcomes_before_submitting(folder, reviewer, percent, outcome, number):
    problem = make_problem(folder)
    log(make_measure(folder, [problem], outcome=outcome), percent=percent)
    if not number:
        assert take("submit", reviewer, problem=problem).to_state == "pending"
        return
    with pytest.raises(ValidationError) as caught:
        take("submit", reviewer, problem=problem)
    assert len(caught.value.messages) == number
    assert Decision.objects.filter(step="submit").count() == 0


def test_a_folder_without_problems_is_not_confirmed(folder, supervisor):
    with pytest.raises(ValidationError):
        take("confirm", supervisor, rectification=folder)


def test_open_problems_stand_in_the_way_of_acceptance(settled, clerk, reviewer):
    make_problem(settled)
    with pytest.raises(ValidationError) as caught:
        take("apply", reviewer, rectification=settled)
    assert len(caught.value.messages) == 1


def test_a_reopened_problem_can_be_worked_on_again(settled, problem, clerk, supervisor):
    take("reopen", supervisor, problem=problem, comment="问题反弹。")
    problem.refresh_from_db()
    assert (problem.status, problem.closed_on) == ("rectifying", None)
    settled.refresh_from_db()
    assert settled.settled_count == 0
    measures.edit(measure=problem.measures.get(), by=clerk, outcome="再次整改。")


def test_a_problem_of_a_frozen_folder_stays_as_it_is(settled, problem, reviewer, supervisor):
    take("apply", reviewer, rectification=settled)
    with pytest.raises(PermissionDenied):
        take("reopen", supervisor, problem=problem, comment="问题反弹。")
    problem.refresh_from_db()
    assert problem.status == "closed"


def test_counters_follow_a_sign_off(settled):
    assert (settled.problem_count, settled.settled_count) == (1, 1)


def test_another_county_decides_nothing(tree, problem, reviewer):
    take("submit", reviewer, problem=problem)
    with pytest.raises(PermissionDenied):
        take("sign_off", make_user("supervisor", tree.other_county), problem=problem)
    assert take("sign_off", make_user("supervisor", tree.city), problem=problem).pk


def test_an_unknown_step_is_refused(problem, supervisor):
    with pytest.raises(PermissionDenied):
        take("vanish", supervisor, problem=problem)


def test_a_decision_says_what_was_done_in_the_words_of_the_button(settled):
    labels = {decision.step: decision.step_label for decision in settled.decisions.all()}
    assert labels == {
        "confirm": "确认列入整顿",
        "start": "开始整改",
        "submit": "申请销号",
        "sign_off": "核验销号",
    }
    assert Decision(step="gone").step_label == "gone"
