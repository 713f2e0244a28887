from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.models import Rectification
from branches.views.writing import WriteView
from reports.forms.reports import ReportForm
from reports.models import Report
from reports.renderers.html import render_html
from reports.selectors.compose import compose
from reports.selectors.missing import left_out, missing_for_report
from reports.services import drafts
from reports.typography import warnings
from reports.views.downloads import as_file

PER_PAGE = 30


def _visible(request: SignedInRequest) -> Any:
    related = ("rectification__branch", "rectification__campaign", "rectification__township", "created_by")
    return Report.objects.visible_to(request.user).select_related(*related)


def report_list(request: SignedInRequest) -> HttpResponse:
    access.require(request.user, Verb.VIEW_CASES)
    page = Paginator(_visible(request), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/report_list.html", {"page": page})


@require_POST
def draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """生成汇报: start the folder's report, or go on with the one in preparation."""
    folders = Rectification.objects.visible_to(request.user).select_related("branch", "campaign", "township")
    folder = get_object_or_404(folders, pk=pk)
    try:
        report = drafts.start(rectification=folder, by=request.user)
    except ValidationError as error:
        return _nothing_yet(request, folder, error.messages)
    return redirect("reports:report", report.pk)


def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page as it will be printed, and what deserves a second look."""
    found = get_object_or_404(_visible(request), pk=pk)
    folder = found.rectification
    if missing := missing_for_report(folder):
        return _nothing_yet(request, folder, missing)
    document = compose(found)
    context = {
        "report": found,
        "folder": folder,
        "crumbs": [
            (_("Reports"), reverse("reports:report_list")),
            (folder.branch.name, reverse("branches:folder", args=[folder.pk])),
        ],
        "paper": mark_safe(render_html(document, title_tag="p")),
        "warnings": [*left_out(folder), *warnings(document)],
        "can_edit": access.allows(request.user, Verb.WRITE_REPORT),
    }
    return render(request, "reports/report.html", context)


def report_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    return _download(request, pk, "pdf")


def report_docx(request: SignedInRequest, pk: int) -> HttpResponse:
    return _download(request, pk, "docx")


def _download(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    found = get_object_or_404(_visible(request), pk=pk)
    if missing := missing_for_report(found.rectification):
        return _nothing_yet(request, found.rectification, missing)
    return as_file(compose(found), kind)


class EditReport(WriteView):
    verb = Verb.WRITE_REPORT
    form_class = ReportForm
    title = gettext_lazy("Edit the report's words")
    saved = gettext_lazy("Saved.")

    def find(self) -> None:
        self.report = get_object_or_404(_visible(self.request), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.report}

    def write(self, form: Any) -> Report:
        version = form.cleaned_data["version"]
        return drafts.edit(report=self.report, version=version, by=self.request.user, **form.values())

    def done_url(self, record: Any) -> str:
        return reverse("reports:report", args=[self.report.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(_("Reports"), reverse("reports:report_list")), (self.report.title, self.done_url(None))]
        return super().get_context_data(crumbs=crumbs, cancel_url=self.done_url(None), **kwargs)


def _nothing_yet(request: SignedInRequest, folder: Rectification, missing: list[str]) -> HttpResponse:
    return render(request, "reports/missing.html", {"folder": folder, "missing": missing}, status=422)
