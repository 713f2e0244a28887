"""One change to many rows of the ledger: chosen, shown row by row, then done to exactly those that were shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.filters import FILTERS
from branches.forms.bulk import BulkForm
from branches.models import Job
from branches.selectors import campaigns, ledger
from branches.selectors.ledger_columns import LEDGERS
from branches.services import bulk
from branches.views.addresses import campaign_of, query_without


class BulkEdit(View):
    """The address says which rows: those picked one by one, or ``all`` that its filters leave."""

    request: SignedInRequest

    def dispatch(self, request: SignedInRequest, *args: Any, **kwargs: Any) -> Any:
        access.require(request.user, Verb.VIEW_CASES)
        self.kind = ledger.kind_of(request.GET.get("kind"))
        if not (bulk.fields_for(request.user) or bulk.steps_for(request.user, self.kind)):
            raise PermissionDenied(_("Your role does not allow you to change rows of this ledger."))
        self.back = f"{reverse('branches:ledger')}?{query_without(request, 'pick', 'all', 'after')}"
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: SignedInRequest) -> HttpResponse:
        return self.answer(self.form())

    def post(self, request: SignedInRequest) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.answer(form, status=422)
        if rows := form.cleaned_data["rows"]:
            return self.apply(rows, form.change())
        verdicts = bulk.preview(self.picked(), form.change(), request.user)
        return self.answer(form, verdicts=verdicts)

    def form(self, data: Any = None) -> BulkForm:
        return BulkForm(data, user=self.request.user, kind=self.kind)

    def picked(self) -> QuerySet[Any]:
        user, wanted, shape = self.request.user, self.request.GET, LEDGERS[self.kind]
        if not wanted.get("all"):
            keys = [key for key in wanted.getlist("pick") if key.isascii() and key.isdecimal()]
            return shape.model._default_manager.visible_to(user).filter(pk__in=keys)
        campaign = campaign_of(wanted, campaigns.visible(user))
        if campaign is None:
            return shape.model._default_manager.none()
        rows = ledger.listed(user, shape, campaign)
        return FILTERS[self.kind](wanted, rows, request=self.request, campaign=campaign).qs

    def apply(self, rows: list[tuple[int, int]], change: bulk.Change) -> HttpResponse:
        outcome = bulk.apply(rows=rows, change=change, by=self.request.user)
        if isinstance(outcome, Job):
            return redirect("branches:job", outcome.pk)
        tell = messages.warning if outcome.refused else messages.success
        tell(self.request, outcome.words)
        return redirect(self.back)

    def answer(
        self, form: BulkForm, verdicts: list[bulk.Verdict] | None = None, status: int = 200
    ) -> HttpResponse:
        number, is_exact = ledger.counted(self.picked())
        able = [verdict for verdict in verdicts or [] if not verdict.reason]
        context = {
            "form": form,
            "number": number,
            "is_exact": is_exact,
            "verdicts": verdicts,
            "able": able,
            "unable": [verdict for verdict in verdicts or [] if verdict.reason],
            "rows": ",".join(f"{verdict.row.pk}:{verdict.row.version}" for verdict in able),
            "is_job": len(able) > bulk.AT_ONCE,
            "kind": self.kind,
            "back": self.back,
            "crumbs": [(_("Ledger"), self.back)],
        }
        return render(self.request, "branches/bulk.html", context, status=status)
