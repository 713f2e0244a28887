from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from branches.forms.evidence import FILES_HELP, FilesField
from branches.forms.folder_parts import FolderPartForm
from branches.models import Measure, ProgressEntry


class MeasureForm(FolderPartForm):
    seldom = ("starts_on", "due_on", "long_term", "number")

    class Meta:
        model = Measure
        fields = [
            "title",
            "description",
            "problems",
            "responsible",
            "starts_on",
            "deadline",
            "due_on",
            "long_term",
            "outcome",
            "number",
        ]
        help_texts = {
            "title": _("A short lead; the report prints it first."),
            "outcome": _("What was achieved; the report prints this if it is filled in."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial.setdefault("starts_on", timezone.localdate())


class ProgressForm(FolderPartForm):
    """What was done, how far it is, when. The percent begins where the measure stands."""

    percent = forms.IntegerField(
        label=_("percent after it"),
        min_value=0,
        max_value=100,
        widget=forms.NumberInput({"step": 5, "inputmode": "numeric"}),
    )

    files = FilesField(
        label=_("photos and files"),
        required=False,
        help_text=FILES_HELP,
    )

    # What a phone in the field is used for comes first.
    field_order = ["text", "percent", "files"]

    class Meta:
        model = ProgressEntry
        fields = ["text", "percent", "happened_on", "for_report"]
        help_texts = {"text": _("What was done, and with what result.")}

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure = measure
        if not self.instance.pk:
            self.initial |= {"percent": measure.percent, "happened_on": timezone.localdate()}
