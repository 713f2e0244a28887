from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from branches.exceptions import StaleOrder
from branches.forms.ordering import OrderForm
from branches.models import Cause, FollowUpPlan, Measure, Problem, Rectification, TaskForceMember
from branches.services import ordering
from branches.views.answers import refused, written

NUMBERED: dict[str, type[Any]] = {
    "problem": Problem,
    "cause": Cause,
    "measure": Measure,
    "plan": FollowUpPlan,
    "member": TaskForceMember,
}


@require_POST
def reorder(request: SignedInRequest, pk: int, noun: str) -> HttpResponse:
    """A line was dragged, or moved up or down by its button."""
    folder = get_object_or_404(Rectification.objects.visible_to(request.user), pk=pk)
    if noun not in NUMBERED:
        raise Http404
    form = OrderForm(request.POST)
    url = reverse("branches:folder", args=[pk])
    if not form.is_valid():
        return refused(request, _("This is not an order of lines."), url)
    try:
        ordering.reorder(
            model=NUMBERED[noun], rectification=folder, by=request.user,
            seen=form.cleaned_data["seen"], wanted=form.wanted(),
        )  # fmt: skip
    except StaleOrder:
        return refused(request, _("Somebody else changed the order meanwhile; this is how it is now."), url)
    except ValidationError as error:
        return refused(request, " ".join(error.messages), url)
    part = form.cleaned_data["part"]
    return written(request, _("The order is changed."), f"{url}#{noun}-{part}" if part else url)
