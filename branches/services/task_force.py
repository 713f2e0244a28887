"""Writes on the task force."""

from __future__ import annotations

from typing import Any

from accounts.audit import service
from accounts.models import User
from branches.models import Rectification, TaskForceMember
from branches.services import folder_parts


@service
def add(*, rectification: Rectification, by: User, **values: Any) -> TaskForceMember:
    """Name one of the "four ones" or a member of the working group."""
    folder = folder_parts.lock_folder(rectification.pk, by=by)
    if written := folder_parts.written_before(folder.task_force.all(), values):
        return written
    member = TaskForceMember(number=folder_parts.next_number(TaskForceMember, folder))
    folder_parts.write(member, folder, values)
    return member


@service
def edit(*, member: TaskForceMember, by: User, version: int | None = None, **values: Any) -> TaskForceMember:
    """Change a member. Raises ``StaleVersion`` if the row is no longer at ``version``."""
    folder = folder_parts.lock_folder(member.rectification_id, by=by)
    current = folder_parts.locked(member, version)
    folder_parts.write(current, folder, values)
    return current


@service
def remove(*, member: TaskForceMember, by: User, version: int | None = None) -> None:
    folder_parts.remove(member, by=by, version=version)
