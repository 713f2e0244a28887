"""The tables of a campaign as files; their pages are those of ``branches``."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.requests import SignedInRequest
from branches.models import Campaign
from branches.selectors import annual, monthly
from branches.views.monthly import chosen_month
from branches.views.scope import Subject, full_subject
from reports.document import Document
from reports.renderers import TABLES
from reports.selectors.annual_form import compose_annual
from reports.selectors.monthly_table import compose_monthly
from reports.views.downloads import as_file

MOST_ROWS = 300
"""Townships of a table that a page sets as PDF while somebody waits (2 s)."""


def table_file(request: SignedInRequest, kind: str, form: str) -> HttpResponse:
    """The table ``kind`` (a key of ``KINDS``) as ``form``, for the campaign and the scope that the address says."""
    if kind not in KINDS or form not in TABLES:
        raise Http404
    about, campaign = full_subject(request)
    if (kind, form) == ("monthly", "pdf") and _is_long(request, about):
        messages.warning(
            request, _("So many townships are nothing for paper: take the workbook, or one county.")
        )
        return redirect(about.address("branches:monthly_table"))
    with translation.override(settings.LANGUAGE_CODE):
        return as_file(KINDS[kind](request, about, campaign), form)


def _is_long(request: SignedInRequest, about: Subject) -> bool:
    inside = Organisation.objects.visible_to(request.user).filter(about.scope.organisation.subtree_q())
    return inside.townships().count() > MOST_ROWS


def _monthly(request: SignedInRequest, about: Subject, campaign: Campaign) -> Document:
    scope = about.scope.organisation
    month = chosen_month(request, monthly.months(request.user, campaign, scope))
    table = monthly.table(request.user, campaign, scope, month)
    if table is None:
        raise Http404
    return compose_monthly(table, campaign, scope)


def _annual(request: SignedInRequest, about: Subject, campaign: Campaign) -> Document:
    scope = about.scope.organisation
    return compose_annual(annual.form(request.user, campaign, scope), campaign, scope)


KINDS: dict[str, Callable[[SignedInRequest, Subject, Campaign], Document]] = {
    "monthly": _monthly,
    "annual": _annual,
}
