from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

UP, DOWN = "up", "down"


class KeysField(forms.CharField):
    """Keys of rows, divided by commas, in their order."""

    def clean(self, value: Any) -> list[int]:
        words = super().clean(value).split(",")
        if not all(word.isdecimal() for word in words if word):
            raise ValidationError(_("This is not an order of lines."))
        return [int(word) for word in words if word]


class OrderForm(forms.Form):
    """The order that was seen, and the new one: whole (``order``), or ``part`` moved one line up or down."""

    seen = KeysField()
    order = KeysField(required=False)
    part = forms.IntegerField(required=False)
    move = forms.ChoiceField(choices=[(UP, UP), (DOWN, DOWN)], required=False)

    def wanted(self) -> list[int]:
        """The keys in the new order; beyond the first and the last line nothing moves."""
        data = self.cleaned_data
        keys = data["order"] or list(data["seen"])
        if not data["order"] and data["part"] in keys:
            at = keys.index(data["part"])
            to = max(0, at - 1) if data["move"] == UP else at + 1
            keys.insert(to, keys.pop(at))
        return keys
