"""Writes on reports that are being prepared: starting one, its frame, its template."""

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
from reports.blocks import flatten
from reports.choices import IN_PREPARATION, ReportKind, ReportStyle
from reports.models import Report, ReportTemplate
from reports.models.templates import built_in
from reports.periods import WHOLE, validate_code
from reports.selectors.compose import COMPOSERS, compose, filled, material_of, values_of
from reports.selectors.missing import missing_for_report
from reports.services.sheets import lock_report, write_all

_FRAME = ("title", "addressee", "signatory")


def blank(
    folder: Rectification,
    *,
    kind: str = ReportKind.WORK_REPORT,
    style: str = ReportStyle.PROSE,
    period: str = WHOLE,
) -> Report:
    """An unsaved report of ``folder`` in the words of the template in force, dated today."""
    report = Report(
        rectification=folder, campaign=folder.campaign, organisation=folder.township,
        kind=kind, style=style, period=period, signed_on=timezone.localdate(),
    )  # fmt: skip
    report.take_scope(folder)
    report.template = ReportTemplate.objects.in_force(kind, folder.township).first()
    words = filled(report.template or built_in(kind), values_of(report, material_of(report)))
    for name in _FRAME:
        setattr(report, name, words[name])
    return report


@service
def start(
    *,
    rectification: Rectification,
    by: User,
    kind: str = ReportKind.WORK_REPORT,
    style: str = ReportStyle.PROSE,
    period: str = WHOLE,
) -> Report:
    """The folder's report of this kind, style and period: the one in preparation if there is one, so that nothing
    typed is lost, or else a new one, with its paragraphs taken from the data.

    Raises ``ValidationError`` with what is missing, and ``PermissionDenied``.
    """
    folder = _lock_folder(rectification.pk, by)
    if missing := missing_for_report(folder):
        raise ValidationError(missing)
    _check(kind, style, period)
    same = Report.objects.filter(
        rectification=folder, kind=kind, style=style, period=period, state__in=IN_PREPARATION
    )
    if found := same.order_by("-id").first():
        return found
    report = blank(folder, kind=kind, style=style, period=period)
    report.created_by = by
    report.full_clean()
    report.save()
    report.writers.add(by)
    write_all(report, flatten(compose(report)))
    return report


@service
def edit(*, report: Report, by: User, version: int | None = None, **values: Any) -> Report:
    """Change the frame of a report. Raises ``StaleVersion`` if it is no longer at ``version``."""
    lock_report(report.pk, by)
    current = folder_parts.locked(report, version)
    for name, value in values.items():
        setattr(current, name, value)
    current.full_clean()
    current.version += 1
    current.save()
    return current


def _check(kind: str, style: str, code: str) -> None:
    if kind not in COMPOSERS or style not in ReportStyle:
        raise ValidationError(_("There is no report of this kind and style."))
    validate_code(code)


def _lock_folder(folder_id: int, by: User) -> Rectification:
    access.require(by, Verb.WRITE_REPORT)
    related = ("branch", "campaign", "township", "county")
    folders = Rectification.objects.visible_to(by).select_for_update(of=("self",)).select_related(*related)
    folder = folders.filter(pk=folder_id).first()
    if folder is None:
        raise PermissionDenied(_("This folder is outside your organisation."))
    return folder
