from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from branches.evidence_files import ACCEPTED, MOST_FILES, CheckedFile, check
from branches.forms.writing import RecordForm, bare_helper
from branches.models import Evidence

FILES_HELP = _("At most nine, each up to 20 MB: pictures, PDF, DOCX, XLSX.")


class FilesInput(forms.Widget):
    """Files from the device and, on a phone, from its camera: two inputs of one name."""

    template_name = "forms/files_input.html"
    needs_multipart_form = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files

    def use_required_attribute(self, initial: Any) -> bool:
        """Of two inputs one stays empty."""
        return False

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return render_to_string(self.template_name, self.get_context(name, value, attrs))


class FilesField(forms.FileField):
    """Several files at once, each checked by its content; cleans to a list of ``CheckedFile``."""

    widget = FilesInput({"accept": ACCEPTED, "data-shrink": ""})

    def clean(self, data: Any, initial: Any = None) -> list[CheckedFile]:
        uploads = data or []
        if self.required and not uploads:
            raise ValidationError(self.error_messages["required"], code="required")
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


class AttachForm(forms.Form):
    """Files for a problem or a measure, with one caption for all of them."""

    files = FilesField(label=_("photos and files"), help_text=FILES_HELP)
    caption = forms.CharField(label=_("caption"), required=False, max_length=120)

    def __init__(self, *args: Any, folder: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


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
