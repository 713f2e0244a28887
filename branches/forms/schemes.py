from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from branches.forms.writing import RecordForm
from branches.models import AcceptanceScheme
from branches.services.schemes import Line

SPARE = 3
"""Empty lines offered below the items; a line emptied of its title is taken out."""
MOST_ITEMS = 60


class SchemeForm(RecordForm):
    """The rules, and a line of three fields for each item: item, what is looked at, full marks."""

    class Meta:
        model = AcceptanceScheme
        fields = ["pass_mark", "dissatisfied_over", "satisfied_under"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = [Line(item.title, item.text, item.full_marks) for item in self.instance.items.all()]
        self.numbers = range(1, min(MOST_ITEMS, max(len(lines), self._sent()) + SPARE) + 1)
        for number in self.numbers:
            self._add_line(number, lines[number - 1] if number <= len(lines) else None)

    def _sent(self) -> int:
        """How many lines came back with the form: one of them may have been a spare one."""
        sent = (name.removeprefix("title_") for name in self.data if name.startswith("title_"))
        return max((int(one) for one in sent if one.isdecimal()), default=0) - SPARE

    def _add_line(self, number: int, line: Line | None) -> None:
        title = forms.CharField(label=_("item"), required=False, max_length=40)
        text = forms.CharField(label=_("what is looked at"), required=False, max_length=300)
        marks = forms.IntegerField(label=_("full marks"), required=False, min_value=1, max_value=1000)
        for name, field in (("title", title), ("text", text), ("full_marks", marks)):
            self.fields[f"{name}_{number}"] = field
            self.initial[f"{name}_{number}"] = getattr(line, name, None)

    @property
    def rows(self) -> list[tuple[int, Any, Any, Any]]:
        """The number of each line with its three bound fields."""
        return [
            (number, self[f"title_{number}"], self[f"text_{number}"], self[f"full_marks_{number}"])
            for number in self.numbers
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number in self.numbers:
            title, marks = cleaned.get(f"title_{number}"), cleaned.get(f"full_marks_{number}")
            if title and marks is None and f"full_marks_{number}" not in self.errors:
                self.add_error(
                    f"full_marks_{number}", ValidationError(_("An item is worth at least one mark."))
                )
        return cleaned

    def values(self) -> dict[str, Any]:
        """What ``services.schemes.save`` takes."""
        cleaned = self.cleaned_data
        lines = [
            Line(cleaned[f"title_{number}"], cleaned[f"text_{number}"], cleaned[f"full_marks_{number}"])
            for number in self.numbers
            if cleaned[f"title_{number}"]
        ]
        return {**{name: cleaned[name] for name in self.Meta.fields}, "items": lines}
