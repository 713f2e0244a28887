"""The one service that moves a problem or a folder from state to state, and keeps the record."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import access
from accounts.audit import service
from accounts.models import User
from branches.choices import OPEN_STAGES, SETTLED
from branches.deadlines import phrase_for
from branches.models import Decision, Problem, Rectification
from branches.selectors.missing import missing_for
from branches.selectors.steps import state_of, transitions_for
from branches.services import folder_parts, rollups
from branches.transitions import Transition


@service
def take_step(
    *,
    by: User,
    step: str,
    problem: Problem | None = None,
    rectification: Rectification | None = None,
    comment: str = "",
    decided_on: dt.date | None = None,
    new_due_on: dt.date | None = None,
) -> Decision:
    """Take ``step`` on ``problem``, or on ``rectification`` if no problem is given.

    Raises ``PermissionDenied`` (role, scope, state, four eyes) or ``ValidationError`` (words, deadline or
    something else is missing).
    """
    folder = _lock(problem.rectification_id if problem else rectification.pk, by)  # type: ignore[union-attr]
    subject = folder_parts.locked(problem, None) if problem else folder
    row = _row(subject, step)
    access.require(by, row.verb)
    _check_eyes(row, folder, problem, by)
    _check_complete(row, subject, comment, new_due_on)
    day = decided_on or timezone.localdate()
    decision = Decision(
        rectification=folder,
        problem=problem,
        step=step,
        from_state=state_of(subject),
        to_state=row.target,
        comment=comment.strip(),
        by=by,
        decided_on=day,
    )
    decision.full_clean()
    decision.save()
    _move(subject, row, day, new_due_on)
    rollups.refresh(folder)
    return decision


def drafted_start(*, problem: Problem, folder: Rectification, by: User, decided_on: dt.date) -> Decision:
    """Set ``problem``, of the locked ``folder``, to "started"; the caller saves it and the decision among many."""
    row = _row(problem, "start")
    access.require(by, row.verb)
    decision = Decision(
        rectification=folder, problem=problem, step=row.step, from_state=problem.status, to_state=row.target,
        by=by, decided_on=decided_on,
    )  # fmt: skip
    problem.status = row.target
    return decision


def _lock(folder_id: int, by: User) -> Rectification:
    folder = Rectification.objects.visible_to(by).select_for_update().filter(pk=folder_id).first()
    if folder is None:
        raise PermissionDenied(_("This folder is outside your organisation."))
    return folder


def _row(subject: Problem | Rectification, step: str) -> Transition:
    for row in transitions_for(subject):
        if row.step == step and state_of(subject) in row.sources:
            return row
    raise PermissionDenied(_("This step is not possible now: somebody may have taken it already."))


def _check_eyes(row: Transition, folder: Rectification, problem: Problem | None, by: User) -> None:
    last = Decision.objects.filter(rectification=folder, problem=problem).order_by("-id").first()
    if row.other_person and last and last.by_id == by.pk:
        raise PermissionDenied(_("Who submitted does not sign off: another person must decide."))


def _check_complete(
    row: Transition, subject: Problem | Rectification, comment: str, new_due_on: dt.date | None
) -> None:
    if missing := missing_for(row, subject):
        raise ValidationError(missing)
    if row.needs_comment and not comment.strip():
        raise ValidationError({"comment": _("Say why, in a few words.")})
    if row.new_deadline and (new_due_on is None or new_due_on <= timezone.localdate()):
        raise ValidationError({"new_due_on": _("Give a new deadline that lies in the future.")})


def _move(
    subject: Problem | Rectification, row: Transition, day: dt.date, new_due_on: dt.date | None
) -> None:
    if isinstance(subject, Problem):
        subject.status = row.target
        subject.closed_on = day if row.target in SETTLED else None
    else:
        subject.stage = row.target
        subject.closed_on = None if row.target in OPEN_STAGES else (subject.closed_on or day)
        if new_due_on:
            subject.due_on, subject.deadline = new_due_on, phrase_for(new_due_on)
    subject.version += 1
    subject.save()
