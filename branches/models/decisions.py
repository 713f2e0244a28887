from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branches.choices import ProblemStatus, Stage
from branches.models.problems import Problem
from branches.models.rectifications import Rectification
from branches.models.scope import FolderPartQuerySet
from branches.models.tracking import LongTexts
from branches.transitions import FOLDER_TRANSITIONS, PROBLEM_TRANSITIONS


class Decision(LongTexts):
    """Who moved a problem (or the folder, where there is none) from which state to which, when, with what words."""

    rectification = models.ForeignKey(
        Rectification, models.CASCADE, related_name="decisions", verbose_name=_("folder")
    )
    problem = models.ForeignKey(
        Problem, models.CASCADE, null=True, blank=True, related_name="decisions", verbose_name=_("problem")
    )
    step = models.CharField(_("step"), max_length=30)
    from_state = models.CharField(_("from"), max_length=20)
    to_state = models.CharField(_("to"), max_length=20)
    comment = models.TextField(_("words"), blank=True, max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    decided_on = models.DateField(_("date"))
    signed = models.JSONField(null=True, editable=False)
    """What a sign-off vouched for, flat (``selectors.signed``); its fingerprint is ``signed_hash``."""
    signed_hash = models.CharField(_("fingerprint"), max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = FolderPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signed__isnull=True, signed_hash="")
                | (Q(signed__isnull=False) & ~Q(signed_hash="")),
                name="decision_signed_with_hash",
                violation_error_message=_("What was signed does not agree with its fingerprint."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"

    @property
    def day(self) -> dt.date:
        return self.decided_on

    @property
    def step_label(self) -> str:
        """What the step is called on its button."""
        table = PROBLEM_TRANSITIONS if self.problem_id else FOLDER_TRANSITIONS
        return next((str(row.label) for row in table if row.step == self.step), self.step)

    @property
    def from_label(self) -> str:
        return self._label(self.from_state)

    @property
    def to_label(self) -> str:
        return self._label(self.to_state)

    def _label(self, state: str) -> str:
        states: Any = ProblemStatus if self.problem_id else Stage
        return str(dict(states.choices).get(state, state))

    def get_additional_data(self) -> dict[str, Any]:
        return self.rectification.get_additional_data()
