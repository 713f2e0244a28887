from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from branches.choices import EDITABLE_STAGES
from branches.models import Branch, Campaign, Rectification
from reports.models import ReportImport
from reports.reading.exceptions import UnreadableReport
from reports.reading.files import checked, text_of_upload


class _Form(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class BringForm(_Form):
    """A report as a file or as pasted text; cleans to ``text`` and ``source``."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("Word (.docx, .doc) or plain text (.txt)."),
        widget=forms.FileInput({"accept": ".docx,.doc,.txt"}),
    )
    text = forms.CharField(
        label=gettext_lazy("or paste the text"),
        required=False,
        widget=forms.Textarea({"rows": 12}),
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        upload, pasted = self.cleaned_data.get("file"), self.cleaned_data.get("text", "")
        if not upload and not pasted.strip():
            raise ValidationError(_("Choose a file or paste the text of the report."))
        try:
            text = text_of_upload(upload) if upload else checked(pasted)
        except UnreadableReport as error:
            raise ValidationError({"file" if upload else "text": str(error)}) from error
        return {"text": text, "source": upload.name if upload else ""}


class CommitForm(_Form):
    """Where the pieces go: a folder that is there, or a new one of a branch that is there or new."""

    rectification = forms.ModelChoiceField(
        Rectification.objects.none(), label=gettext_lazy("Folder"), required=False,
        empty_label=gettext_lazy("— a new folder —"),
    )  # fmt: skip
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(),
        label=gettext_lazy("Campaign of the new folder"),
        required=False,
        empty_label=None,
    )
    branch = forms.ModelChoiceField(
        Branch.objects.none(), label=gettext_lazy("Branch of the new folder"), required=False,
        empty_label=gettext_lazy("— a branch that is not in the register yet —"),
    )  # fmt: skip
    branch_name = forms.CharField(
        label=gettext_lazy("Name of the new branch"), max_length=100, required=False
    )
    determined_on = forms.DateField(
        label=gettext_lazy("determined on"), required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, report_import: ReportImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        editable = Rectification.objects.visible_to(user).filter(stage__in=EDITABLE_STAGES)
        folders = editable.select_related("branch", "campaign")
        visible = Branch.objects.visible_to(user).filter(is_active=True)
        offered: dict[str, Any] = {
            "rectification": folders, "campaign": Campaign.objects.visible_to(user), "branch": visible,
        }  # fmt: skip
        fields: dict[str, Any] = self.fields
        for name, rows in offered.items():
            fields[name].queryset = rows
        self._guess(report_import, list(visible), list(folders))

    def _guess(
        self, report_import: ReportImport, branches: list[Branch], folders: list[Rectification]
    ) -> None:
        """The branch that the text names, and its folder if it has one."""
        named = [branch for branch in branches if branch.name in report_import.text]
        branch = max(named, key=lambda one: len(one.name), default=None)
        folder = next((folder for folder in folders if folder.branch_id == getattr(branch, "pk", None)), None)
        self.initial = {
            **self.initial,
            "branch": branch,
            "rectification": folder,
            "determined_on": timezone.localdate(),
        }

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("rectification"):
            return {"rectification": values["rectification"]}
        if not values.get("branch") and not values.get("branch_name", "").strip():
            self.add_error("branch", _("Say which branch the report is about."))
        return {name: values.get(name) for name in ("campaign", "branch", "branch_name", "determined_on")}
