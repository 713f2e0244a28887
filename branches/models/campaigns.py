from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, ScopedQuerySet
from branches.models.tracking import Versioned

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class CampaignQuerySet(ScopedQuerySet):
    """A campaign is seen by those below the organisation that runs it, and by those above."""

    lead = ""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        if user.organisation is None:
            return self.none()
        inside = Organisation.objects.visible_to(user)
        above = Q(**{f"{self.lead}organisation__in": user.organisation.lineage_ids})
        return self.filter(above | Q(**{f"{self.lead}organisation__in": inside}))

    def managed_by(self, user: User) -> Self:
        """Campaigns that the user's own organisation, or one below it, runs: these he may change."""
        inside = Organisation.objects.visible_to(user)
        return self.filter(**{f"{self.lead}organisation__in": inside})


class CriterionQuerySet(CampaignQuerySet):
    lead = "campaign__"


class Campaign(Versioned):
    """One year's round of rectification, with its dates and the criteria in force."""

    name = models.CharField(_("name"), max_length=100)
    year = models.PositiveSmallIntegerField(_("year"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="campaigns", verbose_name=_("run by")
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    asks_for_evidence = models.BooleanField(
        _("asks for evidence"),
        default=False,
        help_text=_("A problem is submitted only when every measure that serves it has a file to show."),
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-year", "-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="campaign_name_once",
                violation_error_code="name",
                violation_error_message=_("There is already a campaign of this name."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="campaign_dates_in_order",
                violation_error_code="ends_on",
                violation_error_message=_("The end is before the start."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_additional_data(self) -> dict[str, Any]:
        return self.organisation.scope_ids


class Criterion(Versioned):
    """A situation for which a branch is listed; an entry of the campaign's own code list."""

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="criteria", verbose_name=_("campaign")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    label = models.CharField(_("official wording"), max_length=200)
    short_label = models.CharField(_("short label"), max_length=20)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["campaign", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "number"],
                name="criterion_number_once",
                violation_error_code="number",
                violation_error_message=_("This number is already taken in this campaign."),
            ),
        ]

    def __str__(self) -> str:
        return self.short_label

    def get_additional_data(self) -> dict[str, Any]:
        return self.campaign.get_additional_data()
