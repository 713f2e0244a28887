"""Who may write or approve which report: the verbs of the policy; for a summary, within one's own organisation only."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.models import User
from reports.choices import FOLDER_KINDS
from reports.models import Report

_OF_SUMMARIES = {Verb.WRITE_REPORT: Verb.WRITE_SUMMARY, Verb.APPROVE_REPORT: Verb.APPROVE_SUMMARY}


def verb_for(report: Report, verb: Verb) -> Verb:
    """The verb of the policy that stands for ``verb`` (write or approve a report) where ``report`` is a summary."""
    return verb if report.kind in FOLDER_KINDS else _OF_SUMMARIES[verb]


def reason_against(user: User, verb: Verb, report: Report) -> str:
    """Why ``user`` may not do ``verb`` on ``report``, in words; empty if he may."""
    return access.reason_against(user, verb_for(report, verb)) or reason_elsewhere(user, report)


def reason_elsewhere(user: User, report: Report) -> str:
    """Why the place where ``user`` sits keeps him from working on ``report``, in words; empty if it does not."""
    if report.kind in FOLDER_KINDS or report.organisation_id == user.organisation_id:
        return ""
    return _("A summary is written and approved in the organisation that it is of.")


def allows(user: User, verb: Verb, report: Report) -> bool:
    return not reason_against(user, verb, report)


def require(user: User, verb: Verb, report: Report) -> None:
    """Raise ``PermissionDenied`` with the reason unless ``user`` may do ``verb`` on ``report``."""
    if reason := reason_against(user, verb, report):
        raise PermissionDenied(reason)
