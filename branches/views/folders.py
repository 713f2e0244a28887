"""The list of folders, the folder page, opening a folder and changing its cover."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.filters import FolderFilter
from branches.forms.rectifications import FolderForm, NewFolderForm
from branches.models import Campaign, Rectification
from branches.selectors import annual, campaigns, desk, folders
from branches.selectors.oversight import Oversight
from branches.services import rectifications
from branches.services.annual import archived_reason
from branches.services.folder_parts import frozen_reason
from branches.views.addresses import campaign_of, query_without
from branches.views.writing import WriteView

FOLDERS_A_PAGE = 50


def home(request: SignedInRequest) -> HttpResponse:
    """Where everybody lands: the folders of a campaign in one's scope, with what they add up to.

    Who sees no cases (an administrator) has the branch register instead.
    """
    if not access.allows(request.user, Verb.VIEW_CASES):
        return redirect("branches:branch_list")
    choices = campaigns.visible(request.user)
    campaign = campaign_of(request.GET, choices)
    context: dict[str, Any] = {"campaigns": choices, "campaign": campaign}
    context["can_open"] = campaign and access.allows(request.user, Verb.OPEN_FOLDER)
    if campaign:
        rows = folders.listed(request.user, campaign)
        found = FolderFilter(request.GET, rows, request=request)
        page = Paginator(found.qs, FOLDERS_A_PAGE).get_page(request.GET.get("page"))
        context |= {
            "filter": found,
            "page": page,
            "query": query_without(request, "page"),
            "figures": folders.figures(request.user, campaign),
        }
    return render(request, "branches/home.html", context)


def folder(request: SignedInRequest, pk: int) -> HttpResponse:
    """The desk: everything about one branch in one campaign."""
    access.require(request.user, Verb.VIEW_CASES)
    try:
        found = desk.desk(request.user, pk)
    except Rectification.DoesNotExist as error:
        raise Http404 from error
    frozen = frozen_reason(found.folder)
    editable = not frozen
    context = {
        "desk": found,
        "folder": found.folder,
        "crumbs": _way_to(found.folder),
        "frozen": frozen,
        "oversight": Oversight(found.folder, request.user),
        "can_edit": editable and access.allows(request.user, Verb.EDIT_CASES),
        "can_log": editable and access.allows(request.user, Verb.LOG_PROGRESS),
        "can_comment": access.allows(request.user, Verb.COMMENT),
        "annual_missing": annual.missing_of(found.folder),
        "can_annual": access.allows(request.user, Verb.EDIT_CASES) and not archived_reason(found.folder),
        "can_report": access.allows(request.user, Verb.WRITE_REPORT),
    }
    return render(request, "branches/folder.html", context)


def _way_to(folder: Rectification) -> list[tuple[str, str]]:
    home_url = f"{reverse('branches:home')}?campaign={folder.campaign_id}"
    return [
        (_("Folders"), home_url),
        (folder.township.name, f"{home_url}&township={folder.township_id}"),
        (folder.campaign.name, ""),
    ]


class OpenFolder(WriteView):
    verb = Verb.OPEN_FOLDER
    form_class = NewFolderForm
    title = gettext_lazy("Open a folder")
    saved = gettext_lazy("The folder is open.")
    leads_on = True

    def find(self) -> None:
        visible = Campaign.objects.visible_to(self.request.user)
        self.campaign = get_object_or_404(visible, pk=self.kwargs["campaign"])

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        branch = self.request.GET.get("branch", "")
        initial = {"branch": branch} if branch.isdecimal() else {}
        return {**kwargs, "initial": initial, "user": self.request.user, "campaign": self.campaign}

    def write(self, form: Any) -> Rectification:
        return rectifications.open_folder(campaign=self.campaign, by=self.request.user, **form.values())

    def done_url(self, record: Any) -> str:
        return reverse("branches:folder", args=[record.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        home_url = f"{reverse('branches:home')}?campaign={self.campaign.pk}"
        crumbs = [(_("Folders"), home_url)]
        return super().get_context_data(
            crumbs=crumbs, cancel_url=home_url, pretitle=self.campaign.name, **kwargs
        )


class EditFolder(WriteView):
    verb = Verb.EDIT_CASES
    form_class = FolderForm
    title = gettext_lazy("Edit folder")
    saved = gettext_lazy("Saved.")

    def find(self) -> None:
        visible = Rectification.objects.visible_to(self.request.user).select_related("branch", "campaign")
        self.folder = get_object_or_404(visible, pk=self.kwargs["pk"])

    def check(self) -> None:
        if reason := frozen_reason(self.folder):
            raise PermissionDenied(reason)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.folder, "campaign": self.folder.campaign}

    def write(self, form: Any) -> Rectification:
        version = form.cleaned_data["version"]
        return rectifications.edit(
            rectification=self.folder, version=version, by=self.request.user, **form.values()
        )

    def done_url(self, record: Any) -> str:
        return reverse("branches:folder", args=[self.folder.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(_("Folders"), reverse("branches:home")), (self.folder.branch.name, self.done_url(None))]
        return super().get_context_data(crumbs=crumbs, cancel_url=self.done_url(None), **kwargs)
