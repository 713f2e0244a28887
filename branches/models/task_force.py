from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from branches.choices import TaskForceKind
from branches.models.rectifications import Rectification
from branches.models.scope import FolderPartQuerySet
from branches.models.tracking import SentOnce, Versioned, number_once


class TaskForceQuerySet(FolderPartQuerySet):
    def serving(self, day: dt.date) -> Self:
        """Those who have not left before ``day``."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=day))


class TaskForceMember(SentOnce, Versioned):
    """One of the "four ones" or of the working group, by post, unit and name; holders change mid-round."""

    rectification = models.ForeignKey(
        Rectification, models.CASCADE, related_name="task_force", verbose_name=_("folder")
    )
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    kind = models.CharField(_("part"), max_length=20, choices=TaskForceKind.choices)
    name = models.CharField(_("full name"), max_length=50, blank=True)
    post = models.CharField(_("post"), max_length=100, blank=True)
    unit = models.CharField(_("unit"), max_length=100, blank=True)
    from_on = models.DateField(_("from"), null=True, blank=True)
    to_on = models.DateField(_("until"), null=True, blank=True)

    objects = TaskForceQuerySet.as_manager()

    class Meta:
        verbose_name = _("task force member")
        verbose_name_plural = _("task force")
        ordering = ["number"]
        constraints = [
            number_once("member"),
            models.CheckConstraint(
                condition=~Q(name="", post="", unit=""),
                name="task_force_says_who",
                violation_error_code="name",
                violation_error_message=_("Say who it is: a name, a post or a unit."),
            ),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="task_force_dates_in_order",
                violation_error_code="to_on",
                violation_error_message=_("The end is before the start."),
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.unit, self.post, self.name) if part)

    def get_additional_data(self) -> dict[str, Any]:
        return self.rectification.get_additional_data()
