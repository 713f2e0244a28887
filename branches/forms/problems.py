from __future__ import annotations

from typing import Any

from branches.forms.folder_parts import FolderPartForm
from branches.models import Problem


class ProblemForm(FolderPartForm):
    seldom = ("title", "found_on", "due_on", "long_term", "number")

    class Meta:
        model = Problem
        fields = [
            "text",
            "title",
            "criterion",
            "responsible",
            "found_on",
            "deadline",
            "due_on",
            "long_term",
            "number",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = self.folder.campaign.criteria.all()
        if not self.instance.pk:
            self.initial.setdefault("found_on", self.folder.determined_on)
