from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from branches.forms.writing import bare_helper
from branches.transitions import Transition


class StepForm(forms.Form):
    """The words that go with a decision."""

    comment = forms.CharField(
        label=_("Words"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, transition: Transition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].required = transition.needs_comment
        self.helper = bare_helper()
