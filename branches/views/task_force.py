from django.utils.translation import gettext_lazy as _

from branches.forms.task_force import TaskForceForm
from branches.models import TaskForceMember
from branches.services import task_force
from branches.views.folder_parts import AddPart, EditPart, RemovePart


class AddMember(AddPart):
    noun, service, form_class = "member", task_force, TaskForceForm
    title = _("New task force member")


class EditMember(EditPart):
    noun, service, form_class, model = "member", task_force, TaskForceForm, TaskForceMember
    title = _("Edit task force member")


class RemoveMember(RemovePart):
    noun, service, model = "member", task_force, TaskForceMember
    title = _("Delete task force member")
