"""The measures behind a figure: overdue, due within a week or silent, in a place."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.choices import Level
from accounts.requests import SignedInRequest
from branches.models import Measure
from branches.selectors import campaigns, deadlines

CONDITIONS = {
    "overdue": deadlines.overdue_measures,
    "week": deadlines.measures_due_soon,
    "quiet": deadlines.quiet_measures,
}


def measure_list(request: SignedInRequest) -> HttpResponse:
    campaign = campaigns.chosen(campaigns.visible(request.user), request.GET.get("campaign"))
    condition = CONDITIONS.get(request.GET.get("due", ""), deadlines.unfinished_measures)
    rows = Measure.objects.visible_to(request.user).filter(condition(), rectification__campaign=campaign)
    for level in (Level.CITY, Level.COUNTY, Level.TOWNSHIP):
        if (wanted := request.GET.get(level.column, "")).isdecimal():
            rows = rows.filter(**{level.column: wanted})
    ordered = rows.select_related("rectification__branch", "township").order_by("due_on", "pk")
    return render(request, "branches/measure_list.html", {"campaign": campaign, "measures": ordered})
