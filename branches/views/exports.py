"""The ledger goes out: in which shape, as a file, or made in the background."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts import access
from accounts.access import Verb
from accounts.exchange.files import attached
from accounts.requests import SignedInRequest
from branches.choices import LedgerKind
from branches.filters import FILTERS, Pill
from branches.forms.exports import ExportForm
from branches.models import Campaign
from branches.selectors import campaigns, ledger
from branches.selectors.ledger_columns import LEDGERS
from branches.services import exports
from branches.services.exports import Made, Wish
from branches.views.addresses import campaign_of
from branches.views.answers import framed

TYPES = {
    exports.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    exports.CSV: "text/csv; charset=utf-8",
}
OWN_FIELDS = ("shape", "form", "masked", "csrfmiddlewaretoken", "after", "view", "print", "sort")
"""What an address or a form says of the file, or of the page, and not of which rows are meant."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows that the ledger shows at an address: their keys, and the filters in words."""

    campaign: Campaign
    kind: LedgerKind
    keys: list[int]
    pills: list[Pill]
    carried: list[tuple[str, str]]
    query: str


def _listed(request: SignedInRequest, wanted: QueryDict) -> Listed:
    access.require(request.user, Verb.VIEW_CASES)
    campaign = campaign_of(wanted, campaigns.visible(request.user))
    if campaign is None:
        raise Http404
    kind = ledger.kind_of(wanted.get("kind"))
    query = wanted.copy()
    for name in OWN_FIELDS:
        query.pop(name, None)
    rows = ledger.listed(request.user, LEDGERS[kind], campaign)
    found = FILTERS[kind](query, rows, request=request, campaign=campaign)
    keys = list(found.qs.order_by().values_list("pk", flat=True)[: exports.MOST + 1])
    carried = [(name, value) for name, values in query.lists() for value in values if value]
    return Listed(campaign, kind, keys, found.pills, carried, query.urlencode())


def export_page(request: SignedInRequest) -> HttpResponse:
    """Choose shape and file for the rows that the ledger shows."""
    listed = _listed(request, request.GET)
    return _asked(request, listed, ExportForm(shapes=exports.shapes_for(request.user, listed.kind)))


def export_file(request: SignedInRequest) -> HttpResponse:
    """The file itself: a plain address, without a write."""
    listed = _listed(request, request.GET)
    form = ExportForm(request.GET, shapes=exports.shapes_for(request.user, listed.kind))
    if form.is_valid():
        try:
            made = exports.export(keys=listed.keys, wish=_wish(listed, form), by=request.user)
            return as_file(made)
        except ValidationError as error:
            form.add_error("shape", error)
    return _asked(request, listed, form)


@require_POST
def order_export(request: SignedInRequest) -> HttpResponse:
    """A large file is made in the background."""
    listed = _listed(request, request.POST)
    form = ExportForm(request.POST, shapes=exports.shapes_for(request.user, listed.kind))
    if form.is_valid():
        try:
            job = exports.order(keys=listed.keys, wish=_wish(listed, form), by=request.user)
            return redirect("branches:job", job.pk)
        except ValidationError as error:
            form.add_error("shape", error)
    return _asked(request, listed, form)


def _wish(listed: Listed, form: ExportForm) -> Wish:
    return Wish(campaign=listed.campaign, kind=listed.kind, **form.cleaned_data)


def _asked(request: SignedInRequest, listed: Listed, form: ExportForm) -> HttpResponse:
    number = len(listed.keys)
    back = f"{reverse('branches:ledger')}?{listed.query}"
    context: dict[str, Any] = {
        "form": form,
        "listed": listed,
        "number": min(number, exports.MOST),
        "is_exact": number <= exports.MOST,
        "is_large": number > exports.MANY,
        "crumbs": [(_("Ledger"), back)],
        "cancel_url": back,
        **framed(request),
    }
    return render(request, "branches/export.html", context, status=422 if form.errors else 200)


def blank(request: SignedInRequest) -> HttpResponse:
    """An empty ledger to fill in."""
    return as_file(exports.blank(shape=request.GET.get("shape", ""), by=request.user))


def as_file(made: Made) -> HttpResponse:
    return attached(made.content, made.name, TYPES[made.name.rpartition(".")[2]])
