"""Which acceptance scheme is in force."""

from __future__ import annotations

from branches.models import AcceptanceScheme, Campaign


def in_force(campaign: Campaign) -> AcceptanceScheme:
    """The newest edition of the campaign's scheme, with its items. A campaign has one from its start."""
    return AcceptanceScheme.objects.filter(campaign=campaign).prefetch_related("items").latest("edition")
