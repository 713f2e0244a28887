"""Work in the background: who may see and stop it, what becomes of it, and what if the worker dies."""

import datetime as dt

import pytest
from django.core.cache import caches
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ, Schedule

from branches.choices import JobState
from branches.models import Job
from branches.services import jobs
from tests.factories import make_job, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def count(monkeypatch):
    """A kind of work that counts to the number ordered; it can be told to stumble at one of them."""

    def work(running):
        total = running.order["to"]
        for number in range(1, total + 1):
            if number == running.order.get("stumbles_at"):
                raise ValidationError(f"第{number}行不对。")
            if number == running.order.get("breaks_at"):
                raise ZeroDivisionError
            running.step(number, total)
        return {"words": f"{running.by.name} {total}"}

    monkeypatch.setitem(jobs._handlers, "count", work)


@pytest.fixture
def start(clerk, count, django_capture_on_commit_callbacks):
    def begin(**order):
        with django_capture_on_commit_callbacks(execute=True):
            return jobs.start(kind="count", title="数数", order=order, by=clerk)

    return begin


def do(job):
    jobs.run(str(job.pk))
    job.refresh_from_db()
    return job


def test_a_job_waits_in_the_queue_and_is_done(start, clerk):
    job = start(to=3)
    assert (job.state, OrmQ.objects.count()) == (JobState.WAITING, 1)
    assert do(job).answer == {"words": f"{clerk.name} 3"}
    assert (job.state, job.progress, job.percent, job.has_ended) == (JobState.DONE, (3, 3), 100, True)


def test_a_refusal_is_told_in_its_own_words(start):
    job = do(start(to=3, stumbles_at=2))
    assert (job.state, job.message) == (JobState.FAILED, "第2行不对。")


def test_a_fault_is_logged_and_told_without_its_insides(start, caplog):
    job = do(start(to=3, breaks_at=1))
    assert (job.state, job.message) == (JobState.FAILED, "出了问题，没有留下未完成的内容。")
    assert "ZeroDivisionError" in caplog.text


def test_a_job_is_done_once_however_often_it_is_called(start):
    job = do(start(to=1))
    finished = job.finished_at
    assert (do(job).finished_at, job.attempts) == (finished, 1)


def test_a_waiting_job_is_cancelled_at_once(start, clerk):
    job = jobs.cancel(job=start(to=3), by=clerk)
    assert job.state == JobState.CANCELLED
    assert do(job).state == JobState.CANCELLED


def test_a_running_job_stops_at_its_next_step(start, clerk, monkeypatch):
    def work(running):
        jobs.cancel(job=running.job, by=clerk)
        running.step(1, 2)

    monkeypatch.setitem(jobs._handlers, "count", work)
    assert do(start(to=2)).state == JobState.CANCELLED


def test_nobody_else_cancels_it(start, supervisor):
    job = start(to=1)
    with pytest.raises(PermissionDenied):
        jobs.cancel(job=job, by=supervisor)
    assert do(job).state == JobState.DONE


def make_stale(job, **values):
    long_ago = timezone.now() - dt.timedelta(hours=1)
    caches["jobs"].set(f"beat-{job.pk}", long_ago)
    Job.objects.filter(pk=job.pk).update(created_at=long_ago, **values)


def revive(capture):
    OrmQ.objects.all().delete()
    with capture(execute=True):
        jobs.revive()
    return OrmQ.objects.count()


def test_a_job_whose_worker_died_is_taken_up_again(start, django_capture_on_commit_callbacks):
    job = start(to=2)
    make_stale(job, state=JobState.RUNNING, attempts=1)
    assert do(job).state == JobState.RUNNING
    assert revive(django_capture_on_commit_callbacks) == 1
    assert (do(job).state, job.attempts) == (JobState.DONE, 2)
    assert revive(django_capture_on_commit_callbacks) == 0


def test_a_job_that_is_heard_of_is_left_alone(start, django_capture_on_commit_callbacks):
    job = start(to=2)
    make_stale(job, state=JobState.RUNNING)
    caches["jobs"].set(f"beat-{job.pk}", timezone.now())
    assert revive(django_capture_on_commit_callbacks) == 0


def test_after_three_attempts_it_is_given_up(start, django_capture_on_commit_callbacks):
    job = start(to=2)
    make_stale(job, state=JobState.RUNNING, attempts=3)
    assert revive(django_capture_on_commit_callbacks) == 0
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.FAILED, "已尝试三次，仍未完成。")


def test_the_page_renews_itself_until_the_end(client, start, clerk):
    job = start(to=2)
    client.force_login(clerk)
    where = reverse("branches:job", args=[job.pk])
    assert 'hx-trigger="every 1s"' in client.get(where).content.decode()
    do(job)
    fragment = client.get(where, headers={"hx-request": "true"}).content.decode()
    assert "hx-trigger" not in fragment
    assert "<html" not in fragment
    assert f"{clerk.name} 2" in fragment


def test_its_file_goes_to_its_owner_only(client, tree, clerk):
    job = make_job(clerk)
    where = reverse("branches:job_file", args=[job.pk])
    client.force_login(clerk)
    assert client.get(where).getvalue() == b"all"
    client.force_login(make_user("supervisor", tree.county))
    assert client.get(where).status_code == 404


def test_cancelling_is_a_press_and_leads_back(client, start, clerk):
    job = start(to=2)
    client.force_login(clerk)
    answer = client.post(reverse("branches:cancel_job", args=[job.pk]))
    assert answer.headers["Location"] == reverse("branches:job", args=[job.pk])
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_each_renewal_costs_three_queries(client, start, clerk):
    job = start(to=2)
    client.force_login(clerk)
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("branches:job", args=[job.pk]), headers={"hx-request": "true"})
    assert len(queries) == 3


def test_the_calendar_is_entered_once():
    for _ in range(2):
        call_command("schedule_work")
    names = sorted(Schedule.objects.values_list("name", flat=True))
    assert names == ["imports.discard_old", "jobs.revive", "reminders", "snapshots.keep_up"]
