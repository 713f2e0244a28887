"""整顿方案 of a folder: where it is found, and where it is begun."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.models import Rectification
from reports.choices import ReportKind
from reports.models import Report
from reports.selectors.missing import missing_for_report
from reports.services import drafts
from reports.views.papers import tabs_of_folder, way_to_folder
from reports.views.reports import folders


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """The newest plan of the folder; before there is one, the place to begin it. A press begins it, or goes on."""
    folder: Rectification = get_object_or_404(folders(request), pk=pk)
    if request.method == "POST":
        return _begin(request, folder)
    plans = Report.objects.visible_to(request.user).filter(rectification=folder, kind=ReportKind.PLAN)
    newest = plans.order_by("-id").values_list("pk", flat=True).first()
    if newest:
        return redirect("reports:report", newest)
    return _page(request, folder, missing_for_report(folder))


def _begin(request: SignedInRequest, folder: Rectification) -> HttpResponse:
    try:
        report = drafts.start(rectification=folder, by=request.user, kind=ReportKind.PLAN)
    except ValidationError as error:
        return _page(request, folder, error.messages, status=422)
    return redirect("reports:report", report.pk)


def _page(
    request: SignedInRequest, folder: Rectification, missing: list[str], status: int = 200
) -> HttpResponse:
    context = {
        "folder": folder,
        "missing": missing,
        "can_write": access.allows(request.user, Verb.WRITE_REPORT),
        "tabs": tabs_of_folder(folder, "plan"),
        "crumbs": way_to_folder(folder),
    }
    return render(request, "reports/plan.html", context, status=status)
