from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from branches.models.scope import FolderPartQuerySet
from branches.models.tracking import FolderPart, not_empty, number_once


class FollowUpPlan(FolderPart):
    """A next step. Reports print ``title`` as the lead and then ``text``."""

    title = models.CharField(_("next step"), max_length=100)
    text = models.TextField(_("what is planned"), blank=True, max_length=3000)

    objects = FolderPartQuerySet.as_manager()

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
