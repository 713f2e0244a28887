from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms


class RemoveForm(forms.Form):
    """Nothing to fill in; carries the version that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def values(self) -> dict[str, Any]:
        return {}
