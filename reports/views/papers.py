"""Papers made at one press: the three lists, looked at first, then taken as PDF or Word; and the tabs beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.models import Campaign, Rectification
from reports.choices import ReportKind
from reports.document import Document
from reports.numbering import lines
from reports.renderers import OFFERED
from reports.renderers.html import render_html
from reports.renderers.text import render_text
from reports.selectors import papers
from reports.services import papers as paper_service
from reports.typefaces import missing_characters, named
from reports.typography import remarks
from reports.views.downloads import as_file

AT_ONCE = 150
"""Rows of a list that a page waits for; a longer one is set in the background."""


def folder_paper(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    folder, document = _of_folder(request, pk, kind)
    return _show(request, document, _folder_page(folder, kind))


def folder_paper_file(request: SignedInRequest, pk: int, kind: str, form: str) -> HttpResponse:
    folder, document = _of_folder(request, pk, kind)
    return _file(request, document, form, _folder_page(folder, kind))


def _of_folder(request: SignedInRequest, pk: int, kind: str) -> tuple[Rectification, Document]:
    _require_kind(kind)
    folders = Rectification.objects.visible_to(request.user).select_related("branch", "township", "campaign")
    folder = get_object_or_404(folders, pk=pk)
    return folder, papers.of_folder(kind, folder, request.user, timezone.localdate())


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the papers of a folder or a campaign; ``here`` is the one that is shown."""

    label: str | Promise
    address: str
    here: bool


def tabs_of_folder(folder: Rectification, here: str) -> list[Tab]:
    """The lists, and the plan, which is a report of its own."""
    plan = Tab(ReportKind.PLAN.label, reverse("reports:plan", args=[folder.pk]), here == "plan")
    return [*_lists("reports:folder_paper", folder.pk, here), plan]


def tabs_of_campaign(campaign: Campaign, here: str) -> list[Tab]:
    """The lists; the summaries, which are reports of their own; the tables, which have pages of their own."""
    address = reverse("reports:summaries", args=[campaign.pk])
    summary = Tab(ReportKind.COUNTY_SUMMARY.label, address, here == "summary")
    tables = [
        Tab(label, f"{reverse(name)}?campaign={campaign.pk}", here=False)
        for name, label in (
            ("branches:monthly_table", _("Monthly table")),
            ("branches:annual_form", _("Annual form")),
        )
    ]
    return [*_lists("reports:campaign_paper", campaign.pk, here), summary, *tables]


def _lists(name: str, pk: int, here: str) -> list[Tab]:
    return [Tab(label, reverse(name, args=[pk, kind]), kind == here) for kind, label in papers.PAPERS.items()]


def way_to_folder(folder: Rectification) -> list[tuple[str, str]]:
    return [
        (_("Folders"), f"{reverse('branches:home')}?campaign={folder.campaign_id}"),
        (folder.branch.name, reverse("branches:folder", args=[folder.pk])),
    ]


def way_to_campaign(campaign: Campaign) -> list[tuple[str, str]]:
    return [(_("Folders"), f"{reverse('branches:home')}?campaign={campaign.pk}"), (campaign.name, "")]


def _folder_page(folder: Rectification, kind: str) -> dict[str, Any]:
    return {
        "owner": folder,
        "kind": kind,
        "tabs": tabs_of_folder(folder, kind),
        "take": "reports:folder_paper_file",
        "crumbs": way_to_folder(folder),
    }


def campaign_paper(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    campaign = _campaign(request, pk, kind)
    page = _campaign_page(campaign, kind)
    try:
        document = papers.of_campaign(kind, request.user, campaign, timezone.localdate())
    except ValidationError as error:
        return _refused(request, page, error)
    return _show(request, document, page)


@require_POST
def campaign_paper_file(request: SignedInRequest, pk: int, kind: str, form: str) -> HttpResponse:
    """The file; or, where it is a long list, the job that sets it."""
    campaign = _campaign(request, pk, kind)
    if form == "pdf" and papers.rows_of(request.user, campaign) > AT_ONCE:
        title = f"{campaign.name}: {papers.PAPERS[kind]}"
        job = paper_service.order(kind=kind, campaign=campaign, title=title[:120], by=request.user)
        return redirect("branches:job", job.pk)
    try:
        document = papers.of_campaign(kind, request.user, campaign, timezone.localdate())
    except ValidationError as error:
        return _refused(request, _campaign_page(campaign, kind), error)
    return _file(request, document, form, _campaign_page(campaign, kind))


def _campaign(request: SignedInRequest, pk: int, kind: str) -> Campaign:
    _require_kind(kind)
    access.require(request.user, Verb.VIEW_CASES)
    return get_object_or_404(Campaign.objects.visible_to(request.user).select_related("organisation"), pk=pk)


def _campaign_page(campaign: Campaign, kind: str) -> dict[str, Any]:
    return {
        "owner": campaign,
        "kind": kind,
        "tabs": tabs_of_campaign(campaign, kind),
        "take": "reports:campaign_paper_file",
        "by_post": True,
        "crumbs": way_to_campaign(campaign),
    }


def _refused(request: SignedInRequest, page: dict[str, Any], error: ValidationError) -> HttpResponse:
    context = page | {"name": papers.PAPERS[page["kind"]], "refusal": error.messages}
    return render(request, "reports/paper.html", context, status=422)


def _require_kind(kind: str) -> None:
    if kind not in papers.PAPERS:
        raise Http404


def _show(
    request: SignedInRequest, document: Document, page: dict[str, Any], status: int = 200
) -> HttpResponse:
    unknown = missing_characters(render_text(document))
    context = page | {
        "document": document,
        "name": papers.PAPERS[page["kind"]],
        "paper": mark_safe(render_html(document, title_tag="p")),
        "missing": named(unknown),
        "warnings": [remark for line in lines(document) for remark in remarks(line)],
    }
    return render(request, "reports/paper.html", context, status=status)


def _file(request: SignedInRequest, document: Document, form: str, page: dict[str, Any]) -> HttpResponse:
    """The paper as ``form``. A character that would be a box is named first; who wants the file anyway says so."""
    if form not in OFFERED:
        raise Http404
    given = request.POST if request.method == "POST" else request.GET
    if "anyway" not in given and missing_characters(render_text(document)):
        return _show(request, document, page, status=422)
    return as_file(document, form)
