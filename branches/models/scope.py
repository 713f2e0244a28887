"""Columns and querysets that say who may see a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.choices import Level
from accounts.models import Organisation, ScopedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


def organisation_column(label: str | Promise, *, null: bool = False) -> models.ForeignKey[Any, Any]:
    """One of the three scope columns. The indexes that serve lists are declared by each model."""
    return models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=null,
        related_name="+",
        editable=False,
        verbose_name=label,
        db_index=False,
    )


class Scoped(models.Model):
    """A row that is listed: it repeats the city, county and township of its branch (performance.md 1)."""

    city = organisation_column(_("city"))
    county = organisation_column(_("county"))
    township = organisation_column(_("township"))

    class Meta:
        abstract = True

    def take_scope(self, source: Scoped) -> None:
        """Copy the scope columns of ``source``."""
        self.city_id, self.county_id, self.township_id = source.city_id, source.county_id, source.township_id


def carry(model: type[models.Model], organisation: Organisation) -> None:
    """Give every row of ``model`` under a moved county or township its new city and county."""
    if organisation.level < Level.COUNTY:
        return
    above = {"city_id": organisation.city_id}
    if organisation.level == Level.TOWNSHIP:
        above["county_id"] = organisation.county_id
    below = {f"{Level(organisation.level).column}_id": organisation.pk}
    model._default_manager.filter(**below).update(**above)


class CaseQuerySet(ScopedQuerySet):
    """Rows of case content: in scope, and only for roles that see cases at all (an administrator does not)."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        if not access.allows(user, access.Verb.VIEW_CASES):
            return self.none()
        return super().visible_to(user)


class FolderPartQuerySet(CaseQuerySet):
    """Parts of a folder that are not listed on their own: scoped through the folder."""

    scope_prefix = "rectification__"
