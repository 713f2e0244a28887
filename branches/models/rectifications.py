from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from branches.choices import EDITABLE_STAGES, OPEN_STAGES, Light, Stage
from branches.models.annual import WithAnnualFigures
from branches.models.branches import Branch
from branches.models.campaigns import Campaign, Criterion
from branches.models.deadline import WithDeadline, light_of
from branches.models.extra import WithExtra
from branches.models.scope import CaseQuerySet, Scoped
from branches.models.tracking import Versioned


class RectificationQuerySet(CaseQuerySet):
    pass


class Rectification(Scoped, WithDeadline, WithAnnualFigures, WithExtra, Versioned):
    """The folder: one branch in one campaign, and all that is written about it.

    The counters are rolled up by ``services.rollups`` in the transaction of each write.
    """

    branch = models.ForeignKey(
        Branch, models.PROTECT, related_name="rectifications", verbose_name=_("branch")
    )
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="rectifications", verbose_name=_("campaign")
    )
    criteria = models.ManyToManyField(
        Criterion, blank=True, related_name="rectifications", verbose_name=_("criteria")
    )
    stage = models.CharField(
        _("stage"), max_length=20, choices=Stage.choices, default=Stage.PROPOSED, editable=False
    )
    goal = models.TextField(_("goal"), blank=True, max_length=1000)
    determined_on = models.DateField(_("determined on"))
    planned_on = models.DateField(_("plan made on"), null=True, blank=True)
    closed_on = models.DateField(_("signed off on"), null=True, editable=False)

    problem_count = models.PositiveIntegerField(_("problems"), default=0, editable=False)
    settled_count = models.PositiveIntegerField(_("settled problems"), default=0, editable=False)
    measure_count = models.PositiveIntegerField(_("measures"), default=0, editable=False)
    measure_done_count = models.PositiveIntegerField(_("measures done"), default=0, editable=False)
    percent = models.PositiveSmallIntegerField(_("percent"), default=0, editable=False)
    next_due_on = models.DateField(_("next deadline"), null=True, editable=False)
    last_activity_at = models.DateTimeField(_("last activity"), null=True, editable=False)
    cells = models.JSONField(default=dict, editable=False)
    """What the folder adds to the counts of its township, as {"problems/open": 2}; a write adds the difference."""

    objects = RectificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("folder")
        verbose_name_plural = _("folders")
        ordering = ["-campaign__year", "township__position", "branch__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "campaign"],
                name="rectification_once_per_campaign",
                violation_error_code="branch",
                violation_error_message=_("This branch already has a folder in this campaign."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("determined_on")),
                name="rectification_due_after_determined",
                violation_error_code="due_on",
                violation_error_message=_("The deadline is before the day of determination."),
            ),
            models.CheckConstraint(
                condition=Q(planned_on__isnull=True) | Q(planned_on__gte=F("determined_on")),
                name="rectification_plan_after_determined",
                violation_error_code="planned_on",
                violation_error_message=_("The plan is dated before the day of determination."),
            ),
            models.CheckConstraint(
                condition=Q(stage__in=OPEN_STAGES, closed_on__isnull=True)
                | (~Q(stage__in=OPEN_STAGES) & Q(closed_on__isnull=False)),
                name="rectification_closed_on_agrees",
                violation_error_message=_("The stage does not agree with the day of sign-off."),
            ),
            models.CheckConstraint(
                condition=Q(percent__lte=100),
                name="rectification_percent_to_100",
                violation_error_message=_("The percent lies between 0 and 100."),
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", column, "stage", "id"], name=f"folder_{column}_stage")
            for column in ("city", "county", "township")
        ]

    def __str__(self) -> str:
        return f"{self.branch} · {self.campaign}"

    @property
    def is_settled(self) -> bool:
        return self.stage not in OPEN_STAGES

    @property
    def is_editable(self) -> bool:
        """Whether the content may change at this stage."""
        return self.stage in EDITABLE_STAGES

    @cached_property
    def shown_measures(self) -> frozenset[int]:
        """Ids of the measures that a standing file shows, on themselves or on their progress; read once."""
        files = self.evidence.filter(withdrawn_at=None).values_list("measure_id", "entry__measure_id")
        return frozenset(pk for pair in files for pk in pair if pk)

    @property
    def next_light(self) -> Light:
        """The light of the nearest open deadline in the folder."""
        return light_of(self.next_due_on)

    def get_additional_data(self) -> dict[str, Any]:
        return {
            "city_id": self.city_id,
            "county_id": self.county_id,
            "township_id": self.township_id,
            "folder_id": self.pk,
        }
