"""What every form that writes a record shares."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.functional import cached_property

LONG_TEXT_ROWS = 4


class MoreFields(Div):
    """Fields that are seldom needed, folded away; open if something is wrong in them."""

    template = "forms/more_fields.html"

    def render(self, form: Any, context: Any, **kwargs: Any) -> Any:
        context.update({"more": [form[name] for name in self.fields]})
        return super().render(form, context, **kwargs)


class RecordForm(forms.ModelForm):
    """A form that travels with the version of the record it was filled from, so that a second editor is told.

    ``seldom`` names the fields that are folded away at its end.
    """

    seldom: tuple[str, ...] = ()

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version if self.instance.pk else None
        for field in self.fields.values():
            suit(field)

    @cached_property
    def helper(self) -> FormHelper:
        helper = bare_helper()
        if self.seldom:
            usual = [name for name in self.fields if name not in self.seldom]
            helper.layout = Layout(*usual, MoreFields(*self.seldom))
        return helper

    def values(self) -> dict[str, Any]:
        """The cleaned values without the version: what a service takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def bare_helper() -> FormHelper:
    """A form that is drawn without its tag, its token and its button: the page has those."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    return helper


def suit(field: forms.Field) -> None:
    if isinstance(field, forms.DateField):
        field.widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    elif isinstance(field.widget, forms.Textarea):
        field.widget.attrs["rows"] = LONG_TEXT_ROWS
