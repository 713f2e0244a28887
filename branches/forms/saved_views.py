from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from branches.models import SavedView
from branches.selectors.ledger_columns import NAMING, Ledger


class ColumnsForm(forms.Form):
    """Which columns are shown; the one that names the row always is."""

    columns = forms.MultipleChoiceField(
        label=_("Columns"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, ledger: Ledger, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["columns"].choices = [
            (column.key, column.label) for column in ledger.columns if column.key != NAMING
        ]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class ViewForm(forms.ModelForm):
    class Meta:
        model = SavedView
        fields = ["name"]
        help_texts = {
            "name": _("Filters, order and columns are kept under it; a view of the same name is replaced.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
