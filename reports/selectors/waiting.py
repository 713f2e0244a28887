"""What waits for whom among the reports: two piles of "my work"."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.access import Verb
from accounts.models import User
from branches.selectors import work
from branches.selectors.work import Candidate
from reports.choices import ReportState
from reports.models import Report, ReportDecision


@work.piles_of
def candidates(user: User) -> tuple[Candidate, ...]:
    """Of one's own organisation: whoever writes or approves reports there may do so for its summaries at least."""
    return (
        (Verb.WRITE_SUMMARY, "reports_returned", _("Reports returned to you"), "report", lambda: returned(user)),
        (Verb.WRITE_SUMMARY, "reports_issue", _("Reports to issue"), "report", lambda: approved(user)),
        (Verb.APPROVE_SUMMARY, "reports_approve", _("Reports waiting for your approval"), "report",
         lambda: submitted(user)),
    )  # fmt: skip


def returned(user: User) -> QuerySet[Report]:
    """Drafts of ``user`` that came back; ``words`` say why."""
    last = ReportDecision.objects.filter(report=OuterRef("pk")).order_by("-id")
    drafts: Any = _reports(user, ReportState.DRAFT)
    mine = Q(created_by=user) | Q(pk__in=Report.objects.filter(writers=user).values("pk"))
    return drafts.filter(mine).annotate(
        last_step=Subquery(last.values("step")[:1]), words=Subquery(last.values("comment")[:1])
    ).filter(last_step="send_back")  # fmt: skip


def approved(user: User) -> QuerySet[Report]:
    return _reports(user, ReportState.APPROVED)


def submitted(user: User) -> QuerySet[Report]:
    """What another person has written and submitted."""
    own = ReportDecision.objects.filter(step="submit", by=user, report__state=ReportState.SUBMITTED)
    waiting = _reports(user, ReportState.SUBMITTED).exclude(created_by=user).exclude(writers=user)
    return waiting.exclude(pk__in=own.values("report"))


def _reports(user: User, state: str) -> QuerySet[Report]:
    own = Report.objects.visible_to(user).filter(organisation=user.organisation_id)
    found = own.filter(state=state).defer("tree")
    return found.select_related("organisation", "created_by", "rectification__branch").order_by(
        "updated_at", "id"
    )
