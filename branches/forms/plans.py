from django.utils.translation import gettext_lazy as _

from branches.forms.folder_parts import FolderPartForm
from branches.models import FollowUpPlan


class PlanForm(FolderPartForm):
    seldom = ("number",)

    class Meta:
        model = FollowUpPlan
        fields = ["title", "text", "number"]
        help_texts = {"title": _("A short lead; the report prints it first.")}
