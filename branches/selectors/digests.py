"""Reads for the daily digest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from branches.models import Digest
from branches.selectors import work

RECENT = 14


@dataclass(frozen=True, slots=True)
class Line:
    """How many lines lay on one pile; ``key`` names the pile on the page "my work"."""

    key: str
    title: Any
    count: int


def unread(user: User) -> Digest | None:
    """The newest digest that ``user`` has not taken note of."""
    return Digest.objects.visible_to(user).unread().select_related("user").first()


def recent(user: User) -> list[Digest]:
    return list(Digest.objects.visible_to(user).select_related("user__organisation")[:RECENT])


def lines(digest: Digest) -> list[Line]:
    """The piles of a digest in their order; a pile that the reader's role has no longer is left out."""
    titles = work.titles(digest.user)
    return [Line(key, titles[key], count) for key, count in digest.counts.items() if key in titles]


def as_text(digest: Digest) -> str:
    """The digest as a plain message: numbers and the way to them, no case content."""
    head = _("On the morning of %(day)s these lines wait for you:") % {"day": digest.day.isoformat()}
    listed = [f"- {line.title}：{line.count}" for line in lines(digest)]
    address = settings.SITE_URL.rstrip("/") + reverse("branches:my_work")
    return "\n".join([head, "", *listed, "", _("They are here: %(address)s") % {"address": address}, ""])
