"""Writes on the private calendar."""

from __future__ import annotations

import uuid

from accounts import access
from accounts.access import Verb
from accounts.audit import service
from accounts.models import User
from branches.models import CalendarFeed


@service
def renew(*, by: User) -> CalendarFeed:
    """Give ``by`` a calendar, or another address for the one he has; the old address is void at once."""
    access.require(by, Verb.VIEW_CASES)
    feed, _made = CalendarFeed.objects.update_or_create(user=by, defaults={"key": uuid.uuid4()})
    return feed


@service
def revoke(*, by: User) -> None:
    CalendarFeed.objects.filter(user=by).delete()
