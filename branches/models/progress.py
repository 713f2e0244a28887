from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branches.models.measures import Measure
from branches.models.rectifications import Rectification
from branches.models.scope import CaseQuerySet, Scoped
from branches.models.tracking import SentOnce, Versioned, not_empty


class ProgressQuerySet(CaseQuerySet):
    pass


class ProgressEntry(Scoped, SentOnce, Versioned):
    """A dated note on a measure, with the percent reached by it."""

    rectification = models.ForeignKey(
        Rectification, models.CASCADE, related_name="progress_entries", verbose_name=_("folder")
    )
    measure = models.ForeignKey(
        Measure, models.CASCADE, related_name="progress_entries", verbose_name=_("measure")
    )
    happened_on = models.DateField(_("date"))
    text = models.TextField(_("what was done"), max_length=2000)
    percent = models.PositiveSmallIntegerField(_("percent after it"))
    for_report = models.BooleanField(_("write into the next report"), default=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("logged by"),
    )

    objects = ProgressQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress entry")
        verbose_name_plural = _("progress entries")
        ordering = ["-happened_on", "-id"]
        constraints = [
            not_empty("text", "progress", _("Write what was done.")),
            models.CheckConstraint(
                condition=Q(percent__lte=100),
                name="progress_percent_to_100",
                violation_error_code="percent",
                violation_error_message=_("The percent lies between 0 and 100."),
            ),
        ]
        indexes = [
            models.Index(fields=["measure", "-happened_on", "-id"], name="progress_measure_newest"),
            models.Index(fields=["county", "-happened_on", "-id"], name="progress_county_newest"),
            models.Index(fields=["township", "-happened_on", "-id"], name="progress_township_newest"),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def day(self) -> dt.date:
        return self.happened_on

    def get_additional_data(self) -> dict[str, Any]:
        return self.rectification.get_additional_data()
