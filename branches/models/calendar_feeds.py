from __future__ import annotations

import uuid
from typing import Any, Self

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.utils.translation import gettext_lazy as _

_SIGNER = Signer(salt="calendar", sep=".")


class CalendarFeedQuerySet(models.QuerySet[Any]):
    def of_token(self, token: str) -> Self:
        """The feed whose address ends with ``token``, if it was given out by us and its owner may still sign in."""
        try:
            key = uuid.UUID(_SIGNER.unsign(token))
        except (BadSignature, ValueError):
            return self.none()
        return self.filter(key=key, user__is_active=True)


class CalendarFeed(models.Model):
    """A private calendar of deadlines. Whoever knows its address reads it; another ``key`` makes the address void.

    The address carries a signature, so that the table alone (a stolen backup) opens nobody's calendar.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed", verbose_name=_("user")
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return str(self.user)

    @property
    def token(self) -> str:
        return _SIGNER.sign(self.key.hex)
