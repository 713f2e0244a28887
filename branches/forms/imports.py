from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.exchange import workbooks
from accounts.models import User
from branches.ledgers.vocabulary import fields
from branches.models import LedgerImport
from branches.selectors import campaigns, imports

KEEP = ""


class LedgerField(forms.FileField):
    """A workbook or a table of separated values, read at once; cleans to (name, sheets)."""

    widget = forms.ClearableFileInput({"accept": ".xlsx,.xls,.csv"})

    def clean(self, data: Any, initial: Any = None) -> tuple[str, list[workbooks.Sheet]]:
        upload = super().clean(data, initial)
        if upload.size > workbooks.MOST_BYTES:
            raise ValidationError(
                _("The file is larger than %(most)s MB.") % {"most": workbooks.MOST_BYTES >> 20}
            )
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / Path(upload.name).name
            path.write_bytes(upload.read())
            try:
                return upload.name, workbooks.read(path)
            except workbooks.UnreadableWorkbook as error:
                raise ValidationError(str(error)) from error


class UploadForm(forms.Form):
    campaign = forms.ChoiceField(label=gettext_lazy("Campaign"))
    file = LedgerField(
        label=gettext_lazy("Ledger"),
        allow_empty_file=True,
        help_text=gettext_lazy(
            "Excel (.xlsx, .xls) or .csv, as it is: titles, merged cells and totals may stay in it."
        ),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaigns = campaigns.visible(user)
        chosen = campaigns.chosen(self.campaigns, None)
        self.fields["campaign"].choices = [(str(one.pk), one.name) for one in self.campaigns]
        self.fields["campaign"].initial = str(chosen.pk) if chosen else None
        if len(self.campaigns) == 1:
            self.fields["campaign"].widget = forms.HiddenInput()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def values(self) -> dict[str, Any]:
        name, sheets = self.cleaned_data["file"]
        campaign = campaigns.chosen(self.campaigns, self.cleaned_data["campaign"])
        return {"name": name, "sheets": sheets, "campaign": campaign}


def field_choices() -> list[tuple[str, Any]]:
    """What a column can be: each field by our heading for it, and "keep as it is"."""
    known = [(code, one.heading) for code, one in fields().items() if not one.kept]
    kept = [(code, one.heading) for code, one in fields().items() if one.kept]
    return [
        (KEEP, _("Keep as a column of its own")),
        (_("Goes into the folder"), known),
        (_("Kept beside the record"), kept),
    ]


class ColumnsForm(forms.Form):
    """What each heading of a ledger means; and whom rows belong to that name no branch."""

    def __init__(self, *args: Any, ledger: LedgerImport, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts = ledger.facts
        self.columns: dict[str, tuple[str, str | None]] = {}
        choices = field_choices()
        for number, table in enumerate(ledger.facts["tables"]):
            for place, (heading, field, _sample) in enumerate(table["columns"]):
                self._add(f"t{number}c{place}", heading, field, choices)
        if self.needs_branch(ledger):
            self.fields["branch"] = forms.ModelChoiceField(
                imports.branches(user),
                required=False,
                initial=ledger.branch_id,
                label=_("Rows that name no Party branch belong to"),
                empty_label=_("Nobody: such rows are refused"),
                widget=forms.Select({"class": "form-select"}),
            )

    def _add(self, name: str, heading: str, field: str | None, choices: list[Any]) -> None:
        own = field if field in fields() else KEEP
        self.columns[name] = heading, field
        self.fields[name] = forms.ChoiceField(
            choices=choices,
            required=False,
            initial=own,
            label=_("“%(heading)s” means") % {"heading": heading},
            widget=forms.Select({"class": "form-select"}),
        )

    @staticmethod
    def needs_branch(ledger: LedgerImport) -> bool:
        """Whether a table with records has no column that names branches."""
        return any(
            not table["figures"] and all(field != "branch" for _heading, field, _sample in table["columns"])
            for table in ledger.facts["tables"]
        )

    def values(self) -> dict[str, Any]:
        """Only what was changed is a choice; the rest stays as recognised."""
        chosen = {}
        for name, (heading, field) in self.columns.items():
            wanted = self.cleaned_data[name] or None
            if wanted != (field if field in fields() else None):
                chosen[heading] = wanted
        return {"chosen": chosen, "branch": self.cleaned_data.get("branch")}

    def tables(self) -> list[list[tuple[str, str, forms.BoundField]]]:
        """(heading, example, field) of each column, table by table."""
        return [
            [
                (heading, sample, self[f"t{number}c{place}"])
                for place, (heading, _field, sample) in enumerate(table["columns"])
            ]
            for number, table in enumerate(self.facts["tables"])
        ]
