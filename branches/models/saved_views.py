"""How a person looks at the ledger: the columns chosen, and views kept by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from branches.choices import LedgerKind

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class OwnQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Everybody's own, and nobody else's."""
        return self.filter(owner=user) if user.is_authenticated else self.none()


class ChosenColumns(models.Model):
    """The columns of one ledger that ``owner`` wants to see, by their keys."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("owner")
    )
    kind = models.CharField(_("ledger"), max_length=10, choices=LedgerKind.choices)
    columns = models.JSONField(_("columns"))

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("chosen columns")
        verbose_name_plural = _("chosen columns")
        constraints = [models.UniqueConstraint(fields=["owner", "kind"], name="columns_once_per_ledger")]

    def __str__(self) -> str:
        return f"{self.owner} · {self.get_kind_display()}"


class SavedView(models.Model):
    """Filters and order (``query``, as in the address, without campaign and page) and columns, under a name."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", verbose_name=_("owner")
    )
    kind = models.CharField(_("ledger"), max_length=10, choices=LedgerKind.choices)
    name = models.CharField(_("name of the view"), max_length=30)
    query = models.CharField(_("filters"), max_length=1000, blank=True)
    columns = models.JSONField(_("columns"))

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["kind", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "kind", "name"], name="view_name_once_per_ledger")
        ]

    def __str__(self) -> str:
        return self.name
