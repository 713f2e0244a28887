"""What waits for whom: the lists of "my work", by the same deadlines and states as everywhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.access import Verb
from accounts.models import User
from branches.choices import AMBER_DAYS, EDITABLE_STAGES, ProblemStatus, Stage
from branches.deadlines import latest_start
from branches.models import Campaign, Decision, Measure, Problem, Rectification, SupervisionNotice
from branches.models.deadline import overdue_q
from branches.models.measures import DONE
from branches.selectors import acceptances, look_backs, notices

QUIET_DAYS = 30
"""Without progress for longer than this, an unfinished measure is asked about."""

SHOWN = 50
RETURNS = ("send_back", "reopen")


@dataclass(frozen=True, slots=True)
class Pile:
    """One list; ``kind`` says what its ``rows`` are (measure, problem, folder, notice, acceptance or look_back),
    ``more`` that there are others.
    """

    key: str
    title: str | Promise
    kind: str
    rows: list[Any]
    more: bool


Rows = Callable[[], QuerySet[Any]]


def piles(user: User) -> list[Pile]:
    """The piles on the desk of ``user`` that hold something, the most urgent first. One query or two a pile."""
    found = (
        _pile(key, title, kind, rows())
        for verb, key, title, kind, rows in _candidates(user, timezone.localdate())
        if access.allows(user, verb)
    )
    return [pile for pile in found if pile.rows]


def _candidates(user: User, today: dt.date) -> tuple[tuple[Verb, str, Any, str, Rows], ...]:
    """Every pile: the right that it takes to work it off, its key, title and kind, and how its rows are found."""
    return (
        (Verb.REPLY_NOTICE, "notices", _("Supervision notices to reply to"), "notice",
         lambda: notices.awaiting_reply(user, today)),
        (Verb.LOG_PROGRESS, "returned", _("Sent back to you"), "problem", lambda: returned(user)),
        (Verb.LOG_PROGRESS, "overdue", _("Overdue"), "measure",
         lambda: _unfinished(user).filter(overdue_q(today))),
        (Verb.LOG_PROGRESS, "week", _("Due within 7 days"), "measure", lambda: due_soon(user, today)),
        (Verb.LOG_PROGRESS, "quiet", _("No progress for 30 days"), "measure", lambda: quiet(user, today)),
        (Verb.SUBMIT, "ready", _("Ready to be submitted"), "problem", lambda: ready(user)),
        (Verb.SUBMIT, "apply", _("Ready for acceptance"), "folder", lambda: ready_folders(user)),
        (Verb.ISSUE_NOTICE, "replies", _("Replies to your supervision notices"), "notice",
         lambda: notices.awaiting_answer(user)),
        (Verb.SIGN_OFF, "sign_off", _("Waiting for your sign-off"), "problem",
         lambda: _problems(user, ProblemStatus.PENDING)),
        (Verb.HOLD_ACCEPTANCE, "sign", _("Acceptances for you to sign"), "acceptance",
         lambda: acceptances.awaiting_signature(user)),
        (Verb.HOLD_ACCEPTANCE, "accept", _("Waiting for acceptance"), "folder",
         lambda: acceptances.awaiting_visit(user)),
        (Verb.SIGN_OFF, "confirm", _("Waiting for your confirmation"), "folder", lambda: proposed(user)),
        (Verb.LOOK_BACK, "look_backs", _("Look-backs that are due"), "look_back",
         lambda: look_backs.due(user, today)),
    )  # fmt: skip


def _pile(key: str, title: Any, kind: str, rows: QuerySet[Any]) -> Pile:
    found = list(rows[: SHOWN + 1])
    return Pile(key, title, kind, found[:SHOWN], len(found) > SHOWN)


def _unfinished(user: User) -> QuerySet[Measure]:
    measures = Measure.objects.visible_to(user).filter(
        percent__lt=DONE, rectification__stage__in=EDITABLE_STAGES
    )
    return measures.select_related("rectification__branch").order_by("due_on", "id")


def due_soon(user: User, today: dt.date) -> QuerySet[Measure]:
    """Unfinished measures due from today on within a week."""
    week = (today, today + dt.timedelta(days=AMBER_DAYS))
    return _unfinished(user).filter(due_on__range=week, long_term=False)


def quiet(user: User, today: dt.date) -> QuerySet[Measure]:
    """Unfinished measures that began, and were last heard of, over thirty days ago, and are neither overdue nor due."""
    since = today - dt.timedelta(days=QUIET_DAYS)
    silent = Q(last_progress_on__lt=since) | Q(last_progress_on__isnull=True, starts_on__lt=since)
    soon = today + dt.timedelta(days=AMBER_DAYS)
    later = Q(due_on__isnull=True) | Q(due_on__gt=soon) | Q(long_term=True)
    return _unfinished(user).filter(silent & later)


def returned(user: User) -> QuerySet[Problem]:
    """Problems under rectification whose last decision was a return; ``words`` are those that came with it."""
    last = Decision.objects.filter(problem=OuterRef("pk")).order_by("-id")
    problems = _problems(user, ProblemStatus.RECTIFYING).annotate(
        last_step=Subquery(last.values("step")[:1]), words=Subquery(last.values("comment")[:1])
    )
    return problems.filter(last_step__in=RETURNS, rectification__stage__in=EDITABLE_STAGES)


def ready(user: User) -> QuerySet[Problem]:
    """Problems under rectification that have measures, all of them done and with their outcome."""
    problems = _problems(user, ProblemStatus.RECTIFYING).filter(rectification__stage__in=EDITABLE_STAGES)
    served = Problem.measures.through.objects.filter(problem_id=OuterRef("pk"))
    lacking = served.filter(Q(measure__percent__lt=DONE) | Q(measure__outcome=""))
    return problems.filter(Exists(served), ~Exists(lacking))


def ready_folders(user: User) -> QuerySet[Rectification]:
    """Folders under rectification with nothing left in the way: problems and notices settled, long enough at it."""
    here = {"rectification": OuterRef("pk")}
    open_ = Problem.objects.filter(**here).exclude(status__in=(ProblemStatus.CLOSED, ProblemStatus.LONG_TERM))
    asked = SupervisionNotice.objects.live().filter(**here)
    folders = _folders(user, Stage.RECTIFYING).filter(~Exists(open_), ~Exists(asked), problem_count__gt=0)
    return folders.exclude(_too_short(user))


def _too_short(user: User) -> Q:
    """Folders whose campaign demands a longer rectification; each campaign has its own last day of determination."""
    today = timezone.localdate()
    young = Q(pk__in=())
    for campaign in Campaign.objects.visible_to(user).filter(minimum_months__gt=0):
        latest = latest_start(today, campaign.minimum_months)
        young |= Q(campaign=campaign, determined_on__gt=latest)
    return young


def proposed(user: User) -> QuerySet[Rectification]:
    """Folders that wait for the county to confirm the listing, and have a problem to show."""
    return _folders(user, Stage.PROPOSED).filter(problem_count__gt=0)


def _problems(user: User, status: str) -> QuerySet[Problem]:
    problems = Problem.objects.visible_to(user).filter(status=status)
    return problems.select_related("rectification__branch", "township").order_by("due_on", "id")


def _folders(user: User, stage: str) -> QuerySet[Rectification]:
    folders = Rectification.objects.visible_to(user).filter(stage=stage)
    return folders.select_related("branch", "township").order_by("due_on", "id")
