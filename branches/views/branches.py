"""The branch register."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.filters import BranchFilter
from branches.forms.branches import BranchForm, NewBranchForm
from branches.models import Branch, Rectification
from branches.selectors import campaigns
from branches.services import branches
from branches.views.addresses import query_without
from branches.views.writing import WriteView

BRANCHES_A_PAGE = 50


def branch_list(request: SignedInRequest) -> HttpResponse:
    visible = Branch.objects.visible_to(request.user).select_related("township")
    found = BranchFilter(
        request.GET, visible.order_by("township__position", "township_id", "name", "pk"), request=request
    )
    page = Paginator(found.qs, BRANCHES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "query": query_without(request, "page"),
        "can_add": access.allows(request.user, Verb.EDIT_BRANCHES),
    }
    return render(request, "branches/branch_list.html", context)


def branch(request: SignedInRequest, pk: int) -> HttpResponse:
    """One branch and every folder it ever had, newest first: a branch that was listed before shows it."""
    visible = Branch.objects.visible_to(request.user).select_related("township")
    found = get_object_or_404(visible, pk=pk)
    folders = Rectification.objects.visible_to(request.user).filter(branch=found)
    campaign = campaigns.chosen(campaigns.visible(request.user), None)
    context = {
        "branch": found,
        "crumbs": [(_("Branches"), reverse("branches:branch_list"))],
        "folders": folders.select_related("campaign").order_by(
            "-campaign__year", "-campaign__starts_on", "-pk"
        ),
        "campaign": campaign,
        "can_edit": access.allows(request.user, Verb.EDIT_BRANCHES),
        "can_open": campaign
        and access.allows(request.user, Verb.OPEN_FOLDER)
        and not folders.filter(campaign=campaign).exists(),
    }
    return render(request, "branches/branch.html", context)


class AddBranch(WriteView):
    verb = Verb.EDIT_BRANCHES
    form_class = NewBranchForm
    title = gettext_lazy("New branch")
    saved = gettext_lazy("Added.")
    leads_on = True

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def write(self, form: Any) -> Branch:
        return branches.add(by=self.request.user, **form.values())

    def done_url(self, record: Any) -> str:
        return reverse("branches:branch", args=[record.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        list_url = reverse("branches:branch_list")
        return super().get_context_data(crumbs=[(_("Branches"), list_url)], cancel_url=list_url, **kwargs)


class EditBranch(WriteView):
    verb = Verb.EDIT_BRANCHES
    form_class = BranchForm
    title = gettext_lazy("Edit branch")
    saved = gettext_lazy("Saved.")

    def find(self) -> None:
        self.branch = get_object_or_404(Branch.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.branch}

    def write(self, form: Any) -> Branch:
        version = form.cleaned_data["version"]
        return branches.edit(branch=self.branch, version=version, by=self.request.user, **form.values())

    def done_url(self, record: Any) -> str:
        return reverse("branches:branch", args=[self.branch.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(_("Branches"), reverse("branches:branch_list"))]
        return super().get_context_data(crumbs=crumbs, cancel_url=self.done_url(None), **kwargs)
