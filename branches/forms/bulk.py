from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from branches.choices import LedgerKind
from branches.services import bulk

FIELD_LABELS = {"responsible": _("Responsible post"), "deadline": _("Deadline")}


class BulkForm(forms.Form):
    """What is to be changed, and what to: a field, or one of the steps that the role of ``user`` carries."""

    what = forms.ChoiceField(label=_("What is to be changed"), widget=forms.RadioSelect)
    responsible = forms.CharField(label=_("Responsible post"), max_length=100, required=False)
    deadline = forms.CharField(
        label=_("Deadline"),
        max_length=60,
        required=False,
        help_text=_("As the office writes it; the date is read from the words."),
    )
    due_on = forms.DateField(
        label=_("Due on"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    long_term = forms.BooleanField(label=_("Long-term"), required=False)
    comment = forms.CharField(
        label=_("Words"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    rows = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, kind: LedgerKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.steps = {f"step:{row.step}": row for row in bulk.steps_for(user, kind)}
        fields = bulk.fields_for(user)
        self.fields["what"].choices = [
            *((name, FIELD_LABELS[name]) for name in fields),
            *((key, row.label) for key, row in self.steps.items()),
        ]
        if not fields:
            for name in ("responsible", "deadline", "due_on", "long_term"):
                del self.fields[name]
        if not self.steps:
            del self.fields["comment"]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_rows(self) -> list[tuple[int, int]]:
        """The rows that were shown, "id:version" separated by commas; empty before they were."""
        pairs = [pair.partition(":") for pair in self.cleaned_data["rows"].split(",") if pair]
        if not all(
            part.isascii() and part.isdecimal() for pk, _sep, version in pairs for part in (pk, version)
        ):
            raise forms.ValidationError(_("Look at the rows again before you change them."))
        return [(int(pk), int(version)) for pk, _sep, version in pairs][: bulk.MOST]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        what = cleaned.get("what", "")
        if what == "responsible" and not cleaned.get("responsible", "").strip():
            self.add_error("responsible", _("Name the post."))
        if what == "deadline" and not (cleaned.get("deadline") or cleaned.get("due_on")):
            self.add_error("deadline", _("Write the deadline, or give its date."))
        if what in self.steps and self.steps[what].needs_comment and not cleaned.get("comment", "").strip():
            self.add_error("comment", _("Say why, in a few words."))
        return cleaned

    def change(self) -> bulk.Change:
        """The valid form as what the service takes."""
        cleaned = self.cleaned_data
        if cleaned["what"] in self.steps:
            step = self.steps[cleaned["what"]].step
            return bulk.Change(self.kind, step=step, comment=cleaned["comment"].strip())
        if cleaned["what"] == "responsible":
            return bulk.Change(self.kind, {"responsible": cleaned["responsible"].strip()})
        given = {name: cleaned[name] for name in ("deadline", "due_on") if cleaned[name]}
        return bulk.Change(self.kind, {**given, "long_term": cleaned["long_term"]})
