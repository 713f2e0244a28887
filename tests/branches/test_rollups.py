"""The counters on the folder equal a count from scratch after every kind of write."""

import datetime as dt

import pytest
from django.utils import timezone

from branches.models import Rectification
from branches.services import measures, problems, rollups
from tests.factories import log, make_cause, make_folder, make_measure, make_plan, make_problem

pytestmark = pytest.mark.django_db
NAMES = ["problem_count", "settled_count", "measure_count", "measure_done_count", "percent", "next_due_on"]


def kept(folder):
    folder.refresh_from_db()
    return tuple(getattr(folder, name) for name in NAMES)


def test_a_new_folder_counts_nothing(folder):
    assert kept(folder) == (0, 0, 0, 0, 0, None)
    assert folder.last_activity_at is not None


def test_every_write_counts_anew(folder, clerk):
    problem = make_problem(folder, due_on=dt.date(2026, 10, 1))
    assert kept(folder) == (1, 0, 0, 0, 0, dt.date(2026, 10, 1))
    first = make_measure(folder, [problem], due_on=dt.date(2026, 9, 1))
    second = make_measure(folder)
    assert kept(folder) == (1, 0, 2, 0, 0, dt.date(2026, 9, 1))
    log(first, percent=100)
    assert kept(folder) == (1, 0, 2, 1, 50, dt.date(2026, 10, 1))
    log(second, percent=25)
    assert kept(folder) == (1, 0, 2, 1, 62, dt.date(2026, 10, 1))
    problems.edit(problem=problem, by=clerk, due_on=dt.date(2026, 12, 1))
    assert kept(folder)[-1] == dt.date(2026, 12, 1)
    problems.remove(problem=problem, by=clerk)
    assert kept(folder) == (0, 0, 2, 1, 62, None)
    assert rollups.wrong_folders() == []


def test_what_is_settled_or_long_term_has_no_next_deadline(folder):
    make_problem(folder, due_on=dt.date(2026, 9, 1), long_term=True)
    settled = make_problem(folder, due_on=dt.date(2026, 8, 1))
    type(settled).objects.filter(pk=settled.pk).update(status="closed", closed_on=dt.date(2026, 7, 1))
    make_measure(folder, due_on=dt.date(2026, 10, 1))
    assert kept(folder) == (2, 1, 1, 0, 0, dt.date(2026, 10, 1))


def test_removing_the_last_measure_resets_the_percent(folder, clerk):
    measure = make_measure(folder)
    measures.remove(measure=measure, by=clerk)
    assert kept(folder) == (0, 0, 0, 0, 0, None)


@pytest.mark.parametrize("make", [make_problem, make_cause, make_measure, make_plan])
def test_every_write_is_activity(folder, make):
    Rectification.objects.update(last_activity_at=None)
    before = timezone.now()
    make(folder)
    folder.refresh_from_db()
    assert folder.last_activity_at >= before


def test_one_folder_does_not_count_for_another(tree, folder):
    make_problem(make_folder(township=tree.township))
    assert kept(folder)[0] == 0


def test_a_wrong_counter_is_found_and_mended(tree, folder):
    make_problem(folder)
    make_problem(make_folder(township=tree.township))
    Rectification.objects.filter(pk=folder.pk).update(problem_count=7, percent=3)
    wrong = [(folder.pk, "problem_count", 7, 1), (folder.pk, "percent", 3, 0)]
    assert rollups.wrong_folders() == wrong
    assert rollups.wrong_folders(repair=True) == wrong
    assert rollups.wrong_folders() == []
    assert kept(folder)[0] == 1
