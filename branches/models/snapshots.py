from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from branches.models.campaigns import Campaign
from branches.models.scope import CaseQuerySet, Scoped


class Snapshot(Scoped):
    """The figures of one township in one campaign as they stood at the end of ``day``; never changed afterwards.

    ``found`` and ``signed_off`` count from the first of the day's month. A township without a folder has no row.
    The scope is that of the day too: a township that moves later stays in the sums it was counted in.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", verbose_name=_("campaign"))
    day = models.DateField(_("day"))
    listed = models.PositiveIntegerField(_("listed branches"))
    accepted = models.PositiveIntegerField(_("branches signed off"))
    problems = models.PositiveIntegerField(_("problems"))
    closed = models.PositiveIntegerField(_("problems signed off"))
    long_term = models.PositiveIntegerField(_("long-term problems"))
    found = models.PositiveIntegerField(_("problems found in the month"))
    signed_off = models.PositiveIntegerField(_("problems signed off in the month"))
    overdue = models.PositiveIntegerField(_("overdue measures"))
    quiet = models.PositiveIntegerField(_("measures without progress for 30 days"))
    taken_at = models.DateTimeField(_("taken at"), auto_now_add=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "day", "township"], name="snapshot_once_per_day"),
        ]
        indexes = [
            models.Index(fields=["campaign", column, "day"], name=f"snapshot_{column}_day")
            for column in ("city", "county", "township")
        ]

    def __str__(self) -> str:
        return f"{self.campaign} · {self.township} · {self.day}"
