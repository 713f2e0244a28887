from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from branches.models.problems import Problem
from branches.models.scope import FolderPartQuerySet
from branches.models.tracking import FolderPart, not_empty, number_once


class Cause(FolderPart):
    """Why. Explains no, one or several problems: the number of causes says nothing about that of problems."""

    title = models.CharField(
        _("short title"),
        max_length=60,
        blank=True,
        help_text=_("For lists only, never printed; taken from the first clause when left empty."),
    )
    text = models.TextField(_("cause"), max_length=2000)
    problems = models.ManyToManyField(
        Problem, blank=True, related_name="causes", verbose_name=_("explains problems")
    )

    objects = FolderPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("cause")
        verbose_name_plural = _("causes")
        ordering = ["number"]
        constraints = [
            number_once("cause"),
            not_empty("text", "cause", _("Write what the cause is.")),
        ]

    def __str__(self) -> str:
        return self.title
