"""Summaries of a campaign: those in one's scope, and the place to begin the next of one's own organisation."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.models import Campaign
from branches.views.writing import place_errors
from reports.choices import ReportKind
from reports.forms.reports import NewSummaryForm
from reports.services import drafts
from reports.views.papers import tabs_of_campaign, way_to_campaign
from reports.views.reports import PER_PAGE, visible


@require_http_methods(["GET", "HEAD", "POST"])
def summaries(request: SignedInRequest, pk: int) -> HttpResponse:
    """The summaries of the campaign, the newest first; a press begins one, or goes on with the one in preparation."""
    access.require(request.user, Verb.VIEW_CASES)
    campaigns = Campaign.objects.visible_to(request.user)
    campaign: Campaign = get_object_or_404(campaigns, pk=pk)
    data = request.POST if request.method == "POST" else None
    form = NewSummaryForm(data, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        try:
            report = drafts.sum_up(campaign=campaign, by=request.user, **form.values())
        except ValidationError as error:
            place_errors(form, error)
        else:
            return redirect("reports:report", report.pk)
    return _page(request, campaign, form)


def _page(request: SignedInRequest, campaign: Campaign, form: Any) -> HttpResponse:
    found = visible(request).filter(campaign=campaign, kind=ReportKind.COUNTY_SUMMARY)
    context = {
        "campaign": campaign,
        "form": form,
        "page": Paginator(found.defer("tree").order_by("-id"), PER_PAGE).get_page(request.GET.get("page")),
        "can_write": access.allows(request.user, Verb.WRITE_SUMMARY),
        "tabs": tabs_of_campaign(campaign, "summary"),
        "crumbs": way_to_campaign(campaign),
    }
    return render(request, "reports/summaries.html", context, status=422 if form.errors else 200)
