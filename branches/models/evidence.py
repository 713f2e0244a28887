from __future__ import annotations

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branches.models.measures import Measure
from branches.models.problems import Problem
from branches.models.progress import ProgressEntry
from branches.models.rectifications import Rectification
from branches.models.scope import FolderPartQuerySet
from branches.models.tracking import Versioned, one_home

HOMES = ("entry", "measure", "problem")
"""What a file can be kept with; each a column, and one of them filled."""


def stored_path(evidence: Any, name: str) -> str:
    """Where a file lies in the private storage: nothing of what it shows is in its name."""
    return f"evidence/{evidence.rectification_id}/{uuid.uuid4().hex}{name[name.rfind('.') :]}"


class EvidenceQuerySet(FolderPartQuerySet):
    def standing(self) -> Self:
        """Without what was withdrawn."""
        return self.filter(withdrawn_at=None)


class Evidence(Versioned):
    """A private file on a progress entry, a measure or a problem. It is withdrawn with a reason, never deleted."""

    rectification = models.ForeignKey(
        Rectification, models.PROTECT, related_name="evidence", verbose_name=_("folder")
    )
    entry = models.ForeignKey(
        ProgressEntry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("progress entry"),
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name=_("measure")
    )
    problem = models.ForeignKey(
        Problem, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name=_("problem")
    )
    file = models.FileField(_("file"), upload_to=stored_path, max_length=200, editable=False)
    thumbnail = models.FileField(_("thumbnail"), upload_to=stored_path, max_length=200, editable=False)
    name = models.CharField(_("file name"), max_length=120, editable=False)
    kind = models.CharField(_("file type"), max_length=100, editable=False)
    size = models.PositiveIntegerField(_("bytes"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    caption = models.CharField(_("caption"), max_length=120, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("uploaded by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("withdrawn by"),
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["id"]
        constraints = [
            one_home("evidence", HOMES, _("A file belongs to one progress entry, measure or problem.")),
            *(
                models.UniqueConstraint(
                    fields=[home, "sha256"],
                    condition=Q(withdrawn_at=None),
                    name=f"evidence_once_per_{home}",
                    violation_error_message=_("This file is there already."),
                )
                for home in HOMES
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, reason="") | (Q(withdrawn_at__isnull=False) & ~Q(reason="")),
                name="evidence_withdrawn_with_reason",
                violation_error_message=_("Say why it is withdrawn."),
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.name

    @property
    def anchor(self) -> str:
        """Where on the folder page it stands: at its problem, or at its measure."""
        if self.problem_id:
            return f"problem-{self.problem_id}"
        return f"measure-{self.entry.measure_id if self.entry else self.measure_id}"

    @property
    def is_picture(self) -> bool:
        return bool(self.thumbnail)

    def get_additional_data(self) -> dict[str, Any]:
        return self.rectification.get_additional_data()
