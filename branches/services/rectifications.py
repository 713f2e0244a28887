"""Writes on the folder itself."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.audit import service
from accounts.models import User
from branches.models import Branch, Campaign, Rectification
from branches.services import folder_parts, rollups


@service
def open_folder(*, branch: Branch, campaign: Campaign, by: User, **values: Any) -> Rectification:
    """Open the folder of ``branch`` in ``campaign``; it stands at "proposed" until the county confirms."""
    access.require(by, Verb.OPEN_FOLDER)
    if not Branch.objects.visible_to(by).filter(pk=branch.pk).exists():
        raise PermissionDenied(_("This branch is outside your organisation."))
    folder = Rectification(branch=branch, campaign=campaign)
    folder.take_scope(branch)
    _write(folder, values)
    return folder


@service
def edit(
    *, rectification: Rectification, by: User, version: int | None = None, **values: Any
) -> Rectification:
    """Change dates, criteria and goal. Raises ``StaleVersion`` if the folder is no longer at ``version``."""
    folder_parts.lock_folder(rectification.pk, by=by)
    folder = folder_parts.locked(rectification, version)
    folder.version += 1
    _write(folder, values)
    return folder


def _write(folder: Rectification, values: dict[str, Any]) -> None:
    criteria = values.pop("criteria", None)
    before = {"deadline": folder.deadline, "due_on": folder.due_on}
    for name, value in values.items():
        setattr(folder, name, value)
    folder_parts.settle_deadline(folder, before, year=folder.campaign.year)
    folder.full_clean()
    folder.save()
    if criteria is not None:
        if any(criterion.campaign_id != folder.campaign_id for criterion in criteria):
            raise ValidationError({"criteria": _("Choose criteria of this campaign only.")})
        folder.criteria.set(criteria)
    rollups.refresh(folder)
