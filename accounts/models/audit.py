from __future__ import annotations

from typing import Any, Self

from auditlog.models import AbstractLogEntry, LogEntryManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.audit import current_actor
from accounts.models.scope import ScopedQuerySet


class AuditQuerySet(ScopedQuerySet):
    def of_folder(self, folder_id: int) -> Self:
        """All that happened in one rectification folder, newest first."""
        return self.filter(folder_id=folder_id)


class AuditEntry(AbstractLogEntry):
    """Who changed what, from which value to which, when.

    Carries the scope of the row that was changed (so that an auditor of one county reads nothing of the
    next) and the folder it belongs to (so that a folder has a timeline). No address of the machine is kept.
    """

    city_id = models.BigIntegerField(null=True, editable=False)
    county_id = models.BigIntegerField(null=True, editable=False)
    township_id = models.BigIntegerField(null=True, editable=False)
    folder_id = models.BigIntegerField(null=True, editable=False)

    objects = LogEntryManager.from_queryset(AuditQuerySet)()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        ordering = ["-timestamp", "-id"]
        indexes = [
            models.Index(fields=["folder_id", "-timestamp"], name="audit_folder_newest"),
            models.Index(fields=["county_id", "-timestamp"], name="audit_county_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.object_repr}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_in()
        super().save(*args, **kwargs)

    def fill_in(self) -> None:
        """Take the scope from the row that was changed, and the writer from the running service."""
        for column, value in (self.additional_data or {}).items():
            setattr(self, column, value)
        self.additional_data = None
        if self.actor_id is None:
            self.actor = current_actor()
