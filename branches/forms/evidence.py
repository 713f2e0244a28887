from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from branches.evidence_files import ACCEPTED, MOST_FILES, CheckedFile, check
from branches.forms.writing import RecordForm, bare_helper
from branches.models import Evidence


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, each checked by its content; cleans to a list of ``CheckedFile``."""

    widget = FilesInput({"accept": ACCEPTED, "data-shrink": ""})

    def clean(self, data: Any, initial: Any = None) -> list[CheckedFile]:
        uploads = data if isinstance(data, list) else [data] if data else []
        if len(uploads) > MOST_FILES:
            raise ValidationError(_("At most nine files at a time."))
        checked, wrong = [], []
        for upload in uploads:
            try:
                checked.append(check(upload))
            except ValidationError as error:
                wrong.append(error)
        if wrong:
            raise ValidationError(wrong)
        return checked


class EvidenceForm(RecordForm):
    class Meta:
        model = Evidence
        fields = ["caption"]

    def __init__(self, *args: Any, folder: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class WithdrawForm(forms.Form):
    """Why a file is withdrawn; carries the version that was looked at."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def values(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"]}
