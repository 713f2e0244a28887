"""What a folder still lacks for a report, and a report for its next step, in words."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from accounts.models import Organisation
from branches.models import Campaign, Rectification
from reports.letterheads import CODE
from reports.models import Report
from reports.renderers.text import render_text
from reports.selectors.documents import document_of
from reports.transitions import Transition
from reports.typefaces import missing_characters, named
from reports.typography import placeholders


def missing_for_report(folder: Rectification) -> list[str]:
    """Why there is nothing to report yet; empty if there is."""
    if folder.problem_count:
        return []
    return [_("No problem has been entered in this folder yet; a report tells of problems first.")]


def missing_for_summary(campaign: Campaign, place: Organisation) -> list[str]:
    """Why there is nothing to sum up yet; empty if there is."""
    if Rectification.objects.within(place).filter(campaign=campaign).exists():
        return []
    return [_("No folder has been opened in this campaign yet; there is nothing to sum up.")]


def missing_for(transition: Transition, report: Report) -> list[str]:
    """Sentences that say what ``report`` lacks for the step; empty if it may be taken."""
    answers = (CHECKS[name](report) for name in transition.requires)
    return [answer for answer in answers if answer]


def _has_text(report: Report) -> str:
    there = any(paragraph.is_printed and not paragraph.is_heading for paragraph in report.paragraphs.all())
    return "" if there else _("There is no text yet: every paragraph is left out of print.")


def _filled_in(report: Report) -> str:
    found = dict.fromkeys(placeholders(render_text(document_of(report))))
    words = _("These still wait to be filled in: %(placeholders)s.")
    return words % {"placeholders": "、".join(found)} if found else ""


def _head_complete(report: Report) -> str:
    if not report.has_red_head or CODE.match(report.document_number):
        return ""
    return _(
        "The office's code (such as 某委) for the document number is missing under “Title and signature”."
    )


def _printable(report: Report) -> str:
    unknown = missing_characters(render_text(document_of(report)))
    words = _("No typeface holds %(characters)s; in print there would be a box.")
    return words % {"characters": named(unknown)} if unknown else ""


CHECKS: dict[str, Callable[[Report], str]] = {
    "has_text": _has_text,
    "filled_in": _filled_in,
    "head_complete": _head_complete,
    "printable": _printable,
}
