"""The overview of a campaign, the same on a wall, and where a person lands after signing in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.vary import vary_on_headers

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.selectors import overview
from branches.views.addresses import query_without
from branches.views.scope import subject


def start(request: SignedInRequest) -> HttpResponse:
    """After signing in: who supervises wants to know where it is stuck, everybody else has folders to work on."""
    supervises = access.allows(request.user, Verb.SIGN_OFF)
    return redirect("branches:overview" if supervises else "branches:home")


@vary_on_headers("HX-Request")
def overview_page(request: SignedInRequest) -> HttpResponse:
    """Drilled down by links; with the script only the part below the header is exchanged."""
    in_place = request.htmx and not request.htmx.history_restore_request
    template = "branches/partials/overview_body.html" if in_place else "branches/overview.html"
    return render(request, template, {**_context(request), "in_place": in_place})


@vary_on_headers("HX-Request")
def wall(request: SignedInRequest) -> HttpResponse:
    """For the screen of a meeting room: nothing to operate; the page renews itself every minute."""
    template = "branches/partials/overview_wall.html" if request.htmx else "branches/overview_wall.html"
    return render(request, template, _context(request))


def _context(request: SignedInRequest) -> dict[str, Any]:
    about = subject(request)
    scope, campaign, sort = about.scope, about.campaign, request.GET.get("sort", "")
    context: dict[str, Any] = {
        "scope": scope,
        "campaigns": about.campaigns,
        "campaign": campaign,
        "sort": sort,
    }
    context["crumbs"] = about.crumbs("branches:overview")
    if campaign:
        context |= {
            "overview": overview.overview(request.user, campaign, scope, sort),
            "listed": f"campaign={campaign.pk}" + (f"&{scope.place}" if scope.place else ""),
            "columns": _columns(request, sort),
            "query": query_without(request, "sort"),
            "today": timezone.localdate(),
            "can_call": access.allows(request.user, Verb.ISSUE_NOTICE),
        }
    return context


def _columns(request: SignedInRequest, sort: str) -> dict[str, dict[str, str]]:
    """For each column by which the table can be sorted: how it is sorted now, and the query that sorts it so."""
    query = query_without(request, "sort")
    found = {}
    for name in overview.SORTS:
        now = {name: "descending", f"-{name}": "ascending"}.get(sort, "none")
        wanted = f"-{name}" if now == "descending" else name
        found[name] = {"sorted": now, "query": f"{query}&sort={wanted}" if query else f"sort={wanted}"}
    return found
