"""The life of a report: a page for every step of the transition table, one for a new version, one that compares."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import Verb
from accounts.requests import SignedInRequest
from reports.choices import ReportState
from reports.forms.decisions import CompareForm, DecisionForm, RenewForm
from reports.models import Report
from reports.selectors import versions
from reports.selectors.steps import in_the_way
from reports.services import decisions, issuing
from reports.transitions import TRANSITIONS
from reports.views.reports import ReportView, visible, way_to


class _Confirmed(ReportView):
    template_name = "forms/confirm_page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = [(_("Report"), self.report.title), (_("State"), self.report.get_state_display())]
        return super().get_context_data(facts=facts, **kwargs)


class ReportStep(_Confirmed):
    form_class = DecisionForm
    saved = gettext_lazy("Done; the decision is on record.")

    def find(self) -> None:
        rows = [row for row in TRANSITIONS if row.step == self.kwargs["step"] and not row.is_outcome]
        if not rows:
            raise Http404
        self.row = rows[0]
        self.verb, self.title, self.submit_label = self.row.verb, self.row.label, self.row.label
        super().find()

    def check(self) -> None:
        super().check()
        # What is pressed a second time is for the service to tell.
        if self.request.method != "POST" and self.report.state not in self.row.sources:
            raise PermissionDenied(_("This step is not possible now: somebody may have taken it already."))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "transition": self.row}

    def write(self, form: Any) -> Any:
        return decisions.take_step(
            report=self.report, step=self.row.step, by=self.request.user, **form.values()
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        missing = in_the_way(self.row, self.report, self.request.user)
        return super().get_context_data(missing=missing, question=self.row.question, **kwargs)


class NewVersion(_Confirmed):
    verb = Verb.WRITE_REPORT
    form_class = RenewForm
    title = gettext_lazy("Begin a new version")
    submit_label = gettext_lazy("Begin a new version")
    saved = gettext_lazy("The new version is begun; until it is issued, the old one holds.")
    leads_on = True

    def check(self) -> None:
        super().check()
        if self.request.method != "POST" and self.report.state != ReportState.ISSUED:
            raise PermissionDenied(_("Only what is issued is replaced by a new version."))

    def write(self, form: Any) -> Report:
        return issuing.renew(report=self.report, by=self.request.user, **form.values())

    def done_url(self, record: Any) -> str:
        return reverse("reports:report", args=[record.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = _("It begins with the same words. Once it is issued, it replaces this one.")
        return super().get_context_data(question=question, **kwargs)


def compare(request: SignedInRequest, pk: int) -> HttpResponse:
    """A report and another one of the same folder side by side, the older at the left."""
    report = get_object_or_404(visible(request), pk=pk)
    others = versions.others(report, request.user)
    chosen = CompareForm(request.GET, others=others)
    other = chosen.cleaned_data["to"] if chosen.is_valid() else versions.nearest(report, others)
    context = {
        "report": report,
        "form": CompareForm(initial={"to": other}, others=others),
        "comparison": versions.compare(other, report) if other else None,
        "crumbs": [*way_to(report), (report.title, reverse("reports:report", args=[pk]))],
    }
    return render(request, "reports/compare.html", context)
