from branches.forms.folder_parts import FolderPartForm
from branches.models import TaskForceMember


class TaskForceForm(FolderPartForm):
    seldom = ("from_on", "to_on")

    class Meta:
        model = TaskForceMember
        fields = ["kind", "unit", "post", "name", "from_on", "to_on"]
