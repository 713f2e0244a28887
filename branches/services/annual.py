"""Writes on what a folder says for the annual form."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.audit import service
from accounts.models import User
from branches.choices import Stage
from branches.models import Rectification
from branches.services import folder_parts


@service
def record(
    *, rectification: Rectification, by: User, version: int | None = None, **values: Any
) -> Rectification:
    """Set the annual figures of a folder, at any stage before the archive: the year ends after many a sign-off.

    Raises ``StaleVersion`` if the folder is no longer at ``version``.
    """
    access.require(by, Verb.EDIT_CASES)
    folder_parts.lock_at_any_stage(rectification.pk, by=by)
    folder = folder_parts.locked(rectification, version)
    if reason := archived_reason(folder):
        raise PermissionDenied(reason)
    folder.version += 1
    for name, value in values.items():
        setattr(folder, name, value)
    folder.full_clean()
    folder.save()
    return folder


def archived_reason(folder: Rectification) -> str:
    """Why the annual figures may not change any more, in words; empty if they may."""
    if folder.stage != Stage.ARCHIVED:
        return ""
    return _("The folder is archived; its annual figures can no longer be changed.")
