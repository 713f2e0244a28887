from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from branches.forms.writing import bare_helper
from reports.models import Report
from reports.transitions import Transition


class DecisionForm(forms.Form):
    """The words that go with a step; a step that nobody need explain has no field for them."""

    comment = forms.CharField(
        label=_("Words"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, transition: Transition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].required = transition.needs_comment
        self.helper = bare_helper()

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class RenewForm(forms.Form):
    """Why a new version is to replace what was issued."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, widget=forms.Textarea({"rows": 2}),
        help_text=_("It stays on record with both versions."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class _Versions(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        """What tells two reports of one title apart comes first."""
        return f"{obj.numbered or obj.get_state_display()} · {obj.span.words} · {obj}"


class CompareForm(forms.Form):
    """Which other report ``report`` is compared with."""

    to = _Versions(Report.objects.none(), label=_("Compare with"), empty_label=None)

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(_Versions, self.fields["to"]).queryset = others
