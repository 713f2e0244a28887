from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from branches.models import Rectification
from branches.models.scope import FolderPartQuerySet
from branches.models.tracking import Versioned, not_empty


class Report(Versioned):
    """The words around the facts: what a report says that no problem, cause, measure or next step says.

    The facts themselves are read from the folder each time the report is composed. Paragraphs are separated by
    line ends; an empty field leaves its place out.
    """

    rectification = models.ForeignKey(
        Rectification, models.PROTECT, related_name="reports", verbose_name=_("folder"), editable=False
    )
    title = models.CharField(_("title"), max_length=120)
    addressee = models.CharField(_("addressee"), max_length=120, blank=True)
    opening = models.TextField(_("opening"), blank=True, max_length=4000)
    lead_problems = models.TextField(_("before the problems"), blank=True, max_length=2000)
    lead_causes = models.TextField(_("before the causes"), blank=True, max_length=2000)
    lead_measures = models.TextField(_("before the measures"), blank=True, max_length=2000)
    lead_plans = models.TextField(_("before the next steps"), blank=True, max_length=2000)
    closing = models.TextField(_("closing"), blank=True, max_length=2000)
    signatory = models.CharField(_("signed by"), max_length=120)
    signed_on = models.DateField(_("date"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("composed by"),
    )

    objects = FolderPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-updated_at", "-id"]
        constraints = [
            not_empty("title", "report", _("Write a title.")),
            not_empty("signatory", "report", _("Say who signs.")),
        ]

    def __str__(self) -> str:
        return self.title

    def get_additional_data(self) -> dict[str, Any]:
        return self.rectification.get_additional_data()
