from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from branches.forms.writing import RecordForm, bare_helper
from branches.models import Acceptance, AcceptanceScheme, SchemeItem


class AcceptanceForm(RecordForm):
    """A field for the marks of each item of ``scheme``, the survey's totals, and words.

    ``earlier`` is a returned acceptance whose values a new one begins with.
    """

    class Meta:
        model = Acceptance
        fields = ["held_on", "issued", "returned", "satisfied", "fairly", "dissatisfied", "text"]

    SURVEY = ("issued", "returned", "satisfied", "fairly", "dissatisfied")

    def __init__(
        self, *args: Any, scheme: AcceptanceScheme, earlier: Acceptance | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(scheme.items.all())
        given = self.instance if self.instance.pk else earlier
        marks = {score.item_id: score.marks for score in given.scores.all()} if given else {}
        for item in self.items:
            self.fields[_name(item)] = _marks_field(item)
            self.initial[_name(item)] = marks.get(item.pk)
        if not self.instance.pk:
            self.initial |= self._first_values(earlier)

    def _first_values(self, earlier: Acceptance | None) -> dict[str, Any]:
        if earlier is None:
            return {"held_on": timezone.localdate()}
        return {name: getattr(earlier, name) for name in self.Meta.fields}

    @property
    def mark_rows(self) -> list[tuple[SchemeItem, Any]]:
        """Each item with its bound field."""
        return [(item, self[_name(item)]) for item in self.items]

    @property
    def survey_fields(self) -> list[Any]:
        return [self[name] for name in self.SURVEY]

    def values(self) -> dict[str, Any]:
        """What ``services.acceptances.enter`` takes."""
        values = super().values()
        marks = {item.pk: values.pop(_name(item)) for item in self.items}
        return {**values, "marks": marks}


class SignForm(forms.Form):
    """The new deadline, where the rules say that the branch has failed; carries the version that was read."""

    new_due_on = forms.DateField(
        label=_("New deadline"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, passed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if passed:
            del self.fields["new_due_on"]
        self.helper = bare_helper()

    def values(self) -> dict[str, Any]:
        return {"new_due_on": self.cleaned_data.get("new_due_on")}


def _name(item: SchemeItem) -> str:
    return f"marks_{item.pk}"


def _marks_field(item: SchemeItem) -> forms.DecimalField:
    return forms.DecimalField(
        label=item.title, min_value=Decimal(), max_value=item.full_marks, max_digits=5, decimal_places=1,
        widget=forms.NumberInput({"step": "0.5", "inputmode": "decimal"}),
    )  # fmt: skip
