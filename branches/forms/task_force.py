from branches.forms.folder_parts import FolderPartForm
from branches.models import TaskForceMember


class TaskForceForm(FolderPartForm):
    class Meta:
        model = TaskForceMember
        fields = ["kind", "unit", "post", "name", "from_on", "to_on"]
