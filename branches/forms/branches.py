from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from branches.forms.writing import RecordForm
from branches.models import Branch


class BranchForm(RecordForm):
    class Meta:
        model = Branch
        fields = ["name", "kind", "secretary", "member_count", "is_poor_village", "note", "is_active"]


class NewBranchForm(BranchForm):
    """Asks for the township too, where the user has more than one."""

    township = forms.ModelChoiceField(Organisation.objects.none(), label=_("township"))

    field_order = ["township"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        townships = Organisation.objects.visible_to(user).townships()
        self.fields["township"].queryset = townships
        self.initial["township"] = townships.first() if townships.count() == 1 else None
        del self.fields["is_active"]
