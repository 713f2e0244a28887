from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branches.models.measures import Measure
from branches.models.scope import FolderPartQuerySet
from branches.models.tracking import FolderPart, not_empty, number_once


class PlanQuerySet(FolderPartQuerySet):
    def still_ahead(self) -> Self:
        """Without those that became a measure on which work has begun."""
        begun = Q(measure__percent__gt=0) | (Q(measure__isnull=False) & ~Q(measure__outcome=""))
        return self.exclude(begun)


class FollowUpPlan(FolderPart):
    """A next step. Reports print ``title`` as the lead and then ``text``; once the ``measure`` that it became has
    begun, the report tells of that instead.
    """

    title = models.CharField(_("next step"), max_length=100)
    text = models.TextField(_("what is planned"), blank=True, max_length=3000)

    measure = models.OneToOneField(
        Measure,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="plan",
        verbose_name=_("became measure"),
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("next step")
        verbose_name_plural = _("next steps")
        ordering = ["number"]
        constraints = [
            number_once("plan"),
            not_empty("title", "plan", _("Name the next step.")),
        ]

    def __str__(self) -> str:
        return self.title
