"""A report written elsewhere comes in: brought, put in order beside its text, entered into a folder."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.exceptions import StaleVersion
from branches.views.writing import WriteView, place_errors
from reports.forms.report_imports import BringForm, CommitForm
from reports.models import ReportImport
from reports.reading import arrangement
from reports.reading.arrangement import Place
from reports.selectors import report_imports as reading
from reports.services import report_imports


class BringReport(WriteView):
    verb = Verb.EDIT_CASES
    form_class = BringForm
    title = gettext_lazy("Import a report")
    submit_label = gettext_lazy("Read it")
    saved = gettext_lazy("The text has been taken apart; nothing is entered yet.")

    def write(self, form: Any) -> ReportImport:
        return report_imports.start(by=self.request.user, **form.cleaned_data)

    def done_url(self, record: Any) -> str:
        return reverse("reports:report_import", args=[record.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        intro = _(
            "The text is taken apart and shown beside the original. Nothing is written before you say so."
        )
        where = reverse("reports:report_list")
        crumbs = [(_("Reports"), where)]
        return super().get_context_data(crumbs=crumbs, cancel_url=where, intro=intro, **kwargs)


def _mine(request: SignedInRequest, pk: int) -> ReportImport:
    return get_object_or_404(ReportImport.objects.visible_to(request.user), pk=pk)


def report_import(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _mine(request, pk)
    if found.committed_at and found.rectification_id:
        return redirect("branches:folder", found.rectification_id)
    return _preview(request, found, CommitForm(user=request.user, report_import=found))


def _preview(
    request: SignedInRequest, found: ReportImport, form: CommitForm, status: int = 200
) -> HttpResponse:
    context = {
        "import": found,
        "preview": reading.preview(found),
        "form": form,
        "crumbs": [
            (_("Reports"), reverse("reports:report_list")),
            (_("Import a report"), reverse("reports:bring")),
        ],
    }
    return render(request, "reports/report_import.html", context, status=status)


@require_POST
def arrange(request: SignedInRequest, pk: int) -> HttpResponse:
    """One press on one piece; the page comes back at that piece."""
    found = _mine(request, pk)
    change, key = _wanted(request)
    version = request.POST.get("version", "")
    try:
        report_imports.arrange(
            report_import=found,
            change=change,
            by=request.user,
            version=int(version) if version.isdecimal() else None,
        )
    except StaleVersion:
        messages.warning(
            request, _("The pieces were moved in another window meanwhile; this is how they stand now.")
        )
    except LookupError as error:
        raise Http404 from error
    return redirect(reverse("reports:report_import", args=[pk]) + f"#piece-{key}")


def _wanted(request: SignedInRequest) -> tuple[Any, int]:
    """What was pressed, as a function on the pieces. Raises ``Http404`` for what no button of ours sends."""
    action, _colon, value = request.POST.get("action", "").partition(":")
    try:
        key = int(request.POST.get("key", ""))
        changes: dict[str, Callable[[], Any]] = {
            "move": lambda: partial(arrangement.move, key=key, place=Place(request.POST.get("place", ""))),
            "drop": lambda: partial(arrangement.move, key=key, place=Place.DROPPED),
            "up": lambda: partial(arrangement.shift, key=key, by=-1),
            "down": lambda: partial(arrangement.shift, key=key, by=1),
            "split": lambda: partial(arrangement.split, key=key, after=int(value)),
            "merge": lambda: partial(arrangement.merge, key=key),
        }
        return changes[action](), key
    except (KeyError, ValueError) as error:
        raise Http404 from error


@require_POST
def commit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = _mine(request, pk)
    form = CommitForm(request.POST, user=request.user, report_import=found)
    if not form.is_valid():
        return _preview(request, found, form, status=422)
    try:
        entered = report_imports.commit(report_import=found, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        place_errors(form, error)
        return _preview(request, found, form, status=422)
    messages.success(request, reading.in_words(entered.counts, entered.present))
    return redirect("branches:folder", entered.report.rectification_id)


@require_POST
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    report_imports.discard(report_import=_mine(request, pk), by=request.user)
    messages.success(request, _("The text has been discarded."))
    return redirect("reports:report_list")
