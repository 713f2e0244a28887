"""What waits for whom: the lists of "my work", by the same deadlines and states as everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.access import Verb
from accounts.models import User
from branches.choices import EDITABLE_STAGES, SETTLED, ProblemStatus, Stage
from branches.deadlines import latest_start
from branches.models import (
    Campaign,
    CommentMention,
    Decision,
    Evidence,
    Measure,
    Problem,
    Rectification,
    SupervisionNotice,
)
from branches.models.measures import DONE
from branches.selectors import acceptances, deadlines, look_backs, notices

SHOWN = 50
RETURNS = ("send_back", "reopen")


@dataclass(frozen=True, slots=True)
class Pile:
    """One list; ``kind`` says what its ``rows`` are (measure, problem, folder, comment, notice, acceptance,
    look_back or report), ``more`` that there are others.
    """

    key: str
    title: str | Promise
    kind: str
    rows: list[Any]
    more: bool


Rows = Callable[[], QuerySet[Any]]
Candidate = tuple[Verb, str, Any, str, Rows]
_others: list[Callable[[User], tuple[Candidate, ...]]] = []


def piles_of(candidates: Callable[[User], tuple[Candidate, ...]]) -> Callable[[User], tuple[Candidate, ...]]:
    """Mark a function of an app above that gives further piles; its module is imported by that app's ``ready``."""
    _others.append(candidates)
    return candidates


def piles(user: User) -> list[Pile]:
    """The piles on the desk of ``user`` that hold something, the most urgent first. One query or two a pile."""
    found = (_pile(key, title, kind, rows()) for key, title, kind, rows in _allowed(user))
    return [pile for pile in found if pile.rows]


def counts(user: User) -> dict[str, int]:
    """How many lines lie on each pile of ``user`` that holds something, in the order of the piles."""
    found = {key: rows().count() for key, _title, _kind, rows in _allowed(user)}
    return {key: count for key, count in found.items() if count}


def titles(user: User) -> dict[str, Any]:
    """What the piles are called that the role of ``user`` has."""
    return {key: title for key, title, _kind, _rows in _allowed(user)}


def _allowed(user: User) -> Iterator[tuple[str, Any, str, Rows]]:
    found = (*_candidates(user), *(pile for others in _others for pile in others(user)))
    return (pile[1:] for pile in found if access.allows(user, pile[0]))


def _candidates(user: User) -> tuple[Candidate, ...]:
    """Every pile: the right that it takes to work it off, its key, title and kind, and how its rows are found."""
    today = timezone.localdate()
    return (
        (Verb.VIEW_CASES, "mentions", _("Comments that mention you"), "comment", lambda: mentions(user)),
        (Verb.REPLY_NOTICE, "notices", _("Supervision notices to reply to"), "notice",
         lambda: notices.awaiting_reply(user, today)),
        (Verb.LOG_PROGRESS, "returned", _("Sent back to you"), "problem", lambda: returned(user)),
        (Verb.LOG_PROGRESS, "overdue", _("Overdue"), "measure",
         lambda: _measures(user, deadlines.overdue_measures())),
        (Verb.LOG_PROGRESS, "week", _("Due within 7 days"), "measure",
         lambda: _measures(user, deadlines.measures_due_soon())),
        (Verb.LOG_PROGRESS, "quiet", _("No progress for 30 days"), "measure", lambda: quiet(user)),
        (Verb.SUBMIT, "ready", _("Ready to be submitted"), "problem", lambda: ready(user)),
        (Verb.SUBMIT, "apply", _("Ready for acceptance"), "folder", lambda: ready_folders(user)),
        (Verb.ISSUE_NOTICE, "replies", _("Replies to your supervision notices"), "notice",
         lambda: notices.awaiting_answer(user)),
        (Verb.SIGN_OFF, "asked", _("Reopening asked for"), "problem", lambda: asked(user)),
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


def _measures(user: User, condition: Q) -> QuerySet[Measure]:
    measures = Measure.objects.visible_to(user).filter(condition)
    return measures.select_related("rectification__branch").order_by("due_on", "id")


def quiet(user: User) -> QuerySet[Measure]:
    """Measures without progress for thirty days that lie on no other pile: neither overdue nor due."""
    elsewhere = deadlines.overdue_measures() | deadlines.measures_due_soon()
    return _measures(user, deadlines.quiet_measures()).exclude(elsewhere)


def returned(user: User) -> QuerySet[Problem]:
    """Problems under rectification whose last decision was a return; ``words`` are those that came with it."""
    problems = _with_last_words(_problems(user, ProblemStatus.RECTIFYING))
    return problems.filter(last_step__in=RETURNS, rectification__stage__in=EDITABLE_STAGES)


def asked(user: User) -> QuerySet[Problem]:
    """Settled problems whose last decision is the wish to reopen them; ``words`` say why."""
    return _with_last_words(_problems(user, *SETTLED)).filter(last_step="ask_reopening")


def mentions(user: User) -> QuerySet[CommentMention]:
    """What the user has not read yet of that which was said to him, the newest first."""
    unread = CommentMention.objects.visible_to(user).filter(
        person=user, read_at=None, comment__withdrawn_at=None
    )
    related = ("comment__author", "comment__problem", "comment__measure", "comment__rectification__branch")
    return unread.select_related(*related).order_by("-id")


def _with_last_words(problems: QuerySet[Problem]) -> Any:
    """``last_step`` and ``words`` of the newest decision on each."""
    last = Decision.objects.filter(problem=OuterRef("pk")).order_by("-id")
    return problems.annotate(
        last_step=Subquery(last.values("step")[:1]), words=Subquery(last.values("comment")[:1])
    )


def ready(user: User) -> QuerySet[Problem]:
    """Problems under rectification that have measures, all done, with their outcome and the evidence asked for."""
    problems = _problems(user, ProblemStatus.RECTIFYING).filter(rectification__stage__in=EDITABLE_STAGES)
    served = Problem.measures.through.objects.filter(problem_id=OuterRef("pk"))
    files = Evidence.objects.standing()
    measure = OuterRef("measure_id")
    bare = ~Exists(files.filter(measure=measure)) & ~Exists(files.filter(entry__measure=measure))
    unshown = Q(measure__rectification__campaign__asks_for_evidence=True) & bare
    lacking = served.filter(Q(measure__percent__lt=DONE) | Q(measure__outcome="") | unshown)
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


def _problems(user: User, *statuses: str) -> QuerySet[Problem]:
    problems = Problem.objects.visible_to(user).filter(status__in=statuses)
    return problems.select_related("rectification__branch", "township").order_by("due_on", "id")


def _folders(user: User, stage: str) -> QuerySet[Rectification]:
    folders = Rectification.objects.visible_to(user).filter(stage=stage)
    return folders.select_related("branch", "township").order_by("due_on", "id")
