from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from branches.choices import SETTLED, LookBackState
from branches.forms.folder_parts import ProblemsField
from branches.forms.writing import LONG_TEXT_ROWS, bare_helper, suit
from branches.models import Rectification


class LookBackForm(forms.Form):
    """Findings in words and the verdict; what a rebound needs is asked for below."""

    VERDICTS = [(one.value, one.label) for one in (LookBackState.CONSOLIDATED, LookBackState.REBOUNDED)]

    done_on = forms.DateField(label=_("done on"))
    text = forms.CharField(
        label=_("findings"), max_length=1000, widget=forms.Textarea({"rows": LONG_TEXT_ROWS})
    )
    verdict = forms.ChoiceField(label=_("verdict"), choices=VERDICTS, widget=forms.RadioSelect)
    new_due_on = forms.DateField(
        label=_("New deadline"),
        required=False,
        help_text=_("Only after a rebound: the folder goes back to rectification."),
    )

    def __init__(self, *args: Any, folder: Rectification, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        self.fields["problems"] = ProblemsField(
            folder,
            label=_("problems to reopen"),
            help_text=_("Only after a rebound; none if the matter is a new one."),
        )
        self.fields["problems"].queryset = folder.problems.filter(status__in=SETTLED)
        self.initial["done_on"] = timezone.localdate()
        for field in self.fields.values():
            suit(field)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        rebounded = cleaned.get("verdict") == LookBackState.REBOUNDED
        if rebounded and not cleaned.get("new_due_on") and "new_due_on" not in self.errors:
            message = _("Give a new deadline that lies in the future.")
            self.add_error("new_due_on", ValidationError(message))
        return cleaned

    @property
    def is_rebound(self) -> bool:
        return bool(self.cleaned_data["verdict"] == LookBackState.REBOUNDED)

    def values(self) -> dict[str, Any]:
        """What the service of the verdict takes."""
        names = ["text", "done_on", *(["new_due_on", "problems"] if self.is_rebound else [])]
        return {name: self.cleaned_data[name] for name in names}
