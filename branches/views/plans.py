from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from branches.forms.plans import PlanForm
from branches.models import FollowUpPlan
from branches.services import plans
from branches.views.folder_parts import AddPart, EditPart, RemovePart


class AddPlan(AddPart):
    noun, service, form_class = "plan", plans, PlanForm
    title = _("New next step")


class EditPlan(EditPart):
    noun, service, form_class, model = "plan", plans, PlanForm, FollowUpPlan
    title = _("Edit next step")


class RemovePlan(RemovePart):
    noun, service, model = "plan", plans, FollowUpPlan
    title = _("Delete next step")


@require_POST
def become_measure(request: SignedInRequest, pk: int) -> HttpResponse:
    """One press; then the form of the measure, for who answers for it and until when."""
    visible = FollowUpPlan.objects.visible_to(request.user)
    measure = plans.become_measure(plan=get_object_or_404(visible, pk=pk), by=request.user)
    messages.success(request, _("The next step is a measure now; say who answers for it and until when."))
    return redirect("branches:edit_measure", measure.pk)
