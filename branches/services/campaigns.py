"""Writes on campaigns and their code lists."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.audit import service
from accounts.models import Organisation, User
from branches.criteria import NATIONAL_CRITERIA
from branches.models import Campaign, Criterion
from branches.services import schemes


@service
def start(*, organisation: Organisation, by: User, **values: Any) -> Campaign:
    """Start a campaign run by ``organisation``, with the national ten and a first acceptance scheme."""
    access.require(by, Verb.MANAGE_CODE_LISTS)
    if not Organisation.objects.visible_to(by).filter(pk=organisation.pk).exists():
        raise PermissionDenied(_("This organisation is outside yours."))
    campaign = Campaign(organisation=organisation, **values)
    campaign.full_clean()
    campaign.save()
    seed_criteria(campaign)
    schemes.seed(campaign)
    return campaign


def seed_criteria(campaign: Campaign) -> None:
    """Give a new campaign the ten national types to start from; they are edited freely afterwards."""
    for number, label, short_label in NATIONAL_CRITERIA:
        Criterion.objects.create(
            campaign=campaign, number=number, label=label, short_label=short_label, national_type=number
        )
