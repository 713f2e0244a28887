"""A Word file that was edited outside comes back: looked at beside the draft, and taken over change by change."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import Verb
from accounts.requests import SignedInRequest
from reports.exceptions import Overtaken
from reports.forms.word_back import WordBackForm, chosen_in
from reports.models import Report
from reports.reading.exceptions import UnreadableReport
from reports.reading.files import checked
from reports.selectors import rights
from reports.selectors.steps import fixed_reason
from reports.selectors.word_back import read_back
from reports.services.word_back import take_over
from reports.views.reports import visible, way_to


def word_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """The place to choose the file; sent, what it changes. Nothing is written here."""
    report = _draft(request, pk)
    form = WordBackForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _page(request, report, form=form)
    if not form.is_valid():
        return _page(request, report, status=422, form=form)
    return _page(request, report, found=read_back(report, form.cleaned_data["text"]))


@require_POST
def take(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take over what was chosen, and show what is left."""
    report = _draft(request, pk)
    try:
        text = checked(request.POST.get("text", ""))
        count = take_over(report=report, text=text, chosen=chosen_in(request.POST), by=request.user)
    except Overtaken:
        words = _(
            "Somebody has changed the draft meanwhile; nothing was written. Here is what the file changes now."
        )
        messages.error(request, words)
        return _page(request, report, status=409, found=read_back(report, text))
    except (UnreadableReport, ValidationError) as error:
        messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
        return _page(request, report, status=422, form=WordBackForm())
    taken = ngettext("%(count)d change taken over.", "%(count)d changes taken over.", count)
    messages.success(request, taken % {"count": count})
    left = read_back(Report.objects.get(pk=pk), text)
    return _page(request, report, found=left) if left.changes else redirect("reports:report", pk)


def _draft(request: SignedInRequest, pk: int) -> Report:
    report: Report = get_object_or_404(visible(request), pk=pk)
    rights.require(request.user, Verb.WRITE_REPORT, report)
    if reason := fixed_reason(report):
        raise PermissionDenied(reason)
    return report


def _page(request: SignedInRequest, report: Report, *, status: int = 200, **what: Any) -> HttpResponse:
    here = reverse("reports:report", args=[report.pk])
    context = {"report": report, "crumbs": [*way_to(report), (report.title, here)], **what}
    return render(request, "reports/word_back.html", context, status=status)
