"""Which steps a user is offered on a report, and what stands in their way."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from reports.choices import ReportState
from reports.models import Report, ReportDecision
from reports.selectors import rights
from reports.selectors.missing import missing_for
from reports.transitions import TRANSITIONS, Transition


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that the role of the user carries; ``missing`` says what is lacking, empty if it can be taken."""

    transition: Transition
    missing: tuple[str, ...]


def offers(report: Report, user: User) -> list[Offer]:
    """The steps to draw as buttons for ``user``, in the order of the table."""
    return [
        Offer(row, tuple(in_the_way(row, report, user)))
        for row in TRANSITIONS
        if not row.is_outcome and report.state in row.sources and rights.allows(user, row.verb, report)
    ]


def in_the_way(row: Transition, report: Report, user: User) -> list[str]:
    """Everything that keeps ``user`` from the step, in words."""
    found = missing_for(row, report)
    if row.other_person and has_a_hand_in_it(report, user):
        found.append(_("Who wrote or submitted it does not approve it: another person must decide."))
    return found


def has_a_hand_in_it(report: Report, user: User) -> bool:
    """Whether ``user`` has written on the report or submitted it."""
    if report.created_by_id == user.pk or report.writers.filter(pk=user.pk).exists():
        return True
    submitted: ReportDecision | None = report.decisions.filter(step="submit").first()
    return submitted is not None and submitted.by_id == user.pk


def fixed_reason(report: Report) -> str:
    """Why the text may not change in this state, in words; empty if it may."""
    if report.state == ReportState.DRAFT:
        return ""
    words = {"state": report.get_state_display()}
    if report.is_frozen:
        return (
            _("The report is in the state “%(state)s” and fixed; begin a new version to change it.") % words
        )
    return _("The report is in the state “%(state)s”; have it returned or take it back to change it.") % words
