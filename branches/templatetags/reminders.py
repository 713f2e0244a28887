from __future__ import annotations

from django import template

from accounts.models import User
from branches.models import Digest

register = template.Library()


@register.simple_tag
def has_unread_digest(user: User) -> bool:
    """Whether the menu marks "my work": a digest waits that was not taken note of."""
    return Digest.objects.visible_to(user).unread().exists()
