from django.utils.translation import gettext_lazy as _

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
