from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from branches.transitions import Transition


class StepForm(forms.Form):
    """The words, and where the step asks for one the new deadline, that go with a decision."""

    comment = forms.CharField(
        label=_("Words"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )
    new_due_on = forms.DateField(
        label=_("New deadline"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, transition: Transition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].required = transition.needs_comment
        if transition.new_deadline:
            self.fields["new_due_on"].required = True
        else:
            del self.fields["new_due_on"]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
