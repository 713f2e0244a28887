from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.filters import ActivityFilter
from branches.models import Rectification
from branches.selectors import activity
from branches.views.addresses import query_without


def folder_activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """The timeline of a folder: every change, in words."""
    access.require(request.user, Verb.VIEW_CASES)
    visible = Rectification.objects.visible_to(request.user).select_related("branch")
    folder = get_object_or_404(visible, pk=pk)
    found = ActivityFilter(request.GET, activity.trail(request.user, folder), request=request)
    page = activity.page(found.qs, request.GET.get("page"))
    crumbs = [(_("Folders"), reverse("branches:home"))]
    crumbs.append((folder.branch.name, reverse("branches:folder", args=[pk])))
    context = {
        "folder": folder,
        "filter": found,
        "page": page,
        "acts": activity.acts(page.object_list),
        "query": query_without(request, "page"),
        "crumbs": crumbs,
    }
    return render(request, "branches/folder_activity.html", context)
