from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.cache import caches
from django.db import models
from django.utils.translation import gettext_lazy as _

from branches.choices import ENDED, JobState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


def stored_path(job: Any, name: str) -> str:
    """Where the file that a job made lies in the private storage."""
    return f"jobs/{job.pk}{name[name.rfind('.') :]}"


class JobQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """A job is its owner's alone: what it made was made with his rights."""
        return self.filter(owner=user) if user.is_authenticated else self.none()


class Job(models.Model):
    """Work that a page does not wait for. ``order`` says what to do, ``answer`` what came of it; both are JSON.

    While it runs, its ``progress`` and the wish to cancel it travel through the cache named "jobs": a job that
    writes in one transaction could neither tell nor be told in the database.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    title = models.CharField(_("title"), max_length=120)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs", verbose_name=_("ordered by")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=JobState.choices, default=JobState.WAITING, editable=False
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    order = models.JSONField(_("order"), default=dict)
    answer = models.JSONField(_("answer"), default=dict, editable=False)
    message = models.TextField(_("message"), blank=True, editable=False)
    file = models.FileField(_("file"), upload_to=stored_path, max_length=200, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ENDED, finished_at__isnull=False)
                | (~models.Q(state__in=ENDED) & models.Q(finished_at__isnull=True)),
                name="job_finished_at_agrees",
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="job_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED

    @property
    def progress(self) -> tuple[int, int]:
        """How many of how many are done; (0, 0) while nothing is known."""
        return caches["jobs"].get(f"progress-{self.pk}", (0, 0))

    @property
    def percent(self) -> int:
        done, total = self.progress
        return done * 100 // total if total else 0
