"""Writes on causes."""

from __future__ import annotations

from typing import Any

from accounts.audit import service
from accounts.models import User
from branches.models import Cause, Rectification
from branches.services import folder_parts


@service
def add(*, rectification: Rectification, by: User, **values: Any) -> Cause:
    """Write a new cause into the folder; ``problems`` are those it explains, maybe none."""
    folder = folder_parts.lock_folder(rectification.pk, by=by)
    if written := folder_parts.written_before(folder.causes.all(), values):
        return written
    cause = Cause(number=folder_parts.next_number(Cause, folder))
    folder_parts.write(cause, folder, folder_parts.labelled(values))
    return cause


@service
def edit(*, cause: Cause, by: User, version: int | None = None, **values: Any) -> Cause:
    """Change a cause. Raises ``StaleVersion`` if it is no longer at ``version``."""
    folder = folder_parts.lock_folder(cause.rectification_id, by=by)
    current = folder_parts.locked(cause, version)
    folder_parts.write(current, folder, folder_parts.labelled(values))
    return current


@service
def remove(*, cause: Cause, by: User, version: int | None = None) -> None:
    folder_parts.remove(cause, by=by, version=version)
