"""Work in the background: ordered by a page, done by a worker, taken up again if the worker dies.

A kind of work is a function marked ``@handler("kind")``; it is given a ``Running`` job, says now and then how far it
is, and returns the job's answer. It must be idempotent: after a worker was killed it is called again from the start,
and what was done before must be found done.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from accounts.audit import service
from accounts.models import User
from branches.choices import ENDED, JobState
from branches.models import Job

STALE = dt.timedelta(seconds=90)
"""A running job that has not been heard of for so long has lost its worker."""
MOST_ATTEMPTS = 3
_TOLD_EVERY = 0.2

logger = logging.getLogger(__name__)


class Cancelled(Exception):
    """The owner does not want the job any more."""


@dataclass(slots=True)
class Running:
    """A job at work, as its handler sees it."""

    job: Job
    _told_at: float = field(default=0.0)

    @property
    def order(self) -> dict[str, Any]:
        return self.job.order

    @property
    def by(self) -> User:
        return self.job.owner

    def step(self, done: int, total: int) -> None:
        """Say that ``done`` of ``total`` are done. Raises ``Cancelled`` if the owner has changed his mind."""
        now = time.monotonic()
        if done < total and now - self._told_at < _TOLD_EVERY:
            return
        self._told_at = now
        cache = caches["jobs"]
        cache.set(f"progress-{self.job.pk}", (done, total))
        _beat(self.job)
        if cache.get(f"cancel-{self.job.pk}"):
            raise Cancelled

    def keep(self, name: str, content: File[Any]) -> None:
        """What the job made, in place of a file that a killed worker may have left."""
        default_storage.delete(self.job.file.field.generate_filename(self.job, name))
        self.job.file.save(name, content, save=False)


Handler = Callable[[Running], dict[str, Any]]
_handlers: dict[str, Handler] = {}


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Mark the function that does jobs of ``kind``; its module is imported by the app's ``ready``."""

    def keep(function: Handler) -> Handler:
        _handlers[kind] = function
        return function

    return keep


@service
def start(*, kind: str, title: str, order: dict[str, Any], by: User) -> Job:
    """Put a job of ``kind`` into the queue; the worker sees it when the transaction is through."""
    job = Job.objects.create(kind=kind, title=title, order=order, owner=by)
    transaction.on_commit(lambda: _enqueue(job))
    return job


@service
def cancel(*, job: Job, by: User) -> Job:
    """Stop a job: at once while it waits, at its next step while it runs. What has ended stays as it ended."""
    if job.owner_id != by.pk:
        raise PermissionDenied(_("Only who ordered a job can cancel it."))
    current = Job.objects.select_for_update().get(pk=job.pk)
    if current.state == JobState.WAITING:
        _end(current, JobState.CANCELLED)
    elif current.state == JobState.RUNNING:
        caches["jobs"].set(f"cancel-{current.pk}", True)
    return current


def run(pk: str) -> None:
    """Do the job ``pk``; nothing if somebody else is at it or it has ended. Called by the worker."""
    job = _claim(UUID(pk))
    if job is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        try:
            job.answer = _handlers[job.kind](Running(job))
        except Cancelled:
            _end(job, JobState.CANCELLED)
        except (ValidationError, PermissionDenied) as refusal:
            _end(job, JobState.FAILED, " ".join(getattr(refusal, "messages", [str(refusal)])))
        except Exception:
            logger.exception("job %s (%s) failed", job.pk, job.kind)
            _end(job, JobState.FAILED, _("Something went wrong; nothing half done was kept."))
        else:
            _end(job, JobState.DONE)


def revive() -> None:
    """Put jobs back into the queue whose worker has died, or whose order was lost. Called every minute."""
    for job in Job.objects.exclude(state__in=ENDED).filter(created_at__lt=timezone.now() - STALE):
        if _is_stale(job):
            _take_up(job)


@transaction.atomic
def _take_up(job: Job) -> None:
    current = Job.objects.select_for_update().exclude(state__in=ENDED).filter(pk=job.pk).first()
    if current is None:
        return
    if current.attempts >= MOST_ATTEMPTS:
        _end(current, JobState.FAILED, _("It was tried three times and did not come to its end."))
        return
    current.state = JobState.WAITING
    current.save(update_fields=["state"])
    transaction.on_commit(lambda: _enqueue(current))


def _enqueue(job: Job) -> None:
    _beat(job)
    async_task("branches.services.jobs.run", str(job.pk))


def _beat(job: Job) -> None:
    caches["jobs"].set(f"beat-{job.pk}", timezone.now())


def _is_stale(job: Job) -> bool:
    heard = caches["jobs"].get(f"beat-{job.pk}")
    return heard is None or heard < timezone.now() - STALE


@transaction.atomic
def _claim(pk: UUID) -> Job | None:
    waiting = Job.objects.select_for_update(of=("self",)).filter(state=JobState.WAITING)
    job = waiting.select_related("owner__organisation").filter(pk=pk).first()
    if job is None:
        return None
    _beat(job)
    job.state, job.attempts = JobState.RUNNING, job.attempts + 1
    job.save(update_fields=["state", "attempts"])
    return job


def _end(job: Job, state: JobState, message: str = "") -> None:
    job.state, job.message, job.finished_at = state, message, timezone.now()
    job.save()
