from django.utils.translation import gettext_lazy as _

from branches.forms.problems import ProblemForm
from branches.models import Problem
from branches.services import problems
from branches.views.folder_parts import AddPart, EditPart, RemovePart


class AddProblem(AddPart):
    noun, service, form_class = "problem", problems, ProblemForm
    title = _("New problem")


class EditProblem(EditPart):
    noun, service, form_class, model = "problem", problems, ProblemForm, Problem
    title = _("Edit problem")


class RemoveProblem(RemovePart):
    noun, service, model = "problem", problems, Problem
    title = _("Delete problem")
