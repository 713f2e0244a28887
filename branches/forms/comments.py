from __future__ import annotations

from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from branches.models import Rectification
from branches.selectors import people


class PeopleInput(forms.widgets.ChoiceWidget):
    """A folded list of people to tick; the script offers the same people after an @."""

    template_name = "forms/people_input.html"
    allow_multiple_selected = True
    option_inherits_attrs = False
    input_type = "checkbox"
    use_fieldset = True

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return render_to_string(self.template_name, self.get_context(name, value, attrs))


class PeopleField(forms.ModelMultipleChoiceField):
    widget = PeopleInput

    def label_from_instance(self, obj: Any) -> str:
        post = f" {obj.post}" if obj.post else ""
        return f"{obj} · {obj.organisation}{post} · @{obj.username}"


class CommentForm(forms.Form):
    """What is said, and to whom."""

    text = forms.CharField(
        label=_("comment"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3, "data-mentions": ""}),
        help_text=_("Write @ and a name or username, and that person finds it under “My work”."),
    )
    mentioned = PeopleField(User.objects.none(), label=_("or choose whom to tell"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, folder: Rectification, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentioned"].queryset = people.who_see(folder).exclude(pk=user.pk)
        self.initial["key"] = uuid4()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
