"""The one service that moves a problem or a folder from state to state, and keeps the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import access
from accounts.audit import service
from accounts.models import User
from branches.choices import OPEN_STAGES, SETTLED
from branches.deadlines import phrase_for
from branches.models import Decision, Problem, Rectification
from branches.selectors import signed
from branches.selectors.missing import missing_for
from branches.selectors.steps import leads_on, state_of, transitions_for
from branches.services import folder_parts, rollups
from branches.transitions import SUBMISSIONS, Transition


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
    version: int | None = None,
) -> Decision:
    """Take ``step`` on ``problem``, or on ``rectification`` if no problem is given.

    Raises ``PermissionDenied`` (role, scope, state, frozen folder, four eyes), ``ValidationError`` (words, deadline or
    something else is missing) or ``StaleVersion`` if the problem is no longer at ``version``.
    """
    folder_id = problem.rectification_id if problem else rectification.pk  # type: ignore[union-attr]
    folder = folder_parts.lock_at_any_stage(folder_id, by=by)
    record = list(Decision.objects.filter(rectification=folder, problem=problem).order_by("-id"))
    last = record[0] if record else None
    if last and (last.step, last.by_id, last.comment) == (step, by.pk, comment.strip()):
        # A second press, or the back button: this very decision stands already.
        return last
    if problem and (reason := folder_parts.frozen_reason(folder)):
        raise PermissionDenied(reason)
    subject = folder_parts.locked(problem, version) if problem else folder
    row = check(subject, step, record=record, comment=comment, new_due_on=new_due_on, by=by)
    day = decided_on or timezone.localdate()
    decision = Decision(
        rectification=folder,
        problem=problem,
        step=step,
        from_state=state_of(subject),
        to_state=row.target or state_of(subject),
        comment=comment.strip(),
        by=by,
        decided_on=day,
    )
    if row.signs and isinstance(subject, Problem):
        decision.signed = signed.content_of(subject)
        decision.signed_hash = signed.fingerprint(decision.signed)
    decision.full_clean()
    decision.save()
    if row.target:
        _move(subject, row, day, new_due_on)
    rollups.refresh(folder)
    return decision


def check(
    subject: Problem | Rectification,
    step: str,
    *,
    record: Iterable[Decision],
    by: User,
    comment: str = "",
    new_due_on: dt.date | None = None,
) -> Transition:
    """The row of the table by which ``by`` may take ``step`` on ``subject`` after the ``record``, newest first.

    Raises what ``take_step`` raises; asked by it, and before it by whoever shows what would happen.
    """
    row = _row(subject, step)
    access.require(by, row.verb)
    submitted = next((decision for decision in record if decision.step in SUBMISSIONS), None)
    if row.other_person and submitted and submitted.by_id == by.pk:
        raise PermissionDenied(_("Who submitted does not sign off: another person must decide."))
    _check_complete(row, subject, comment, new_due_on)
    return row


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


def _row(subject: Problem | Rectification, step: str) -> Transition:
    for row in transitions_for(subject):
        if row.step == step and leads_on(row, subject):
            return row
    raise PermissionDenied(_("This step is not possible now: somebody may have taken it already."))


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
