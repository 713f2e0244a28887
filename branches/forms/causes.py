from branches.forms.folder_parts import FolderPartForm
from branches.models import Cause


class CauseForm(FolderPartForm):
    seldom = ("title", "number")

    class Meta:
        model = Cause
        fields = ["text", "title", "problems", "number"]
