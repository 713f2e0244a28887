from django.utils.translation import gettext_lazy as _

from branches.forms.causes import CauseForm
from branches.models import Cause
from branches.services import causes
from branches.views.folder_parts import AddPart, EditPart, RemovePart


class AddCause(AddPart):
    noun, service, form_class = "cause", causes, CauseForm
    title = _("New cause")


class EditCause(EditPart):
    noun, service, form_class, model = "cause", causes, CauseForm, Cause
    title = _("Edit cause")


class RemoveCause(RemovePart):
    noun, service, model = "cause", causes, Cause
    title = _("Delete cause")
