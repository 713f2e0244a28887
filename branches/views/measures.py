from django.utils.translation import gettext_lazy as _

from branches.forms.measures import MeasureForm
from branches.models import Measure
from branches.services import measures
from branches.views.folder_parts import AddPart, EditPart, RemovePart


class AddMeasure(AddPart):
    noun, service, form_class = "measure", measures, MeasureForm
    title = _("New measure")


class EditMeasure(EditPart):
    noun, service, form_class, model = "measure", measures, MeasureForm, Measure
    title = _("Edit measure")


class RemoveMeasure(RemovePart):
    noun, service, model = "measure", measures, Measure
    title = _("Delete measure")
