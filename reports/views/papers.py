"""Papers made at one press: the three lists, the plan and the summary; looked at first, then taken as PDF or Word."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.models import Campaign, Rectification
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
    _require_kind(kind, papers.FOLDER_PAPERS)
    folders = Rectification.objects.visible_to(request.user).select_related("branch", "township", "campaign")
    folder = get_object_or_404(folders, pk=pk)
    return folder, papers.of_folder(kind, folder, request.user, timezone.localdate())


def _folder_page(folder: Rectification, kind: str) -> dict[str, Any]:
    return {
        "owner": folder,
        "kind": kind,
        "names": papers.FOLDER_PAPERS,
        "show": "reports:folder_paper",
        "take": "reports:folder_paper_file",
        "crumbs": [
            (_("Folders"), f"{reverse('branches:home')}?campaign={folder.campaign_id}"),
            (folder.branch.name, reverse("branches:folder", args=[folder.pk])),
        ],
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
    if form == "pdf" and kind != "summary" and papers.rows_of(request.user, campaign) > AT_ONCE:
        title = f"{campaign.name}: {papers.CAMPAIGN_PAPERS[kind]}"
        job = paper_service.order(kind=kind, campaign=campaign, title=title[:120], by=request.user)
        return redirect("branches:job", job.pk)
    try:
        document = papers.of_campaign(kind, request.user, campaign, timezone.localdate())
    except ValidationError as error:
        return _refused(request, _campaign_page(campaign, kind), error)
    return _file(request, document, form, _campaign_page(campaign, kind))


def _campaign(request: SignedInRequest, pk: int, kind: str) -> Campaign:
    _require_kind(kind, papers.CAMPAIGN_PAPERS)
    access.require(request.user, Verb.VIEW_CASES)
    return get_object_or_404(Campaign.objects.visible_to(request.user).select_related("organisation"), pk=pk)


def _campaign_page(campaign: Campaign, kind: str) -> dict[str, Any]:
    return {
        "owner": campaign,
        "kind": kind,
        "names": papers.CAMPAIGN_PAPERS,
        "show": "reports:campaign_paper",
        "take": "reports:campaign_paper_file",
        "by_post": True,
        "crumbs": [(_("Folders"), f"{reverse('branches:home')}?campaign={campaign.pk}"), (campaign.name, "")],
    }


def _refused(request: SignedInRequest, page: dict[str, Any], error: ValidationError) -> HttpResponse:
    context = page | {"name": page["names"][page["kind"]], "refusal": error.messages}
    return render(request, "reports/paper.html", context, status=422)


def _require_kind(kind: str, known: dict[str, Any]) -> None:
    if kind not in known:
        raise Http404


def _show(
    request: SignedInRequest, document: Document, page: dict[str, Any], status: int = 200
) -> HttpResponse:
    unknown = missing_characters(render_text(document))
    context = page | {
        "document": document,
        "name": page["names"][page["kind"]],
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
