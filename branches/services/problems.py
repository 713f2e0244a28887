"""Writes on problems."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import service
from accounts.models import User
from branches.choices import ProblemStatus
from branches.models import Problem, Rectification
from branches.services import folder_parts


@service
def add(*, rectification: Rectification, by: User, **values: Any) -> Problem:
    """Write a new problem into the folder; ``number`` follows the last one unless given."""
    folder = folder_parts.lock_folder(rectification.pk, by=by)
    if written := folder_parts.written_before(folder.problems.all(), values):
        return written
    problem = Problem(number=folder_parts.next_number(Problem, folder), found_on=timezone.localdate())
    folder_parts.write(problem, folder, folder_parts.labelled(values))
    return problem


@service
def edit(*, problem: Problem, by: User, version: int | None = None, **values: Any) -> Problem:
    """Change a problem. Raises ``StaleVersion`` if it is no longer at ``version``."""
    folder = folder_parts.lock_folder(problem.rectification_id, by=by)
    current = folder_parts.locked(problem, version)
    check_unsettled(current)
    folder_parts.write(current, folder, folder_parts.labelled(values))
    return current


@service
def remove(*, problem: Problem, by: User, version: int | None = None) -> None:
    """Delete a problem without files or comments; causes and measures that were linked to it stay."""
    folder_parts.lock_folder(problem.rectification_id, by=by)
    check_unsettled(folder_parts.locked(problem, version))
    folder_parts.check_bare(problem)
    folder_parts.remove(problem, by=by, version=version)


def check_unsettled(problem: Problem) -> None:
    """Raise ``PermissionDenied`` with the reason if the problem waits for a decision or has had it."""
    if problem.status not in {ProblemStatus.OPEN, ProblemStatus.RECTIFYING}:
        raise PermissionDenied(
            _("The problem is “%(status)s”; it must be sent back or reopened before it can be changed.")
            % {"status": problem.get_status_display()}
        )
