from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from branches.choices import Counted
from branches.models.campaigns import Campaign
from branches.models.scope import CaseQuerySet, Scoped


class TownshipCount(Scoped):
    """How many of ``what`` stand in ``cell``, in one township and one campaign; higher levels are sums of these.

    ``cell`` is a stage (folders), a status (problems) or a month as "2026-03" (problems found, problems signed off).
    What is not there counts zero. Written by ``services.township_counts`` only, always as a difference.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", verbose_name=_("campaign"))
    what = models.CharField(_("what"), max_length=20, choices=Counted.choices)
    cell = models.CharField(_("cell"), max_length=20)
    number = models.IntegerField(_("number"), default=0)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("count of a township")
        verbose_name_plural = _("counts of townships")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "township", "what", "cell"], name="township_count_once_per_cell"
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", column], name=f"township_count_{column}")
            for column in ("city", "county")
        ]

    def __str__(self) -> str:
        return f"{self.what}/{self.cell}: {self.number}"
