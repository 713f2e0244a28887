"""Writes on supervision notices: issue, reply, accept the reply or ask again, withdraw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Verb
from accounts.audit import service
from accounts.models import User
from branches.choices import NoticeState
from branches.models import Campaign, Measure, NoticeReply, ProgressEntry, Rectification, SupervisionNotice
from branches.services import folder_parts, measures, rollups


@service
def issue(
    *,
    rectification: Rectification,
    by: User,
    text: str,
    due_on: dt.date,
    measure: Measure | None = None,
    issued_on: dt.date | None = None,
    key: UUID | None = None,
) -> SupervisionNotice:
    """Issue a notice on ``measure``, or on the folder as a whole, to be replied to by ``due_on``.

    It takes the next number of its campaign and of the organisation of ``by``. What comes with a ``key`` that was
    issued already is not issued again: the first notice is returned.
    """
    folder = folder_parts.lock_folder(rectification.pk, by=by, verb=Verb.ISSUE_NOTICE)
    if key and (issued := SupervisionNotice.objects.filter(key=key, issued_by=by).first()):
        return issued
    if measure and not folder.measures.filter(pk=measure.pk).exists():
        raise ValidationError({"measure": _("Choose a measure of this folder.")})
    campaign = Campaign.objects.locked(folder.campaign_id)
    notice = SupervisionNotice(
        rectification=folder, campaign=campaign, issuer=by.organisation, measure=measure, text=text.strip(),
        due_on=due_on, issued_on=issued_on or timezone.localdate(), issued_by=by, key=key,
    )  # fmt: skip
    notice.take_scope(folder)
    notice.number = _next_number(notice)
    notice.full_clean()
    notice.save()
    return notice


def _next_number(notice: SupervisionNotice) -> int:
    run = SupervisionNotice.objects.filter(campaign=notice.campaign, issuer=notice.issuer)
    return (run.aggregate(last=Max("number"))["last"] or 0) + 1


@service
def reply(
    *,
    notice: SupervisionNotice,
    by: User,
    text: str,
    entries: Iterable[ProgressEntry] = (),
    measure: Measure | None = None,
    progress: Mapping[str, Any] | None = None,
    replied_on: dt.date | None = None,
) -> NoticeReply:
    """Reply in words, showing ``entries`` that were logged before, and ``progress`` that is logged with it.

    ``progress`` is what ``measures.log_progress`` takes, on ``measure`` or on the one that the notice is about.
    """
    folder = folder_parts.lock_folder(notice.rectification_id, by=by, verb=Verb.REPLY_NOTICE)
    shown = list(entries)
    if said := _said_before(notice, by, text, progress, shown):
        if progress:  # one photo more may come with the same words
            _log(folder, said.notice.measure or measure, by, progress)
        return said
    current = _at(notice, NoticeState.AWAITING)
    if any(entry.rectification_id != folder.pk for entry in shown):
        raise ValidationError({"entries": _("Choose progress of this folder only.")})
    if progress:
        shown.append(_log(folder, current.measure or measure, by, progress))
    answer = NoticeReply(
        notice=current, due_on=current.due_on, text=text.strip(), replied_by=by,
        replied_on=replied_on or timezone.localdate(),
    )  # fmt: skip
    answer.full_clean()
    answer.save()
    answer.entries.set(shown)
    _move(current, NoticeState.REPLIED)
    rollups.refresh(folder)
    return answer


def _said_before(
    notice: SupervisionNotice,
    by: User,
    text: str,
    progress: Mapping[str, Any] | None,
    shown: list[ProgressEntry],
) -> NoticeReply | None:
    """The reply that waits for a decision, if ``by`` gave it in these words, with that progress and those entries."""
    replies = notice.replies.filter(is_accepted=None, replied_by=by, text=text.strip())
    if progress:
        replies = replies.filter(entries__key=progress["key"]) if progress.get("key") else replies.none()
    said = replies.first()
    return said if said and set(shown) <= set(said.entries.all()) else None


def _log(
    folder: Rectification, measure: Measure | None, by: User, progress: Mapping[str, Any]
) -> ProgressEntry:
    if measure is None or measure.rectification_id != folder.pk:
        raise ValidationError({"measure": _("Choose the measure that the progress belongs to.")})
    return measures.log_progress(measure=measure, by=by, **progress)


@service
def accept_reply(
    *, notice: SupervisionNotice, by: User, answer: str = "", answered_on: dt.date | None = None
) -> SupervisionNotice:
    """Take the reply as sufficient; the notice is settled."""
    current, waiting = _to_answer(notice, by)
    _answer(waiting, by, answer, answered_on, is_accepted=True)
    return _move(current, NoticeState.SETTLED)


@service
def ask_again(
    *,
    notice: SupervisionNotice,
    by: User,
    answer: str,
    due_on: dt.date,
    answered_on: dt.date | None = None,
) -> SupervisionNotice:
    """Say what is still wanted, and by when; the notice waits for a reply again."""
    current, waiting = _to_answer(notice, by)
    day = answered_on or timezone.localdate()
    if due_on < day:
        raise ValidationError({"due_on": _("The new date lies in the past.")})
    _answer(waiting, by, answer, day, is_accepted=False)
    current.due_on = due_on
    return _move(current, NoticeState.AWAITING)


@service
def withdraw(*, notice: SupervisionNotice, by: User, reason: str) -> SupervisionNotice:
    """Take a notice back, saying why; its number is not given again."""
    folder_parts.lock_folder(notice.rectification_id, by=by, verb=Verb.ISSUE_NOTICE)
    current = _at(notice, NoticeState.AWAITING, NoticeState.REPLIED)
    check_issuer(current, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is withdrawn.")})
    current.reason, current.withdrawn_by = reason.strip(), by
    return _move(current, NoticeState.WITHDRAWN)


def check_issuer(notice: SupervisionNotice, by: User) -> None:
    """Raise ``PermissionDenied`` unless ``by`` sits in the organisation that issued ``notice``, or above it."""
    if by.organisation_id not in notice.issuer.lineage_ids:
        raise PermissionDenied(
            _("This notice was issued by %(issuer)s, which decides on it.") % {"issuer": notice.issuer}
        )


def _at(notice: SupervisionNotice, *states: str) -> SupervisionNotice:
    current = folder_parts.locked(notice, None)
    if current.state not in states:
        raise PermissionDenied(
            _("The notice is at “%(state)s”: somebody may have acted on it already.")
            % {"state": current.get_state_display()}
        )
    return current


def _to_answer(notice: SupervisionNotice, by: User) -> tuple[SupervisionNotice, NoticeReply]:
    folder_parts.lock_folder(notice.rectification_id, by=by, verb=Verb.ISSUE_NOTICE)
    current = _at(notice, NoticeState.REPLIED)
    check_issuer(current, by)
    waiting = current.replies.get(is_accepted=None)
    if waiting.replied_by_id == by.pk:
        raise PermissionDenied(_("Who replied does not accept the reply: another person must decide."))
    return current, waiting


def _answer(waiting: NoticeReply, by: User, words: str, day: dt.date | None, *, is_accepted: bool) -> None:
    if not is_accepted and not words.strip():
        raise ValidationError({"answer": _("Say what is still wanted.")})
    waiting.is_accepted, waiting.answer = is_accepted, words.strip()
    waiting.answered_by, waiting.answered_on = by, day or timezone.localdate()
    waiting.full_clean()
    waiting.save()


def _move(notice: SupervisionNotice, state: NoticeState) -> SupervisionNotice:
    notice.state = state
    notice.version += 1
    notice.full_clean()
    notice.save()
    return notice
