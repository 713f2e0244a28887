from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from branches.models.scope import CaseQuerySet
from branches.models.tracking import LongTexts
from reports.choices import ReportState
from reports.models.reports import Report
from reports.transitions import TRANSITIONS


class ReportDecisionQuerySet(CaseQuerySet):
    scope_prefix = "report__"


class ReportDecision(LongTexts):
    """Who moved a report from which state to which, when, with what words. Never changed."""

    report = models.ForeignKey(
        Report, models.CASCADE, related_name="decisions", verbose_name=_("report"), editable=False
    )
    step = models.CharField(_("step"), max_length=20)
    from_state = models.CharField(_("from"), max_length=10, choices=ReportState.choices)
    to_state = models.CharField(_("to"), max_length=10, choices=ReportState.choices)
    comment = models.TextField(_("words"), blank=True, max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = ReportDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision on a report")
        verbose_name_plural = _("decisions on reports")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"

    @property
    def step_label(self) -> str:
        return next((str(row.label) for row in TRANSITIONS if row.step == self.step), self.step)

    def get_additional_data(self) -> dict[str, Any]:
        return self.report.get_additional_data()
