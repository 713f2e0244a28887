from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms

from branches.forms.writing import RecordForm
from branches.models import Problem, Rectification


class FolderPartForm(RecordForm):
    """A form on a part of ``folder``: links go to problems of this folder only, numbers follow the last one.

    A new part brings a ``key`` of its own, by which the service knows the form if it is sent again.
    """

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, folder: Rectification, next_number: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.folder = folder
        if self.instance.pk:
            del self.fields["key"]
        else:
            self.initial["key"] = uuid4()
        if next_number and "number" in self.fields:
            self.initial["number"] = next_number
        if "problems" in self.fields:
            self.fields["problems"] = ProblemsField(folder, label=self.fields["problems"].label)


class ProblemsField(forms.ModelMultipleChoiceField):
    """Check boxes of the folder's problems, each with its number."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, folder: Rectification, **kwargs: Any) -> None:
        super().__init__(Problem.objects.filter(rectification=folder), required=False, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number}. {obj.title}"
