"""Writes on next steps."""

from __future__ import annotations

from typing import Any

from accounts.audit import service
from accounts.models import User
from branches.models import FollowUpPlan, Measure, Rectification
from branches.services import folder_parts, measures


@service
def add(*, rectification: Rectification, by: User, **values: Any) -> FollowUpPlan:
    """Write a next step into the folder."""
    folder = folder_parts.lock_folder(rectification.pk, by=by)
    if written := folder_parts.written_before(folder.followupplans.all(), values):
        return written
    plan = FollowUpPlan(number=folder_parts.next_number(FollowUpPlan, folder))
    folder_parts.write(plan, folder, values)
    return plan


@service
def edit(*, plan: FollowUpPlan, by: User, version: int | None = None, **values: Any) -> FollowUpPlan:
    """Change a next step. Raises ``StaleVersion`` if it is no longer at ``version``."""
    folder = folder_parts.lock_folder(plan.rectification_id, by=by)
    current = folder_parts.locked(plan, version)
    folder_parts.write(current, folder, values)
    return current


@service
def become_measure(*, plan: FollowUpPlan, by: User) -> Measure:
    """Turn a next step into a measure that begins today; pressed again, the measure that it became already."""
    folder = folder_parts.lock_folder(plan.rectification_id, by=by)
    current = folder_parts.locked(plan, None)
    if current.measure:
        return current.measure
    measure = measures.add(rectification=folder, by=by, title=current.title, description=current.text)
    current.measure = measure
    current.version += 1
    current.save()
    return measure


@service
def remove(*, plan: FollowUpPlan, by: User, version: int | None = None) -> None:
    folder_parts.remove(plan, by=by, version=version)
