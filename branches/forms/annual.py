from __future__ import annotations

from typing import Any

from django import forms

from branches.forms.writing import RecordForm
from branches.models import Rectification
from branches.selectors.annual import ASKED


class AnnualForm(RecordForm):
    """Four questions of the annual form. What is left open stays open; a second look finds the answers of the first."""

    class Meta:
        model = Rectification
        fields = list(ASKED)
        widgets = {"secretary_state": forms.RadioSelect, "secretary_training": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("secretary_state", "secretary_training"):
            field = self.fields[name]
            field.choices = [choice for choice in field.choices if choice[0]]
