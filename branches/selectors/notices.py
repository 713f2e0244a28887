"""Reads of supervision notices: the list, what waits for whom, and what a form begins with."""

from __future__ import annotations

import datetime as dt

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from branches.choices import NoticeState
from branches.models import Campaign, Measure, NoticeReply, ProgressEntry, SupervisionNotice

REPLY_DAYS = 7
"""How many days a new notice gives unless somebody says otherwise."""


def visible(user: User) -> QuerySet[SupervisionNotice]:
    """Notices in the scope of ``user``, with what a line about one shows."""
    related = ("rectification__branch", "township", "campaign", "issuer", "measure")
    return SupervisionNotice.objects.visible_to(user).select_related(*related)


def listed(user: User, campaign: Campaign) -> QuerySet[SupervisionNotice]:
    """The notices of ``campaign``, newest first."""
    return visible(user).filter(campaign=campaign).order_by("-issued_on", "-id")


def whole(user: User) -> QuerySet[SupervisionNotice]:
    """As ``visible``, with the replies, the progress they show and its evidence."""
    entries = ProgressEntry.objects.select_related("measure", "author").prefetch_related("evidence")
    replies = NoticeReply.objects.select_related("replied_by", "answered_by").prefetch_related(
        Prefetch("entries", entries.order_by("happened_on", "id"))
    )
    people = ("issued_by", "withdrawn_by", "rectification__campaign")
    return visible(user).select_related(*people).prefetch_related(Prefetch("replies", replies))


def awaiting_reply(user: User, today: dt.date) -> QuerySet[SupervisionNotice]:
    """Notices issued by ``today`` that the township has yet to reply to, the earliest date first."""
    waiting = visible(user).filter(state=NoticeState.AWAITING, issued_on__lte=today)
    return waiting.order_by("due_on", "id")


def overdue_replies(user: User, today: dt.date) -> QuerySet[SupervisionNotice]:
    """Those of them whose date has passed."""
    return awaiting_reply(user, today).filter(due_on__lt=today)


def awaiting_answer(user: User) -> QuerySet[SupervisionNotice]:
    """Replied notices that ``user`` may decide on: issued by his organisation or one below it."""
    replied = visible(user).filter(state=NoticeState.REPLIED).order_by("updated_at", "id")
    return replied.filter(user.organisation.subtree_q("issuer__")) if user.organisation else replied.none()


def progress_since(notice: SupervisionNotice) -> QuerySet[ProgressEntry]:
    """What was logged since the notice was issued, on its measure or in its folder: a reply can show it."""
    entries = ProgressEntry.objects.filter(
        rectification=notice.rectification_id, happened_on__gte=notice.issued_on
    ).select_related("measure")
    return entries.filter(measure=notice.measure_id) if notice.measure_id else entries


def first_words(measure: Measure | None) -> str:
    """What a notice on ``measure`` begins with: how it stands, as the ledger has it. The supervisor edits it freely."""
    if measure is None or measure.is_settled:
        return ""
    standing = f"目前进度{measure.percent}%"
    if measure.due_on and not measure.long_term and measure.days_left < 0:
        standing = f"应于{measure.deadline}完成，已逾期{measure.days_overdue}天，{standing}"
    return f"该项措施{standing}。请说明原因，抓紧推进，并报送推进情况。"
