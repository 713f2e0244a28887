"""The tables of a campaign as files; their pages are those of ``branches``."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import translation

from accounts.requests import SignedInRequest
from branches.models import Campaign
from branches.selectors import monthly
from branches.views.monthly import chosen_month
from branches.views.scope import Subject, full_subject
from reports.document import Document
from reports.renderers import TABLES
from reports.selectors.monthly_table import compose_monthly
from reports.views.downloads import as_file


def table_file(request: SignedInRequest, kind: str, form: str) -> HttpResponse:
    """The table ``kind`` (a key of ``KINDS``) as ``form``, for the campaign and the scope that the address says."""
    if kind not in KINDS or form not in TABLES:
        raise Http404
    about, campaign = full_subject(request)
    with translation.override(settings.LANGUAGE_CODE):
        return as_file(KINDS[kind](request, about, campaign), form)


def _monthly(request: SignedInRequest, about: Subject, campaign: Campaign) -> Document:
    scope = about.scope.organisation
    month = chosen_month(request, monthly.months(request.user, campaign, scope))
    table = monthly.table(request.user, campaign, scope, month)
    if table is None:
        raise Http404
    return compose_monthly(table, campaign, scope)


KINDS: dict[str, Callable[[SignedInRequest, Subject, Campaign], Document]] = {"monthly": _monthly}
