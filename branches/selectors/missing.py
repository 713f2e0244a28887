"""What is still missing before a step can be taken. One function a requirement; ``transitions`` names them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branches.choices import SETTLED, AcceptanceState, AcceptanceVerdict, LookBackState
from branches.deadlines import months_later
from branches.models import Problem, Rectification
from branches.models.measures import DONE
from branches.transitions import Transition


def missing_for(transition: Transition, subject: Problem | Rectification) -> list[str]:
    """Sentences that say what ``subject`` lacks for the step; empty if it may be taken."""
    answers = (CHECKS[name](subject) for name in transition.requires)
    return [answer for answer in answers if answer]


def last_step(subject: Problem | Rectification) -> str:
    """The step that was taken last on ``subject``; empty if none was."""
    newest = next(iter(subject.decisions.all()), None)
    return newest.step if newest else ""


def _has_measure(problem: Problem) -> str:
    return "" if problem.measures.all() else _("No measure serves this problem yet.")


def _measures_done(problem: Problem) -> str:
    open_count = sum(measure.percent < DONE for measure in problem.measures.all())
    message = ngettext("%(count)d measure is not done.", "%(count)d measures are not done.", open_count)
    return message % {"count": open_count} if open_count else ""


def _outcomes_written(problem: Problem) -> str:
    count = sum(not measure.outcome for measure in problem.measures.all())
    message = ngettext(
        "%(count)d measure has no outcome written.", "%(count)d measures have no outcome written.", count
    )
    return message % {"count": count} if count else ""


def _evidence_kept(problem: Problem) -> str:
    folder = problem.rectification
    if not folder.campaign.asks_for_evidence:
        return ""
    count = sum(measure.pk not in folder.shown_measures for measure in problem.measures.all())
    message = ngettext("%(count)d measure has no evidence.", "%(count)d measures have no evidence.", count)
    return message % {"count": count} if count else ""


def _not_asked(problem: Problem) -> str:
    asked = last_step(problem) == "ask_reopening"
    return _("Reopening has been asked for; the answer is awaited.") if asked else ""


def _has_problem(folder: Rectification) -> str:
    return "" if folder.problems.all() else _("No problem has been written down yet.")


def _problems_settled(folder: Rectification) -> str:
    count = sum(problem.status not in SETTLED for problem in folder.problems.all())
    message = ngettext(
        "%(count)d problem is not signed off.", "%(count)d problems are not signed off.", count
    )
    return message % {"count": count} if count else ""


def _notices_settled(folder: Rectification) -> str:
    count = folder.notices.live().count()
    message = ngettext(
        "%(count)d supervision notice is not settled.",
        "%(count)d supervision notices are not settled.",
        count,
    )
    return message % {"count": count} if count else ""


def _long_enough(folder: Rectification) -> str:
    months = folder.campaign.minimum_months
    earliest = months_later(folder.determined_on, months)
    if timezone.localdate() >= earliest:
        return ""
    message = _("Rectification lasts at least %(months)d months; acceptance can be asked for from %(day)s.")
    return message % {"months": months, "day": earliest}


def _acceptance_passed(folder: Rectification) -> str:
    there = _signed(folder, AcceptanceVerdict.PASSED)
    return "" if there else _("There is no signed acceptance that passed.")


def _acceptance_failed(folder: Rectification) -> str:
    there = _signed(folder, AcceptanceVerdict.FAILED)
    return "" if there else _("There is no signed acceptance that failed.")


def _signed(folder: Rectification, verdict: str) -> bool:
    """Whether an acceptance with this verdict was signed that has not led to its decision yet."""
    signed = folder.acceptances.filter(state=AcceptanceState.SIGNED, verdict=verdict, decision=None)
    return signed.exists()


def _rebound_found(folder: Rectification) -> str:
    there = folder.look_backs.filter(state=LookBackState.REBOUNDED, decision=None).exists()
    return "" if there else _("No look-back has found a rebound.")


def _look_backs_done(folder: Rectification) -> str:
    count = folder.look_backs.open().count()
    message = ngettext(
        "%(count)d look-back is neither done nor waived.",
        "%(count)d look-backs are neither done nor waived.",
        count,
    )
    return message % {"count": count} if count else ""


CHECKS: dict[str, Callable[[Any], str]] = {
    "has_measure": _has_measure,
    "measures_done": _measures_done,
    "outcomes_written": _outcomes_written,
    "evidence_kept": _evidence_kept,
    "not_asked": _not_asked,
    "has_problem": _has_problem,
    "problems_settled": _problems_settled,
    "notices_settled": _notices_settled,
    "long_enough": _long_enough,
    "acceptance_passed": _acceptance_passed,
    "acceptance_failed": _acceptance_failed,
    "rebound_found": _rebound_found,
    "look_backs_done": _look_backs_done,
}
