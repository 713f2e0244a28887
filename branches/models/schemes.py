from __future__ import annotations

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branches.models.campaigns import Campaign, OfCampaignQuerySet
from branches.models.tracking import Versioned, not_empty
from branches.verdicts import Rules


def _share_to_100(field: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__lte": 100}),
        name=f"scheme_{field}_to_100",
        violation_error_code=field,
        violation_error_message=_("A share lies between 0 and 100 percent."),
    )


class AcceptanceScheme(Versioned):
    """One edition of a campaign's acceptance scheme. The newest is in force; one that has been used stays as it is."""

    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="schemes", verbose_name=_("campaign"), editable=False
    )
    edition = models.PositiveSmallIntegerField(_("edition"), editable=False)
    pass_mark = models.DecimalField(
        _("pass mark"), max_digits=5, decimal_places=1, validators=[MinValueValidator(0)]
    )
    dissatisfied_over = models.PositiveSmallIntegerField(
        _("fails if more dissatisfied than (%)"),
        null=True,
        blank=True,
        help_text=_("Percent of the returned sheets, whatever the marks; empty for no such rule."),
    )
    satisfied_under = models.PositiveSmallIntegerField(
        _("fails if fewer satisfied than (%)"),
        null=True,
        blank=True,
        help_text=_("Satisfied and fairly satisfied together; empty for no such rule."),
    )

    objects = OfCampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("acceptance scheme")
        verbose_name_plural = _("acceptance schemes")
        ordering = ["campaign", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "edition"],
                name="scheme_edition_once",
                violation_error_message=_("There is already such an edition."),
            ),
            models.CheckConstraint(
                condition=Q(pass_mark__gte=0),
                name="scheme_pass_mark_not_negative",
                violation_error_code="pass_mark",
                violation_error_message=_("A mark is not negative."),
            ),
            _share_to_100("dissatisfied_over"),
            _share_to_100("satisfied_under"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign} · {self.edition}"

    @property
    def full_marks(self) -> int:
        return sum(item.full_marks for item in self.items.all())

    @property
    def rules(self) -> Rules:
        return Rules(self.pass_mark, self.dissatisfied_over, self.satisfied_under)

    def get_additional_data(self) -> dict[str, Any]:
        return self.campaign.get_additional_data()


class SchemeItem(models.Model):
    """One line of the scheme: what is looked at, and the most it can be given."""

    scheme = models.ForeignKey(
        AcceptanceScheme, models.CASCADE, related_name="items", verbose_name=_("acceptance scheme")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("item"), max_length=40)
    text = models.CharField(_("what is looked at"), max_length=300, blank=True)
    full_marks = models.PositiveSmallIntegerField(_("full marks"))

    class Meta:
        verbose_name = _("item of an acceptance scheme")
        verbose_name_plural = _("items of acceptance schemes")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "number"],
                name="scheme_item_number_once",
                violation_error_message=_("This number is already taken in this scheme."),
            ),
            not_empty("title", "scheme_item", _("Name the item.")),
            models.CheckConstraint(
                condition=Q(full_marks__gt=0),
                name="scheme_item_full_marks_positive",
                violation_error_code="full_marks",
                violation_error_message=_("An item is worth at least one mark."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_additional_data(self) -> dict[str, Any]:
        return self.scheme.get_additional_data()
