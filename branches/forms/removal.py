from __future__ import annotations

from typing import Any

from django import forms

from branches.forms.writing import bare_helper


class RemoveForm(forms.Form):
    """Nothing to fill in; carries the version that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def values(self) -> dict[str, Any]:
        return {}
