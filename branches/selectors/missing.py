"""What is still missing before a step can be taken. One function a requirement; ``transitions`` names them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branches.choices import SETTLED
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


CHECKS: dict[str, Callable[[Any], str]] = {
    "has_measure": _has_measure,
    "measures_done": _measures_done,
    "outcomes_written": _outcomes_written,
    "evidence_kept": _evidence_kept,
    "not_asked": _not_asked,
    "has_problem": _has_problem,
    "problems_settled": _problems_settled,
}
