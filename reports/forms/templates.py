from __future__ import annotations

from typing import Any

from django import forms

from branches.forms.writing import RecordForm
from reports.models import ReportTemplate
from reports.models.templates import WORDS, words_told


class TemplateForm(RecordForm):
    """The words of a template. ``version`` names the one that was edited."""

    class Meta:
        model = ReportTemplate
        fields = list(WORDS)

    def __init__(self, *args: Any, base: ReportTemplate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = base.version
        self.instance.kind = base.kind
        for name in set(WORDS) - set(words_told(base.kind)):
            del self.fields[name]
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 2
