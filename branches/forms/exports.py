from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from branches.ledgers import outlines
from branches.services import exports

FORMS = (
    (exports.XLSX, gettext_lazy("Excel, ready to print on A4")),
    (exports.CSV, gettext_lazy("CSV, for other programs")),
)


def shape_choices(shapes: dict[str, str]) -> list[tuple[str, Any]]:
    """The shapes by name, with what tells those of one name apart."""
    last = [(code, name) for code, name in shapes.items() if code == exports.AS_LAST]
    known = [(code, _described(code, name)) for code, name in shapes.items() if code != exports.AS_LAST]
    return [(_("As last imported"), last), (_("Known shapes"), known)] if last else known


def _described(code: str, name: str) -> str:
    number = outlines.width_of(code)
    return ngettext("%(name)s (%(number)s column)", "%(name)s (%(number)s columns)", number) % {
        "name": name,
        "number": number,
    }


class ExportForm(forms.Form):
    """In which shape, as what file; whether private numbers and names are struck out."""

    shape = forms.ChoiceField(label=gettext_lazy("Shape"), widget=forms.Select({"class": "form-select"}))
    form = forms.ChoiceField(
        label=gettext_lazy("File"), choices=FORMS, widget=forms.RadioSelect, initial=exports.XLSX
    )
    masked = forms.BooleanField(
        required=False,
        initial=True,
        label=gettext_lazy("Strike out identity-card and mobile numbers and names of petitioners"),
    )

    def __init__(self, *args: Any, shapes: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shape"].choices = shape_choices(shapes)
        self.fields["shape"].initial = next(iter(shapes))
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class BlankForm(forms.Form):
    """Which empty ledger to fill in."""

    shape = forms.ChoiceField(label=gettext_lazy("Shape"), widget=forms.Select({"class": "form-select"}))

    def __init__(self, *args: Any, shapes: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shape"].choices = shape_choices(shapes)
