"""The monthly table, one row for each township, and the lists that stood behind the figures of a month that is over."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.models import Organisation
from accounts.requests import SignedInRequest
from branches.models import Campaign
from branches.selectors import figures, monthly, overview
from branches.selectors.figures import Figures
from branches.views.addresses import query_without
from branches.views.figure_lists import list_of
from branches.views.scope import Subject, full_subject, subject

ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure, by how much it has ``moved`` since the month before (None: not known), and its list."""

    column: monthly.Column
    number: int
    moved: int | None
    address: str


def monthly_table(request: SignedInRequest) -> HttpResponse:
    """The table of ``?month=2026-03``, else of this month."""
    about = subject(request)
    context: dict[str, Any] = {"scope": about.scope, "campaigns": about.campaigns, "campaign": about.campaign}
    context["crumbs"] = about.crumbs("branches:monthly_table")
    if about.campaign:
        context |= _table(request, about, about.campaign)
    return render(request, "branches/monthly.html", context)


def _table(request: SignedInRequest, about: Subject, campaign: Campaign) -> dict[str, Any]:
    scope = about.scope.organisation
    months = monthly.months(request.user, campaign, scope)
    month = chosen_month(request, months)
    table = monthly.table(request.user, campaign, scope, month)
    if table is None:
        raise Http404
    shown = _Cells(about, campaign, table.day)
    return {
        "months": months,
        "month": month,
        "table": table,
        "columns": monthly.COLUMNS,
        "rows": [
            (
                row,
                about.address("branches:overview", row.township),
                shown.of(row.figures, row.before, row.township),
            )
            for row in table.rows
        ],
        "total": shown.of(table.total, table.before, scope),
        "several_counties": len({row.township.county_id for row in table.rows}) > 1,
        "counted_at": timezone.localtime(),
        "kind": "monthly",
        "query": about.query(month=f"{month:%Y-%m}"),
    }


def chosen_month(request: SignedInRequest, months: list[dt.date]) -> dt.date:
    """The first day of the month that the address asks for, else of this month. Raises ``Http404`` for one without."""
    wanted = request.GET.get("month")
    found = next((first for first in months if wanted in {None, "", f"{first:%Y-%m}"}), None)
    if found is None:
        raise Http404
    return found


class _Cells:
    """Makes the cells of a row; a figure of this month leads to the list of today, a frozen one to that of its day."""

    def __init__(self, about: Subject, campaign: Campaign, day: dt.date) -> None:
        self.about, self.campaign, self.day = about, campaign, day

    def of(self, now: Figures, before: Figures | None, organisation: Organisation) -> list[Cell]:
        moved = overview.moves(now, before)
        return [
            Cell(
                column,
                getattr(now, column.figure),
                moved.get(column.figure),
                self._address(column.figure, organisation),
            )
            for column in monthly.COLUMNS
        ]

    def _address(self, figure: str, organisation: Organisation) -> str:
        if self.day == timezone.localdate():
            return list_of(figure, self.campaign, overview.place_of(organisation), self.day)
        month = f"{self.day:%Y-%m}"
        return self.about.address("branches:month_list", organisation, month=month, figure=figure)


def month_list(request: SignedInRequest) -> HttpResponse:
    """What ``?figure=`` counted in ``?month=``, read out of the dates on the records, beside the number frozen then."""
    about, campaign = full_subject(request)
    scope = about.scope.organisation
    column = next((one for one in monthly.COLUMNS if one.figure == request.GET.get("figure", "listed")), None)
    month = chosen_month(request, monthly.months(request.user, campaign, scope))
    table = monthly.table(request.user, campaign, scope, month)
    if column is None or table is None:
        raise Http404
    rows = monthly.rows_of(request.user, campaign, scope, table.day, column.figure)
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    back = about.address("branches:monthly_table", month=f"{month:%Y-%m}")
    context = {
        "scope": about.scope,
        "campaign": campaign,
        "column": column,
        "table": table,
        "month": month,
        "kind": figures.KINDS[column.figure],
        "frozen": getattr(table.total, column.figure),
        "page": page,
        "rows": [(row, monthly.standing(row)) for row in page],
        "query": query_without(request, "page"),
        "crumbs": [(monthly.NAME, back)],
    }
    return render(request, "branches/month_list.html", context)
