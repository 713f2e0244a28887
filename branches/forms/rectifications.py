from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import User
from branches.forms.writing import RecordForm
from branches.models import Branch, Campaign, Rectification

_FIELDS = ["criteria", "determined_on", "planned_on", "deadline", "due_on", "long_term", "goal"]


class FolderForm(RecordForm):
    class Meta:
        model = Rectification
        fields = _FIELDS
        widgets = {"criteria": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criteria"].queryset = campaign.criteria.all()
        self.fields["criteria"].label_from_instance = _criterion_label


class NewFolderForm(FolderForm):
    """Opens the folder of a branch of the user's township that has none in this campaign yet."""

    class Meta(FolderForm.Meta):
        fields = ["branch", *_FIELDS]

    def __init__(self, *args: Any, user: User, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, campaign=campaign, **kwargs)
        free = (
            Branch.objects.visible_to(user).filter(is_active=True).exclude(rectifications__campaign=campaign)
        )
        self.fields["branch"].queryset = free
        self.initial.setdefault("determined_on", timezone.localdate())


def _criterion_label(criterion: Any) -> str:
    return f"{criterion.number}. {criterion.label}"
