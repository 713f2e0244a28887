"""Measures and their progress."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from branches.exceptions import StaleVersion
from branches.models import Decision, Measure, ProgressEntry
from branches.services import measures
from tests.factories import log, make_folder, make_measure, make_problem, make_user

pytestmark = pytest.mark.django_db


def ago(days):
    return timezone.localdate() - dt.timedelta(days=days)


@pytest.fixture
def measure(folder):
    return make_measure(folder, starts_on=ago(60))


def state(measure):
    measure.refresh_from_db()
    return measure.percent, measure.last_progress_on, measure.done_on


def test_a_measure_stands_where_its_latest_entry_says(measure):
    log(measure, percent=40, happened_on=ago(5))
    log(measure, percent=20, happened_on=ago(20))
    assert state(measure) == (40, ago(5), None)
    log(measure, percent=100, happened_on=ago(1))
    assert state(measure) == (100, ago(1), ago(1))


def test_of_two_entries_of_a_day_the_later_counts(measure):
    log(measure, percent=40, happened_on=ago(5))
    log(measure, percent=30, happened_on=ago(5))
    assert state(measure)[0] == 30


def test_a_measure_that_slipped_back_is_no_longer_done(measure):
    log(measure, percent=100, happened_on=ago(5))
    log(measure, percent=80, happened_on=ago(1))
    assert state(measure) == (80, ago(1), None)


def test_an_entry_says_who_logged_it_and_goes_into_the_report(measure, clerk):
    entry = log(measure, text="召开会议。", percent=10)
    assert (entry.author, entry.for_report, entry.township) == (clerk, True, measure.township)


def test_correcting_an_entry_moves_the_measure(measure, clerk):
    entry = log(measure, percent=100, happened_on=ago(5))
    corrected = measures.edit_progress(entry=entry, by=clerk, version=1, percent=60)
    assert corrected.version == 2
    assert state(measure) == (60, ago(5), None)


def test_two_people_correcting_an_entry(measure, clerk):
    entry = log(measure, percent=10)
    measures.edit_progress(entry=entry, by=clerk, version=1, percent=20)
    with pytest.raises(StaleVersion):
        measures.edit_progress(entry=entry, by=clerk, version=1, percent=30)
    assert state(measure)[0] == 20


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"percent": 101}, "percent"),
        ({"percent": -1}, "percent"),
        ({"text": ""}, "text"),
        ({"happened_on": timezone.localdate() + dt.timedelta(days=1)}, "happened_on"),
    ],
)
def test_odd_entries_are_refused_beside_their_field(measure, values, field):
    with pytest.raises(ValidationError) as caught:
        log(measure, **values)
    assert list(caught.value.error_dict) == [field]
    assert (ProgressEntry.objects.count(), state(measure)) == (0, (0, None, None))


def test_first_progress_starts_the_problems_it_serves(folder, clerk):
    served, settled, other = (make_problem(folder) for _ in range(3))
    type(settled).objects.filter(pk=settled.pk).update(status="rectifying")
    log(make_measure(folder, [served, settled], starts_on=ago(9)), happened_on=ago(2))
    assert [problem.status for problem in folder.problems.all()] == ["rectifying", "rectifying", "open"]
    (decision,) = Decision.objects.all()
    assert (decision.problem, decision.step, decision.by, decision.decided_on) == (
        served,
        "start",
        clerk,
        ago(2),
    )
    assert other.status == "open"


def test_progress_is_the_clerks_business(tree, measure, reviewer, supervisor):
    for user in (reviewer, supervisor, make_user("staff", tree.other_township)):
        with pytest.raises(PermissionDenied):
            measures.log_progress(measure=measure, by=user, text="代记", percent=5, happened_on=ago(0))
    assert ProgressEntry.objects.count() == 0


def test_what_was_logged_is_never_lost(measure, clerk):
    log(measure)
    with pytest.raises(PermissionDenied):
        measures.remove(measure=measure, by=clerk)
    assert (Measure.objects.count(), ProgressEntry.objects.count()) == (1, 1)


def test_a_deadline_lies_after_the_start(folder):
    with pytest.raises(ValidationError) as caught:
        make_measure(folder, starts_on=dt.date(2026, 5, 2), due_on=dt.date(2026, 5, 1))
    assert list(caught.value.error_dict) == ["due_on"]
    assert Measure.objects.count() == 0


def test_a_new_measure_starts_today_at_nothing(folder, clerk):
    measure = measures.add(rectification=folder, by=clerk, title="强化队伍")
    assert (measure.starts_on, measure.percent, measure.done_on) == (timezone.localdate(), 0, None)


def test_entries_of_another_folder_do_not_count(tree, measure):
    other = make_measure(make_folder(township=tree.township), starts_on=ago(60))
    log(other, percent=90)
    assert state(measure) == (0, None, None)
