"""Writes on reports that are being prepared: starting one, its frame, its template."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.audit import service
from accounts.models import Organisation, User
from branches.models import Campaign, Rectification
from branches.services import folder_parts
from reports.blocks import flatten
from reports.choices import FOLDER_KINDS, IN_PREPARATION, WORK_KINDS, ReportKind, ReportStyle
from reports.models import Report, ReportTemplate
from reports.periods import WHOLE, validate_code
from reports.selectors.compose import compose, composition
from reports.selectors.frames import words_of
from reports.selectors.missing import missing_for_report, missing_for_summary
from reports.services.sheets import lock_report, write_all


def blank(
    folder: Rectification,
    *,
    kind: str = ReportKind.WORK_REPORT,
    style: str = ReportStyle.PROSE,
    period: str = WHOLE,
) -> Report:
    """An unsaved report of ``folder`` in the words of the template in force, dated today; a plan as the folder says."""
    planned = folder.planned_on if kind == ReportKind.PLAN else None
    report = Report(
        rectification=folder, campaign=folder.campaign, organisation=folder.township,
        kind=kind, style=style, period=period, signed_on=planned or timezone.localdate(),
    )  # fmt: skip
    report.take_scope(folder)
    return _worded(report)


def blank_summary(campaign: Campaign, organisation: Organisation, *, period: str = WHOLE) -> Report:
    """An unsaved summary of ``campaign`` as far as ``organisation`` reaches, dated today."""
    report = Report(
        campaign=campaign, organisation=organisation, **organisation.scope_ids,
        kind=ReportKind.COUNTY_SUMMARY, period=period, signed_on=timezone.localdate(),
    )  # fmt: skip
    return _worded(report)


def _worded(report: Report) -> Report:
    report.template = ReportTemplate.objects.in_force(report.kind, report.organisation).first()
    words = words_of(report, composition(report).values)
    report.title, report.signatory = words["title"], words["signatory"]
    # Where nobody stands above, nothing but the colon is left.
    report.addressee = words["addressee"] if words["addressee"].strip("：") else ""
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
    same = Report.objects.filter(rectification=folder, kind=kind, style=style, period=period)
    found: Report | None = same.filter(state__in=IN_PREPARATION).order_by("-id").first()
    return found or _begin(blank(folder, kind=kind, style=style, period=period), by)


@service
def sum_up(*, campaign: Campaign, by: User, period: str = WHOLE) -> Report:
    """The summary of ``campaign`` and ``period`` by the organisation of ``by``: the one in preparation, or a new one.

    Raises ``ValidationError`` with what is missing, and ``PermissionDenied``.
    """
    access.require(by, Verb.WRITE_SUMMARY)
    place = Organisation.objects.visible_to(by).select_for_update(no_key=True).get(pk=by.organisation_id)
    visible = Campaign.objects.visible_to(by).filter(pk=campaign.pk).first()
    if visible is None:
        raise PermissionDenied(_("This campaign is outside your organisation."))
    validate_code(period)
    if missing := missing_for_summary(visible, place):
        raise ValidationError(missing)
    same = Report.objects.filter(
        rectification=None,
        organisation=place,
        campaign=visible,
        kind=ReportKind.COUNTY_SUMMARY,
        period=period,
    )
    found: Report | None = same.filter(state__in=IN_PREPARATION).order_by("-id").first()
    return found or _begin(blank_summary(visible, place, period=period), by)


def _begin(report: Report, by: User) -> Report:
    """Write a new report, with its paragraphs taken from the data."""
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
    """Only what tells of the work is told in a style and about a period."""
    plain = (style, code) == (ReportStyle.PROSE, WHOLE)
    if kind not in FOLDER_KINDS or style not in ReportStyle or not (plain or kind in WORK_KINDS):
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
