from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from branches.models import Rectification
from branches.models.tracking import Versioned
from reports.reading.arrangement import Pieces, from_rows

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class ReportImportQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """What somebody brings along is his alone until it is in a folder."""
        return self.filter(owner=user) if user.is_authenticated else self.none()


class ReportImport(Versioned):
    """A report written elsewhere: its text as it came, and its pieces as they have been put so far."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="report_imports", verbose_name=_("brought by")
    )
    source = models.CharField(_("file name"), max_length=120, blank=True)
    text = models.TextField(_("original text"))
    rows = models.JSONField(_("pieces"))
    rectification = models.ForeignKey(
        Rectification, models.SET_NULL, null=True, related_name="+", verbose_name=_("folder"), editable=False
    )
    committed_at = models.DateTimeField(_("entered"), null=True, editable=False)

    objects = ReportImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("imported report")
        verbose_name_plural = _("imported reports")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.source or str(_("pasted text"))

    @property
    def pieces(self) -> Pieces:
        return from_rows(self.rows)
