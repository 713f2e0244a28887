"""What is particular to problems."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from branches.models import Criterion, Problem
from branches.services import problems
from tests.factories import DETERMINED, make_campaign, make_problem

pytestmark = pytest.mark.django_db


def settle(problem, status):
    day = DETERMINED if status in {"closed", "long_term"} else None
    Problem.objects.filter(pk=problem.pk).update(status=status, closed_on=day)


@pytest.mark.parametrize("status", ["pending", "closed", "long_term"])
def test_what_was_submitted_or_signed_off_does_not_change(folder, clerk, status):
    problem = make_problem(folder, text="原文。")
    settle(problem, status)
    with pytest.raises(PermissionDenied):
        problems.edit(problem=problem, by=clerk, text="改动")
    with pytest.raises(PermissionDenied):
        problems.remove(problem=problem, by=clerk)
    assert Problem.objects.get().text == "原文。"


def test_a_page_opened_before_the_sign_off_does_not_delete_after_it(folder, clerk):
    """The stale object still says "open"; the row decides."""
    problem = make_problem(folder)
    settle(problem, "closed")
    assert problem.status == "open"
    with pytest.raises(PermissionDenied):
        problems.remove(problem=problem, by=clerk)
    assert Problem.objects.count() == 1


def test_a_deadline_lies_after_the_day_it_was_found(folder, clerk):
    with pytest.raises(ValidationError) as caught:
        make_problem(folder, found_on=dt.date(2026, 3, 2), due_on=dt.date(2026, 3, 1))
    assert list(caught.value.error_dict) == ["due_on"]
    assert make_problem(folder, found_on=dt.date(2026, 3, 1), due_on=dt.date(2026, 3, 1)).pk


def test_a_phrase_brings_its_date(folder):
    problem = make_problem(folder, deadline="10月底前，并长期坚持")
    assert (problem.due_on, problem.long_term) == (dt.date(2026, 10, 31), True)


def test_a_date_brings_its_phrase(folder):
    assert make_problem(folder, due_on=dt.date(2026, 10, 5)).deadline == "2026年10月5日前"


def test_phrase_and_date_given_together_both_stay(folder):
    problem = make_problem(folder, deadline="国庆节前", due_on=dt.date(2026, 9, 30))
    assert (problem.deadline, problem.due_on) == ("国庆节前", dt.date(2026, 9, 30))


def test_a_new_phrase_moves_the_date_and_an_old_one_leaves_it(folder, clerk):
    problem = make_problem(folder, deadline="10月底前")
    problem = problems.edit(problem=problem, by=clerk, responsible="镇长")
    assert problem.due_on == dt.date(2026, 10, 31)
    problem = problems.edit(problem=problem, by=clerk, deadline="年底前")
    assert problem.due_on == dt.date(2026, 12, 31)
    problem = problems.edit(problem=problem, by=clerk, due_on=dt.date(2026, 11, 5))
    assert problem.deadline == "2026年11月5日前"
    problem = problems.edit(problem=problem, by=clerk, due_on=None)
    assert (problem.deadline, problem.due_on) == ("", None)


def test_a_criterion_is_chosen_from_the_campaign(tree, folder, clerk):
    criterion = Criterion.objects.filter(campaign=folder.campaign).first()
    assert make_problem(folder, criterion=criterion).criterion == criterion
    foreign = make_campaign(tree.other_county).criteria.first()
    with pytest.raises(ValidationError) as caught:
        make_problem(folder, criterion=foreign)
    assert list(caught.value.error_dict) == ["criterion"]
