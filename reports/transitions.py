"""Which step leads a report from which state to which, who may take it, and what must be complete before.

The one table behind the buttons and behind the service that takes a step. Leaf: rows, no queries.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import Verb
from reports.choices import ReportState


@dataclass(frozen=True, slots=True)
class Transition:
    """One row. ``requires`` names checks of ``selectors.missing``; ``other_person`` is the four-eyes rule: nobody who
    wrote or submitted; ``icon`` and ``question`` are what the button and its page show; ``is_outcome``: the step has no
    button of its own, it is what the issue of a new version leads to.
    """

    step: str
    label: str | Promise
    sources: tuple[str, ...]
    target: str
    verb: Verb
    icon: str = "check"
    question: str | Promise = ""
    needs_comment: bool = False
    requires: tuple[str, ...] = ()
    other_person: bool = False
    is_outcome: bool = False


TRANSITIONS = (
    Transition(
        "submit",
        _("Submit for approval"),
        (ReportState.DRAFT,),
        ReportState.SUBMITTED,
        Verb.WRITE_REPORT,
        icon="send",
        question=_("Nobody can change the text until it is returned or taken back."),
        requires=("has_text", "filled_in", "head_complete", "printable"),
    ),
    Transition(
        "approve",
        _("Approve"),
        (ReportState.SUBMITTED,),
        ReportState.APPROVED,
        Verb.APPROVE_REPORT,
        icon="rubber-stamp",
        question=_("You vouch for the text as it stands; it can then be issued."),
        other_person=True,
    ),
    Transition(
        "send_back",
        _("Return it"),
        (ReportState.SUBMITTED, ReportState.APPROVED),
        ReportState.DRAFT,
        Verb.APPROVE_REPORT,
        icon="arrow-back-up",
        needs_comment=True,
    ),
    Transition(
        "take_back",
        _("Take back"),
        (ReportState.SUBMITTED,),
        ReportState.DRAFT,
        Verb.WRITE_REPORT,
        icon="arrow-back-up",
        question=_("It becomes a draft again and has to be submitted anew."),
    ),
    Transition(
        "issue",
        _("Issue the report"),
        (ReportState.APPROVED,),
        ReportState.ISSUED,
        Verb.WRITE_REPORT,
        icon="file-check",
        question=_(
            "It is given its number, and the text is fixed for good; PDF and Word are kept as they are."
        ),
        requires=("printable",),
    ),
    Transition(
        "supersede",
        _("Replace"),
        (ReportState.ISSUED,),
        ReportState.SUPERSEDED,
        Verb.WRITE_REPORT,
        is_outcome=True,
    ),
    Transition(
        "void",
        _("Void"),
        (ReportState.ISSUED,),
        ReportState.VOIDED,
        Verb.APPROVE_REPORT,
        icon="ban",
        question=_("It stays on record with its number, marked as void; it cannot be made valid again."),
        needs_comment=True,
    ),
)
