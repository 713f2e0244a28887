"""Writes on a campaign's code list."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.audit import service
from accounts.models import User
from branches.models import Campaign, Criterion


@service
def save(*, criterion: Criterion, by: User) -> Criterion:
    """Add or change an entry, in a campaign that the organisation of ``by`` or one below it runs."""
    access.require(by, Verb.MANAGE_CODE_LISTS)
    if not Campaign.objects.managed_by(by).filter(pk=criterion.campaign_id).exists():
        raise PermissionDenied(_("This campaign is run by an organisation outside yours."))
    if criterion.pk:
        criterion.version += 1
    criterion.full_clean()
    criterion.save()
    return criterion
