"""Several ledgers at the same moment, on either database; and ten thousand rows through the background."""

import pytest
from django.core.cache import caches

from accounts.models import AuditEntry
from branches.choices import JobState
from branches.models import Branch, Measure, Problem
from branches.services import imports, jobs, rollups
from tests.branches.ledgers.arriving import arrive
from tests.branches.ledgers.books import PLAIN, sheet
from tests.branches.test_concurrency import at_once
from tests.factories import make_campaign, make_user
from tests.transactional import TRANSACTIONAL

ROWS = 10_000


@TRANSACTIONAL
def test_two_people_with_the_same_ledger(tree, clerk):
    colleague = make_user("staff", tree.township, "colleague")
    first, second = arrive(clerk), arrive(colleague)
    at_once(lambda: imports.write(ledger=first, by=clerk), lambda: imports.write(ledger=second, by=colleague))
    assert (Branch.objects.count(), Problem.objects.count(), Measure.objects.count()) == (2, 3, 3)
    assert rollups.wrong_folders() == []


@TRANSACTIONAL
def test_one_ledger_pressed_twice(clerk):
    ledger = arrive(clerk)
    at_once(*[lambda: imports.write(ledger=ledger, by=clerk)] * 3)
    assert Problem.objects.count() == 3


@pytest.mark.django_db
def test_ten_thousand_rows_and_a_bar_that_moves(clerk, django_capture_on_commit_callbacks, monkeypatch):
    rows = [
        [place, f"第{place // 50}村党支部", f"第{place}项问题。", f"第{place}条措施。"]
        for place in range(ROWS)
    ]
    campaign = make_campaign(clerk.organisation.county)
    ledger = imports.receive(by=clerk, sheets=[sheet([PLAIN, *rows])], name="全县.xlsx", campaign=campaign)
    monkeypatch.setattr(jobs, "_TOLD_EVERY", 0)
    with django_capture_on_commit_callbacks(execute=True):
        job = imports.take_over(ledger=ledger, by=clerk)
    shown = []
    told = jobs.Running.step

    def step(running, done, total):
        told(running, done, total)
        shown.append(job.percent)

    monkeypatch.setattr(jobs.Running, "step", step)
    jobs.run(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.message, job.answer["words"]) == (
        JobState.DONE, "", "导入 10000 行，无变化 0 行，不能导入 0 行。",
    )  # fmt: skip
    assert (len(set(shown)) > 50, shown == sorted(shown), shown[-1]) == (True, True, 100)
    assert caches["jobs"].get(f"progress-{job.pk}") == (200, 200)
    assert (Problem.objects.count(), Measure.objects.count(), Branch.objects.count()) == (ROWS, ROWS, 200)
    entries = AuditEntry.objects.filter(content_type__model="problem", actor=clerk)
    assert entries.count() == ROWS
