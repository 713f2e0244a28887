"""Writes on reports that are being prepared."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.audit import service
from accounts.models import User
from branches.models import Rectification
from branches.services import folder_parts
from reports.models import Report
from reports.selectors.missing import missing_for_report
from reports.wording import first_words


def blank(folder: Rectification) -> Report:
    """An unsaved report of ``folder`` with the first wording, dated today."""
    return Report(rectification=folder, **first_words(folder, timezone.localdate()))


@service
def start(*, rectification: Rectification, by: User) -> Report:
    """The folder's report: the one in preparation if there is one, so that nothing typed is lost, or else a new one.

    Raises ``ValidationError`` with what is missing, and ``PermissionDenied``.
    """
    folder = _lock(rectification.pk, by)
    if missing := missing_for_report(folder):
        raise ValidationError(missing)
    report = Report.objects.filter(rectification=folder).order_by("-id").first()
    if report is None:
        report = blank(folder)
        report.created_by = by
        report.full_clean()
        report.save()
    return report


@service
def edit(*, report: Report, by: User, version: int | None = None, **values: Any) -> Report:
    """Change the words of a report. Raises ``StaleVersion`` if it is no longer at ``version``."""
    _lock(report.rectification_id, by)
    current = folder_parts.locked(report, version)
    for name, value in values.items():
        setattr(current, name, value)
    current.full_clean()
    current.version += 1
    current.save()
    return current


def _lock(folder_id: int, by: User) -> Rectification:
    access.require(by, Verb.WRITE_REPORT)
    folder = Rectification.objects.visible_to(by).select_for_update().filter(pk=folder_id).first()
    if folder is None:
        raise PermissionDenied(_("This folder is outside your organisation."))
    return folder
