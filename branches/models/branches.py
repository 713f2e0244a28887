from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import ScopedQuerySet
from branches.choices import BranchKind
from branches.models.scope import Scoped
from branches.models.tracking import Versioned


class BranchQuerySet(ScopedQuerySet):
    pass


class Branch(Scoped, Versioned):
    """A primary-level Party organisation under a township committee."""

    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20, choices=BranchKind.choices, default=BranchKind.VILLAGE)
    secretary = models.CharField(_("secretary"), max_length=50, blank=True)
    member_count = models.PositiveIntegerField(_("Party members"), null=True, blank=True)
    is_poor_village = models.BooleanField(
        _("registered poor village"),
        default=False,
        help_text=_("For the annual form of 2016 to 2020 only."),
    )
    note = models.TextField(_("note"), blank=True, max_length=1000)
    is_active = models.BooleanField(_("active"), default=True)

    objects = BranchQuerySet.as_manager()

    class Meta:
        verbose_name = _("branch")
        verbose_name_plural = _("branches")
        ordering = ["township", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["township", "name"],
                name="branch_name_once_per_township",
                violation_error_code="name",
                violation_error_message=_("This township already has a branch of this name."),
            ),
        ]
        indexes = [
            models.Index(fields=["city", "name", "id"], name="branch_city_name"),
            models.Index(fields=["county", "name", "id"], name="branch_county_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_additional_data(self) -> dict[str, Any]:
        return {"city_id": self.city_id, "county_id": self.county_id, "township_id": self.township_id}
