from branches.forms.folder_parts import FolderPartForm
from branches.models import Cause


class CauseForm(FolderPartForm):
    class Meta:
        model = Cause
        fields = ["number", "text", "title", "problems"]
