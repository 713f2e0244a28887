"""A ledger comes in: upload, columns, preview, and what becomes of it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.choices import ImportState, RowState
from branches.forms.exports import BlankForm
from branches.forms.imports import ColumnsForm, UploadForm
from branches.forms.removal import RemoveForm
from branches.ledgers import outlines
from branches.models import Job, LedgerImport
from branches.selectors import imports as selectors
from branches.services import imports
from branches.services.exports import Made
from branches.services.import_refusals import refused_workbook
from branches.views.addresses import query_without
from branches.views.exports import as_file
from branches.views.writing import WriteView

ROWS_ON_A_PAGE = 50
SHOWN_IMPORTS = 10


def _mine(request: SignedInRequest, pk: uuid.UUID) -> LedgerImport:
    ledger = get_object_or_404(selectors.own(request.user), pk=pk)
    access.require(request.user, Verb.EDIT_CASES)
    return ledger


def crumbs(ledger: LedgerImport | None = None) -> list[tuple[Any, str]]:
    found: list[tuple[Any, str]] = [(_("Ledger"), reverse("branches:ledger"))]
    return [*found, (_("Import"), reverse("branches:imports"))] if ledger else found


class Upload(WriteView):
    """A form for the file, and what one brought in before."""

    template_name = "branches/import_upload.html"
    form_class = UploadForm
    verb = Verb.EDIT_CASES
    title = _("Import a ledger")
    submit_label = _("Read")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def write(self, form: UploadForm) -> LedgerImport:
        return imports.receive(by=self.request.user, **form.values())

    def done_url(self, record: LedgerImport) -> str:
        return reverse("branches:import_columns", args=[record.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        earlier = selectors.own(self.request.user)[:SHOWN_IMPORTS]
        blank = BlankForm(shapes=outlines.to_fill_in())
        return super().get_context_data(earlier=earlier, blank=blank, crumbs=crumbs(), step=1, **kwargs)


class OneImport(WriteView):
    verb = Verb.EDIT_CASES
    ledger: LedgerImport

    def find(self) -> None:
        self.ledger = get_object_or_404(selectors.own(self.request.user), pk=self.kwargs["pk"])

    def done_url(self, record: Any) -> str:
        return _next_page(self.ledger, record)


class Columns(OneImport):
    """Step one: what was recognised, column by column, to be agreed or changed."""

    template_name = "branches/import_columns.html"
    form_class = ColumnsForm
    title = _("What the columns mean")

    def check(self) -> None:
        if not self.ledger.is_open:
            raise PermissionDenied(_("This ledger has been taken over already."))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "ledger": self.ledger, "user": self.request.user}

    def write(self, form: ColumnsForm) -> Job | None:
        ledger = imports.settle_columns(ledger=self.ledger, by=self.request.user, **form.values())
        return imports.look_through(ledger=ledger, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(ledger=self.ledger, crumbs=crumbs(self.ledger), step=1, **kwargs)
        return {**context, "tables": zip(self.ledger.facts["tables"], context["form"].tables(), strict=True)}


def preview(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Step two: what each row would do, problems first; afterwards, what became of them."""
    ledger = _mine(request, pk)
    if ledger.state == ImportState.READ:
        return redirect("branches:import_columns", pk)
    state = request.GET.get("state", "")
    found = selectors.rows(ledger, state if state in RowState.values else "")
    page = Paginator(found, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    counts = ledger.facts["counts"]
    context = {
        "ledger": ledger,
        "page": page,
        "state": state,
        "states": [(one, counts[one]) for one in RowState],
        "writable": counts[RowState.NEW] + counts[RowState.CHANGED],
        "refused": counts[RowState.REFUSED],
        "total": sum(counts.values()),
        "summary": imports.summary(ledger),
        "query": query_without(request, "page"),
        "crumbs": crumbs(ledger),
        "step": 2 if ledger.is_open else 4,
    }
    return render(request, "branches/import_preview.html", context)


def errors(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """The refused rows as a workbook."""
    ledger = _mine(request, pk)
    if not ledger.cells or not ledger.facts["counts"][RowState.REFUSED]:
        raise Http404
    name = ledger.name.rpartition(".")[0] or ledger.name
    return as_file(Made(f"{name}（需更正）.xlsx", refused_workbook(ledger)))


@require_POST
def mask(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    ledger = imports.strike_out(ledger=_mine(request, pk), by=request.user, masked="masked" in request.POST)
    return redirect(_next_page(ledger, imports.look_through(ledger=ledger, by=request.user)))


@require_POST
def write(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Step three."""
    ledger = _mine(request, pk)
    job = imports.take_over(ledger=ledger, by=request.user)
    if job is None:
        messages.success(request, _("The ledger has been taken over."))
    return redirect(_next_page(ledger, job))


@require_POST
def discard(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    imports.discard(ledger=_mine(request, pk), by=request.user)
    messages.success(request, _("The ledger was thrown away; nothing was written."))
    return redirect("branches:imports")


class Undo(OneImport):
    template_name = "forms/confirm_page.html"
    title = _("Undo the import")
    submit_label = _("Undo")
    saved = _("The import has been undone.")
    form_class = RemoveForm

    def check(self) -> None:
        if self.ledger.state != ImportState.WRITTEN:
            raise PermissionDenied(_("There is nothing to undo: the ledger was not taken over."))

    def write(self, form: Any) -> None:
        imports.undo(ledger=self.ledger, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = _(
            "All that it added is deleted, and what it changed is put back; the audit trail keeps it."
        )
        facts = [(_("file name"), self.ledger.name), (_("taken over"), imports.summary(self.ledger))]
        cancel = reverse("branches:import_preview", args=[self.ledger.pk])
        return super().get_context_data(
            facts=facts, question=question, cancel_url=cancel, crumbs=crumbs(self.ledger), **kwargs
        )


def _next_page(ledger: LedgerImport, job: Job | None) -> str:
    if job:
        return reverse("branches:job", args=[job.pk])
    return reverse("branches:import_preview", args=[ledger.pk])
