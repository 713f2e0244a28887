from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.models import Rectification
from branches.views.writing import WriteView
from reports.filters import ReportFilter
from reports.forms.reports import NewReportForm, ReportForm
from reports.models import Report
from reports.selectors import rights
from reports.selectors.documents import document_of
from reports.selectors.steps import fixed_reason
from reports.services import drafts
from reports.services.sheets import RELATED
from reports.views.downloads import as_file, as_kept

PER_PAGE = 30


def visible(request: SignedInRequest) -> Any:
    """The reports in the reader's scope, with what every page of one asks for."""
    return Report.objects.visible_to(request.user).select_related(*RELATED)


def way_to(report: Report) -> list[tuple[str, str]]:
    crumbs = [(_("Reports"), reverse("reports:report_list"))]
    if report.rectification:
        folder = report.rectification
        crumbs.append((folder.branch.name, reverse("branches:folder", args=[folder.pk])))
    else:
        crumbs.append((report.campaign.name, reverse("reports:summaries", args=[report.campaign_id])))
    return crumbs


def report_list(request: SignedInRequest) -> HttpResponse:
    access.require(request.user, Verb.VIEW_CASES)
    listed = visible(request).defer("tree")
    shown = ReportFilter(request.GET, listed, request=request)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": Paginator(shown.qs, PER_PAGE).get_page(request.GET.get("page")),
        "filter": shown,
        "query": query.urlencode(),
        "carried": list(query.items()),
        "can_template": access.allows(request.user, Verb.EDIT_TEMPLATES),
        "can_import": access.allows(request.user, Verb.EDIT_CASES),
    }
    return render(request, "reports/report_list.html", context)


@require_POST
def draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """生成汇报: start the folder's report of the whole time, or go on with the one in preparation."""
    folder = get_object_or_404(folders(request), pk=pk)
    try:
        report = drafts.start(rectification=folder, by=request.user)
    except ValidationError as error:
        context = {"folder": folder, "missing": error.messages}
        return render(request, "reports/missing.html", context, status=422)
    return redirect("reports:report", report.pk)


def folders(request: SignedInRequest) -> Any:
    related = ("branch", "campaign", "township", "county")
    return Rectification.objects.visible_to(request.user).select_related(*related)


def report_pdf(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return _download(request, pk, "pdf")


def report_docx(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return _download(request, pk, "docx")


def _download(request: SignedInRequest, pk: int, kind: str) -> HttpResponseBase:
    found = get_object_or_404(visible(request), pk=pk)
    return as_kept(found, kind) if found.is_frozen else as_file(document_of(found), kind)


class NewReport(WriteView):
    """Another report of a folder: of another kind or style, or about another time."""

    verb = Verb.WRITE_REPORT
    form_class = NewReportForm
    title = gettext_lazy("Begin a report")
    submit_label = gettext_lazy("Compose report")

    def find(self) -> None:
        self.folder = get_object_or_404(folders(self.request), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "folder": self.folder}

    def write(self, form: Any) -> Report:
        return drafts.start(rectification=self.folder, by=self.request.user, **form.values())

    def done_url(self, record: Any) -> str:
        return reverse("reports:report", args=[record.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cancel = reverse("branches:folder", args=[self.folder.pk])
        crumbs = [(_("Reports"), reverse("reports:report_list")), (self.folder.branch.name, cancel)]
        return super().get_context_data(crumbs=crumbs, cancel_url=cancel, **kwargs)


class ReportView(WriteView):
    """A form page about one report, for those who may ``verb`` it."""

    report: Report

    def find(self) -> None:
        self.report = get_object_or_404(visible(self.request), pk=self.kwargs["pk"])
        self.verb = rights.verb_for(self.report, self.verb)

    def check(self) -> None:
        """Raise ``PermissionDenied`` if the report is a summary of another organisation."""
        if reason := rights.reason_elsewhere(self.request.user, self.report):
            raise PermissionDenied(reason)

    def done_url(self, record: Any) -> str:
        return reverse("reports:report", args=[self.report.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        here = reverse("reports:report", args=[self.report.pk])
        crumbs = [*way_to(self.report), (self.report.title, here)]
        return super().get_context_data(crumbs=crumbs, cancel_url=here, **kwargs)


class EditReport(ReportView):
    verb = Verb.WRITE_REPORT
    form_class = ReportForm
    title = gettext_lazy("Title and signature")
    saved = gettext_lazy("Saved.")

    def check(self) -> None:
        super().check()
        if reason := fixed_reason(self.report):
            raise PermissionDenied(reason)
        self.had_red_head = self.report.has_red_head

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.report}

    def write(self, form: Any) -> Report:
        version = form.cleaned_data["version"]
        return drafts.edit(report=self.report, version=version, by=self.request.user, **form.values())

    def done_url(self, record: Any) -> str:
        """On with the fields of a red head that was only now asked for."""
        if self.report.has_red_head and not self.had_red_head:
            return reverse("reports:edit_report", args=[self.report.pk])
        return super().done_url(record)
