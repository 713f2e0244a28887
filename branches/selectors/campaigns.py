"""Which campaign a page is about."""

from __future__ import annotations

from django.utils import timezone

from accounts.models import Organisation, User
from branches.models import Campaign


def visible(user: User) -> list[Campaign]:
    """The campaigns a user can choose from, newest first."""
    return list(Campaign.objects.visible_to(user))


def touching(user: User, scope: Organisation) -> list[Campaign]:
    """Those of them that ``scope`` takes part in: run by it, by one above it or by one below."""
    found = Campaign.objects.visible_to(user).select_related("organisation")
    return [
        campaign
        for campaign in found
        if campaign.organisation_id in scope.lineage_ids or scope.pk in campaign.organisation.lineage_ids
    ]


def chosen(campaigns: list[Campaign], wanted: str | None) -> Campaign | None:
    """The campaign with the id ``wanted`` from the query string, else the one that runs today, else the newest."""
    by_id = {str(campaign.pk): campaign for campaign in campaigns}
    if wanted in by_id:
        return by_id[wanted]
    today = timezone.localdate()
    running = [campaign for campaign in campaigns if campaign.starts_on <= today <= campaign.ends_on]
    return next(iter(running or campaigns), None)
