from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, ScopedQuerySet
from branches.criteria import NATIONAL_CRITERIA
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

    def locked(self, pk: int) -> Campaign:
        """The campaign, locked for the transaction: what is numbered within it is numbered by one writer at a time."""
        return self.select_for_update(no_key=True).get(pk=pk)

    def managed_by(self, user: User) -> Self:
        """Campaigns that the user's own organisation, or one below it, runs: these he may change."""
        inside = Organisation.objects.visible_to(user)
        return self.filter(**{f"{self.lead}organisation__in": inside})


class OfCampaignQuerySet(CampaignQuerySet):
    lead = "campaign__"


_DURATIONS = ("minimum_months", "consolidation_months", "look_back_months")
_TEN_YEARS = 120


def _at_most_ten_years(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{name}__lte": _TEN_YEARS}),
        name=f"campaign_{name}_to_ten_years",
        violation_error_code=name,
        violation_error_message=_("At most ten years: 120 months."),
    )


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
    minimum_months = models.PositiveSmallIntegerField(
        _("minimum duration in months"),
        default=0,
        help_text=_("From the determination to the application for acceptance; 0 for none."),
    )
    consolidation_months = models.PositiveSmallIntegerField(
        _("consolidation in months"),
        default=12,
        help_text=_("From the sign-off of the branch; 0 for none."),
    )
    look_back_months = models.PositiveSmallIntegerField(
        _("look back every so many months"),
        default=6,
        help_text=_("Within the consolidation, and once more at its end; 0 for once at its end."),
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
            *(_at_most_ten_years(name) for name in _DURATIONS),
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
    national_type = models.PositiveSmallIntegerField(
        _("national type"),
        null=True,
        blank=True,
        help_text=_("1 to 10: the column of the annual form; empty for a local addition, which has none."),
    )

    objects = OfCampaignQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=Q(national_type__isnull=True) | Q(national_type__range=(1, len(NATIONAL_CRITERIA))),
                name="criterion_national_type_1_to_10",
                violation_error_code="national_type",
                violation_error_message=_("The annual form has the types 1 to 10."),
            ),
        ]

    def __str__(self) -> str:
        return self.short_label

    def get_additional_data(self) -> dict[str, Any]:
        return self.campaign.get_additional_data()
