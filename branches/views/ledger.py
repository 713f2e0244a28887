from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts import access
from accounts.access import Verb
from accounts.models import User
from accounts.requests import SignedInRequest
from branches.choices import LedgerKind
from branches.filters import FILTERS
from branches.models import Campaign
from branches.selectors import campaigns, ledger
from branches.selectors.ledger_columns import LEDGERS
from branches.services import bulk
from branches.views.addresses import campaign_of, query_of, query_without

SHARED = ("campaign", "q", "county", "township")
"""What goes along from one ledger to the other."""


def ledger_page(request: SignedInRequest) -> HttpResponse:
    """All problems, or all measures, of a campaign in one's scope, nearest deadline first unless asked otherwise."""
    access.require(request.user, Verb.VIEW_CASES)
    choices = campaigns.visible(request.user)
    campaign = campaign_of(request.GET, choices)
    kind = ledger.kind_of(request.GET.get("kind"))
    context = {"campaigns": choices, "campaign": campaign, "kind": kind, "kinds": list(LedgerKind)}
    if campaign:
        context |= _table(request, campaign, kind) | _addresses(request, kind) | _rights(request.user, kind)
    return render(request, "branches/ledger.html", context)


def _table(request: SignedInRequest, campaign: Campaign, kind: LedgerKind) -> dict[str, Any]:
    shape, wanted = LEDGERS[kind], request.GET
    rows = ledger.listed(request.user, shape, campaign)
    found = FILTERS[kind](wanted, rows, request=request, campaign=campaign)
    views = ledger.views_of(request.user, kind)
    view = next((one for one in views if str(one.pk) == wanted.get("view")), None)
    columns = ledger.columns_for(request.user, kind, view)
    order = ledger.order_of(shape, wanted.get("sort"))
    size = ledger.COUNT_LIMIT if wanted.get("print") else ledger.PAGE
    number, exact = ledger.counted(found.qs)
    return {
        "filter": found,
        "page": ledger.page(found.qs, shape, columns, order, wanted.get("after", ""), size),
        "number": number,
        "is_exact": exact,
        "views": views,
        "view": view,
        "columns": columns,
        "order": order,
        "sorts": shape.sorts,
        "is_print": bool(wanted.get("print")),
    }


def _addresses(request: SignedInRequest, kind: LedgerKind) -> dict[str, Any]:
    """Where the page's links lead, and what its forms carry along."""
    carried = [("view", request.GET["view"])] if request.GET.get("view") else []
    start = query_of(request, "campaign", "kind")
    return {
        "query": query_without(request, "after"),
        "sort_query": query_without(request, "after", "sort"),
        "whole_query": query_without(request, "after", "view", "print"),
        "shared_query": query_of(request, *SHARED),
        "carried": [("kind", kind.value), *carried],
        "clear_url": f"{reverse('branches:ledger')}?{start}",
    }


def _rights(user: User, kind: LedgerKind) -> dict[str, Any]:
    return {
        "can_pick": bool(bulk.fields_for(user) or bulk.steps_for(user, kind)),
        "can_log": kind == LedgerKind.MEASURES and access.allows(user, Verb.LOG_PROGRESS),
        "most": bulk.MOST,
    }
