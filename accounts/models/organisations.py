from __future__ import annotations

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import Level
from accounts.models.scope import ScopedQuerySet


class OrganisationQuerySet(ScopedQuerySet):
    def within(self, organisation: Any) -> Self:
        if organisation.level == Level.PROVINCE:
            return self.all()
        return self.filter(organisation.subtree_q())

    def townships(self) -> Self:
        return self.filter(level=Level.TOWNSHIP, is_active=True)


class Organisation(models.Model):
    """A Party committee or its office, at one of four fixed levels.

    ``province``, ``city`` and ``county`` repeat the ancestors, so that a subtree is one equality;
    ``services.organisations`` keeps them right when a node is moved.
    """

    name = models.CharField(_("name"), max_length=100)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    province = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")
    city = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")
    county = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("active"), default=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["level", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="organisation_name_once_per_parent",
                violation_error_message=_("There is already an organisation of this name here."),
            ),
            models.UniqueConstraint(
                fields=["level"],
                condition=Q(level=Level.PROVINCE),
                name="organisation_one_province",
                violation_error_message=_("An installation holds one province only."),
            ),
            models.CheckConstraint(
                condition=Q(level=Level.PROVINCE, parent__isnull=True)
                | Q(level__gt=Level.PROVINCE, parent__isnull=False),
                name="organisation_parent_by_level",
                violation_error_message=_("Every organisation but the province has a parent."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.parent is not None and self.parent.level != self.level - 1:
            message = _("The parent of a %(level)s must be a %(expected)s.")
            raise ValidationError(
                {
                    "parent": message
                    % {"level": self.get_level_display(), "expected": Level(self.level - 1).label}
                }
            )

    def take_ancestors(self) -> None:
        """Set the ancestor columns from the parent."""
        for level in (Level.PROVINCE, Level.CITY, Level.COUNTY):
            setattr(self, level.column, self._ancestor(level))

    def _ancestor(self, level: Level) -> Organisation | None:
        if self.parent is None or level >= self.level:
            return None
        return self.parent if self.parent.level == level else getattr(self.parent, level.column)

    def subtree_q(self, lead: str = "") -> Q:
        """Organisations that are this one or lie below it; ``lead`` leads to the organisation ("organisation__")."""
        itself = Q(**{f"{lead}pk": self.pk})
        if self.level == Level.TOWNSHIP:
            return itself
        return itself | Q(**{f"{lead}{Level(self.level).column}": self.pk})

    @property
    def lineage_ids(self) -> list[int]:
        """Ids of the ancestors, top down, and its own."""
        return [pk for pk in (self.province_id, self.city_id, self.county_id, self.pk) if pk]

    @property
    def scope_ids(self) -> dict[str, int | None]:
        """The scope columns of a row that belongs here: ``city_id``, ``county_id`` and ``township_id``."""
        levels = (Level.CITY, Level.COUNTY, Level.TOWNSHIP)
        return {
            f"{level.column}_id": self.pk
            if level == self.level
            else getattr(self, f"{level.column}_id", None)
            for level in levels
        }

    def get_additional_data(self) -> dict[str, int | None]:
        return self.scope_ids
