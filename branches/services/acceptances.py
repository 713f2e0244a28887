"""Writes on acceptances: entered by one person, signed or returned by another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.audit import service
from accounts.models import User
from branches.choices import AcceptanceState, AcceptanceVerdict, Stage
from branches.models import Acceptance, AcceptanceScore, Campaign, Rectification
from branches.selectors import schemes
from branches.services import decisions, folder_parts, look_backs

Marks = Mapping[int, Decimal]


@service
def enter(*, rectification: Rectification, by: User, marks: Marks, **values: Any) -> Acceptance:
    """Write down what the visiting group found: ``marks`` by the id of the item, the survey's totals, and words.

    By the scheme in force. Raises ``ValidationError``, or ``PermissionDenied`` where no acceptance was applied for.
    """
    folder = _lock(rectification.pk, by)
    if folder.stage != Stage.ACCEPTANCE:
        raise PermissionDenied(_("Acceptance has not been applied for."))
    if folder.acceptances.filter(state=AcceptanceState.ENTERED).exists():
        raise PermissionDenied(_("There is an acceptance already that waits for its signature."))
    scheme = schemes.in_force(Campaign.objects.locked(folder.campaign_id))
    acceptance = Acceptance(rectification=folder, scheme=scheme, entered_by=by)
    return _write(acceptance, marks, values)


@service
def edit(
    *, acceptance: Acceptance, by: User, marks: Marks, version: int | None = None, **values: Any
) -> Acceptance:
    """Correct what one has entered oneself, before it is signed."""
    _lock(acceptance.rectification_id, by)
    current = _waiting(acceptance, version)
    if current.entered_by_id != by.pk:
        raise PermissionDenied(
            _("Only who entered the scores changes them; you can return them with a reason.")
        )
    current.version += 1
    return _write(current, marks, values)


@service
def sign(
    *,
    acceptance: Acceptance,
    by: User,
    new_due_on: dt.date | None = None,
    signed_on: dt.date | None = None,
    version: int | None = None,
) -> Acceptance:
    """Sign what another has entered: the folder is closed, or goes back with a new deadline, as the rules say.

    ``version`` is that which was read: nobody signs what was changed meanwhile (``StaleVersion``).
    """
    folder = _lock(acceptance.rectification_id, by)
    current = _waiting(acceptance, version)
    if current.entered_by_id == by.pk:
        raise PermissionDenied(_("Who entered the scores does not sign them: another person must sign."))
    passed, day = current.found.passed, signed_on or timezone.localdate()
    current.verdict = AcceptanceVerdict.PASSED if passed else AcceptanceVerdict.FAILED
    _answer(current, AcceptanceState.SIGNED, by, day)
    current.decision = decisions.take_step(
        rectification=folder, step="accept" if passed else "fail", by=by, comment=current.text, decided_on=day,
        new_due_on=None if passed else new_due_on,
    )  # fmt: skip
    current.save()
    if passed:
        look_backs.plan(folder, day)
    return current


@service
def give_back(*, acceptance: Acceptance, by: User, reason: str) -> Acceptance:
    """Return what was entered, saying why; it stays on record, and the group enters anew."""
    _lock(acceptance.rectification_id, by)
    current = _waiting(acceptance, None)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, in a few words.")})
    current.reason = reason.strip()
    _answer(current, AcceptanceState.RETURNED, by, timezone.localdate())
    return current


def _lock(folder_id: int, by: User) -> Rectification:
    access.require(by, Verb.HOLD_ACCEPTANCE)
    return folder_parts.lock_at_any_stage(folder_id, by=by)


def _waiting(acceptance: Acceptance, version: int | None) -> Acceptance:
    current = folder_parts.locked(acceptance, version)
    if current.state != AcceptanceState.ENTERED:
        raise PermissionDenied(
            _("The acceptance is at “%(state)s”: somebody may have acted on it already.")
            % {"state": current.get_state_display()}
        )
    return current


def _answer(acceptance: Acceptance, state: AcceptanceState, by: User, day: dt.date) -> None:
    acceptance.state, acceptance.answered_by, acceptance.answered_on = state, by, day
    acceptance.version += 1
    acceptance.full_clean()
    acceptance.save()


def _write(acceptance: Acceptance, marks: Marks, values: dict[str, Any]) -> Acceptance:
    for name, value in values.items():
        setattr(acceptance, name, value)
    _check(acceptance, marks)
    acceptance.full_clean()
    acceptance.save()
    acceptance.scores.all().delete()
    for item in acceptance.scheme.items.all():
        score = AcceptanceScore(acceptance=acceptance, item=item, marks=marks[item.pk])
        score.full_clean()
        score.save()
    return acceptance


def _check(acceptance: Acceptance, marks: Marks) -> None:
    """Marks for all items of the scheme and no others, none above its full marks; a survey where a rule asks for it."""
    wrong: dict[str, Any] = {}
    items = {item.pk: item for item in acceptance.scheme.items.all()}
    if set(marks) != set(items):
        raise ValidationError(_("The scheme has changed since the form was opened; look at the items again."))
    for pk, item in items.items():
        if marks[pk] > item.full_marks:
            wrong[f"marks_{pk}"] = _("At most %(full)d marks.") % {"full": item.full_marks}
    if acceptance.held_on > timezone.localdate():
        wrong["held_on"] = _("The date lies in the future.")
    if acceptance.scheme.rules.ask_for_survey and not acceptance.returned:
        wrong["returned"] = _("The scheme has a rule on the survey; enter its totals.")
    if wrong:
        raise ValidationError(wrong)
