"""The daily digest: made once a day for everybody for whom something waits, shown in the app, sent where it can be."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.audit import service
from accounts.models import User
from branches.models import Digest
from branches.selectors import digests, work

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Sent:
    """What a run did: digests ``made`` now, messages ``emailed`` now, messages that ``failed`` and are due again."""

    made: int = 0
    emailed: int = 0
    failed: int = 0


def send_all(day: dt.date | None = None) -> Sent:
    """Make the digests of ``day`` (today) and send those that were not sent yet. May run as often as it likes."""
    day = day or timezone.localdate()
    sent = Sent()
    with translation.override(settings.LANGUAGE_CODE):
        for user in User.objects.filter(is_active=True).select_related("organisation"):
            _serve(user, day, sent)
    return sent


def _serve(user: User, day: dt.date, sent: Sent) -> None:
    digest = Digest.objects.filter(user=user, day=day).first()
    if digest is None:
        counts = work.counts(user)
        if not counts:
            return
        digest, made = Digest.objects.get_or_create(user=user, day=day, defaults={"counts": counts})
        sent.made += made
    if digest.emailed_at or not (user.email and settings.REMINDERS_BY_EMAIL):
        return
    try:
        sent.emailed += _email(digest)
    except OSError:
        logger.exception("the reminder of %s for %s could not be sent", day, user.username)
        sent.failed += 1


@transaction.atomic
def _email(digest: Digest) -> int:
    """Send ``digest`` unless somebody else has; the row is locked meanwhile, so that nobody gets it twice."""
    current = Digest.objects.select_for_update(of=("self",)).select_related("user").get(pk=digest.pk)
    if current.emailed_at:
        return 0
    current.emailed_at = timezone.now()
    current.save(update_fields=["emailed_at"])
    send_mail(
        subject=_("Rectification ledger: %(count)d lines wait for you")
        % {"count": sum(current.counts.values())},
        message=digests.as_text(current),
        from_email=None,
        recipient_list=[current.user.email],
    )
    return 1


@service
def mark_read(*, digest: Digest, by: User) -> None:
    """The reader has taken note; older ones are settled with it."""
    if digest.user_id != by.pk:
        raise PermissionDenied(_("This reminder is for somebody else."))
    Digest.objects.visible_to(by).unread().filter(day__lte=digest.day).update(read_at=timezone.now())
