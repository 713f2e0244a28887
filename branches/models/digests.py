from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class DigestQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """A digest is for one person."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Digest(models.Model):
    """What waited for a person on the morning of ``day``: how many lines lay on each pile of "my work".

    Numbers only. The lines are read from the piles, within the scope the person has when he looks.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests", verbose_name=_("user")
    )
    day = models.DateField(_("day"))
    counts = models.JSONField(_("counts"))
    made_at = models.DateTimeField(_("added"), auto_now_add=True)
    emailed_at = models.DateTimeField(_("sent by e-mail"), null=True, editable=False)
    read_at = models.DateTimeField(_("read"), null=True, editable=False)

    objects = DigestQuerySet.as_manager()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["user", "day"], name="digest_once_a_day"),
        ]
        indexes = [
            models.Index(fields=["user"], condition=models.Q(read_at=None), name="digest_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.day}"
