from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from branches.forms.writing import bare_helper
from reports.reading.exceptions import UnreadableReport
from reports.reading.files import text_of_upload

ALL = "all"


class WordBackForm(forms.Form):
    """The edited file; cleans to its ``text``."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("The Word file (.docx) that was downloaded from this draft and edited."),
        widget=forms.FileInput({"accept": ".docx,.doc"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def clean(self) -> dict[str, Any]:
        upload = self.cleaned_data.get("file")
        if upload is None:
            return {}
        try:
            return {"text": text_of_upload(upload)}
        except UnreadableReport as error:
            raise ValidationError({"file": str(error)}) from error


def chosen_in(data: QueryDict) -> dict[str, str]:
    """The changes that were chosen, each with the fingerprint that the page showed.

    A button names one of them or all; else those that are ticked.
    """
    shown = {name.removeprefix("was-"): str(data[name]) for name in data if name.startswith("was-")}
    only = data.get("only", "")
    keys = shown if only == ALL else [only] if only else data.getlist("take")
    return {key: shown[key] for key in keys if key in shown}
