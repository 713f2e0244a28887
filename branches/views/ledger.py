from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.filters import ProblemFilter
from branches.models import Problem
from branches.selectors import campaigns, ledger
from branches.views.addresses import query_without
from branches.views.measure_list import measure_list


def ledger_page(request: SignedInRequest) -> HttpResponse:
    """All problems of a campaign in one's scope, nearest deadline first."""
    access.require(request.user, Verb.VIEW_CASES)
    if request.GET.get("kind") == "measures":
        return measure_list(request)
    choices = campaigns.visible(request.user)
    campaign = campaigns.chosen(choices, request.GET.get("campaign"))
    context: dict[str, Any] = {"campaigns": choices, "campaign": campaign}
    if campaign:
        problems = Problem.objects.visible_to(request.user).filter(rectification__campaign=campaign)
        found = ProblemFilter(request.GET, problems, request=request, campaign=campaign)
        number, exact = ledger.counted(found.qs)
        context |= {
            "filter": found,
            "page": ledger.page(found.qs, request.GET.get("after", "")),
            "number": number,
            "is_exact": exact,
            "query": query_without(request, "after"),
        }
    return render(request, "branches/ledger.html", context)
