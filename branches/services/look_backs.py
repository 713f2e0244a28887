"""Writes on look-backs: planned at the sign-off, concluded with findings, or waived with words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.audit import service
from accounts.models import User
from branches.choices import LookBackState, Stage
from branches.deadlines import look_back_days
from branches.models import LookBack, Problem, Rectification
from branches.services import decisions, folder_parts

VOIDED = "该党组织问题反弹、重新整顿，此次回头看不再进行。"
"""What stands under the look-backs that were still ahead when another found a rebound."""


def plan(folder: Rectification, closed_on: dt.date) -> None:
    """Put the look-backs of the consolidation down, as the campaign wants them."""
    campaign = folder.campaign
    for day in look_back_days(closed_on, campaign.consolidation_months, campaign.look_back_months):
        look_back = LookBack(rectification=folder, due_on=day)
        look_back.take_scope(folder)
        look_back.full_clean()
        look_back.save()


@service
def consolidated(*, look_back: LookBack, by: User, text: str, done_on: dt.date | None = None) -> LookBack:
    """The check found that what was achieved has held."""
    _lock(look_back, by)
    return _conclude(look_back, LookBackState.CONSOLIDATED, by, text, done_on)


@service
def rebounded(
    *,
    look_back: LookBack,
    by: User,
    text: str,
    new_due_on: dt.date | None,
    problems: Iterable[Problem] = (),
    done_on: dt.date | None = None,
) -> LookBack:
    """The check found a rebound: the folder goes back to rectification until ``new_due_on``, and ``problems`` reopen.

    The look-backs that were still ahead are void; new ones are planned at the next sign-off.
    """
    folder = _lock(look_back, by)
    current = _conclude(look_back, LookBackState.REBOUNDED, by, text, done_on)
    current.decision = decisions.take_step(
        rectification=folder,
        step="rebound",
        by=by,
        comment=text,
        decided_on=current.done_on,
        new_due_on=new_due_on,
    )
    current.save()
    for problem in problems:
        if problem.rectification_id != folder.pk:
            raise ValidationError({"problems": _("Choose problems of this folder only.")})
        decisions.take_step(problem=problem, step="reopen", by=by, comment=text, decided_on=current.done_on)
    for later in folder.look_backs.open():
        _conclude(later, LookBackState.WAIVED, by, VOIDED, done_on)
    return current


@service
def waive(*, look_back: LookBack, by: User, text: str) -> LookBack:
    """Leave a check out, saying why."""
    _lock(look_back, by)
    return _conclude(look_back, LookBackState.WAIVED, by, text, None)


def _lock(look_back: LookBack, by: User) -> Rectification:
    access.require(by, Verb.LOOK_BACK)
    folder = folder_parts.lock_at_any_stage(look_back.rectification_id, by=by)
    if folder.stage not in {Stage.CLOSED, Stage.CONSOLIDATING}:
        raise PermissionDenied(_("Only a folder that is signed off is looked back at."))
    return folder


def _conclude(
    look_back: LookBack, state: LookBackState, by: User, text: str, day: dt.date | None
) -> LookBack:
    current = folder_parts.locked(look_back, None)
    if not current.is_open:
        raise PermissionDenied(_("This look-back has been concluded already."))
    current.state, current.text, current.done_by = state, text.strip(), by
    current.done_on = day or timezone.localdate()
    if current.done_on > timezone.localdate():
        raise ValidationError({"done_on": _("The date lies in the future.")})
    current.version += 1
    current.full_clean()
    current.save()
    return current
