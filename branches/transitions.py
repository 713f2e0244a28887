"""Which step leads from which state to which, who may take it, and what must be complete before.

The one table behind the buttons and behind the service that takes a step. Leaf: rows, no queries.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import Verb
from branches.choices import SETTLED, ProblemStatus, Stage


@dataclass(frozen=True, slots=True)
class Transition:
    """One row. Without a ``target`` the state stays: the step puts words on record. ``requires`` names checks of
    ``selectors.missing``; ``other_person`` is the four-eyes rule: not whoever submitted; ``new_deadline`` asks for a
    later date (a failed acceptance); ``signs`` keeps what was vouched for; ``answers`` names the step that must have
    been the last one; ``is_outcome``: the step has no button of its own, it is what a signed acceptance or a look-back
    leads to.
    """

    step: str
    label: str | Promise
    sources: tuple[str, ...]
    target: str
    verb: Verb
    needs_comment: bool = False
    requires: tuple[str, ...] = ()
    other_person: bool = False
    new_deadline: bool = False
    signs: bool = False
    answers: str = ""
    is_outcome: bool = False


PROBLEM_TRANSITIONS = (
    Transition("start", _("Start"), (ProblemStatus.OPEN,), ProblemStatus.RECTIFYING, Verb.LOG_PROGRESS),
    Transition(
        "submit",
        _("Apply for sign-off"),
        (ProblemStatus.RECTIFYING,),
        ProblemStatus.PENDING,
        Verb.SUBMIT,
        requires=("has_measure", "measures_done", "outcomes_written", "evidence_kept"),
    ),
    Transition(
        "sign_off",
        _("Sign off"),
        (ProblemStatus.PENDING,),
        ProblemStatus.CLOSED,
        Verb.SIGN_OFF,
        other_person=True,
        signs=True,
    ),
    Transition(
        "keep_long_term",
        _("Mark as long-term"),
        (ProblemStatus.PENDING, ProblemStatus.RECTIFYING),
        ProblemStatus.LONG_TERM,
        Verb.SIGN_OFF,
        needs_comment=True,
        requires=("has_measure",),
        other_person=True,
        signs=True,
    ),
    Transition(
        "send_back",
        _("Send back"),
        (ProblemStatus.PENDING,),
        ProblemStatus.RECTIFYING,
        Verb.SEND_BACK,
        needs_comment=True,
    ),
    Transition(
        "ask_reopening",
        _("Ask for reopening"),
        SETTLED,
        "",
        Verb.ASK_REOPENING,
        needs_comment=True,
        requires=("not_asked",),
    ),
    Transition(
        "reopen",
        _("Reopen"),
        SETTLED,
        ProblemStatus.RECTIFYING,
        Verb.SIGN_OFF,
        needs_comment=True,
    ),
    Transition(
        "decline_reopening",
        _("Decline reopening"),
        SETTLED,
        "",
        Verb.SIGN_OFF,
        needs_comment=True,
        answers="ask_reopening",
    ),
)

FOLDER_TRANSITIONS = (
    Transition(
        "confirm",
        _("Confirm the listing"),
        (Stage.PROPOSED,),
        Stage.RECTIFYING,
        Verb.SIGN_OFF,
        requires=("has_problem",),
    ),
    Transition(
        "apply",
        _("Apply for acceptance"),
        (Stage.RECTIFYING,),
        Stage.ACCEPTANCE,
        Verb.SUBMIT,
        requires=("has_problem", "problems_settled", "notices_settled", "long_enough"),
    ),
    Transition(
        "accept",
        _("Accept"),
        (Stage.ACCEPTANCE,),
        Stage.CLOSED,
        Verb.HOLD_ACCEPTANCE,
        requires=("acceptance_passed",),
        other_person=True,
        is_outcome=True,
    ),
    Transition(
        "fail",
        _("Not accepted"),
        (Stage.ACCEPTANCE,),
        Stage.RECTIFYING,
        Verb.HOLD_ACCEPTANCE,
        needs_comment=True,
        requires=("acceptance_failed",),
        other_person=True,
        new_deadline=True,
        is_outcome=True,
    ),
    Transition("consolidate", _("Start consolidation"), (Stage.CLOSED,), Stage.CONSOLIDATING, Verb.SIGN_OFF),
    Transition(
        "rebound",
        _("Rebounded"),
        (Stage.CLOSED, Stage.CONSOLIDATING),
        Stage.RECTIFYING,
        Verb.LOOK_BACK,
        needs_comment=True,
        requires=("rebound_found",),
        new_deadline=True,
        is_outcome=True,
    ),
    Transition(
        "archive",
        _("Archive"),
        (Stage.CONSOLIDATING,),
        Stage.ARCHIVED,
        Verb.SIGN_OFF,
        requires=("look_backs_done",),
    ),
)

SUBMISSIONS = tuple(
    row.step for row in (*PROBLEM_TRANSITIONS, *FOLDER_TRANSITIONS) if row.verb == Verb.SUBMIT
)
