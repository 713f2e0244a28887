from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class SignedInRequest(HttpRequest):
    """A request behind the sign-in: the middleware has seen to it that ``user`` is somebody."""

    user: User
    htmx: HtmxDetails
