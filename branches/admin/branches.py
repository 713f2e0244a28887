from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.access import Verb
from accounts.admin.exchange import ExchangeAdmin
from accounts.admin.forms import STALE, VersionedForm
from accounts.models import Organisation
from branches.exceptions import StaleVersion
from branches.models import Branch
from branches.resources import BranchResource
from branches.services import branches

VALUES = ["name", "kind", "secretary", "member_count", "is_poor_village", "note", "is_active"]


class BranchForm(VersionedForm):
    also_checked = {"township"}

    class Meta:
        model = Branch
        fields = VALUES


class NewBranchForm(BranchForm):
    """Asks for the township too: the column itself is filled by the service."""

    place = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("township"),
        widget=AutocompleteSelect(Branch._meta.get_field("township"), admin.site),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Organisation.objects.visible_to(self.user).townships()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.instance.township = cleaned.get("place")
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """Without a township there is nothing to be unique in, and the form says already that it is missing."""
        excluded = super()._get_validation_exclusions()
        return excluded if self.cleaned_data.get("place") else excluded | {"township"}


@admin.register(Branch)
class BranchAdmin(ExchangeAdmin):
    view_verb = Verb.VIEW_BRANCHES
    write_verb = Verb.EDIT_BRANCHES
    place_path = ""
    resource_classes = [BranchResource]
    form = BranchForm
    list_display = ["name", "township", "county", "kind", "secretary", "member_count", "is_active"]
    list_select_related = ["township__parent", "county"]
    list_filter = ["kind", "is_active"]
    search_fields = ["name", "secretary", "township__name"]
    ordering = ["township", "name"]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = NewBranchForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["township", *VALUES, "read_version"] if obj else ["place", *VALUES]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["township"] if obj else []

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        values = {name: form.cleaned_data[name] for name in VALUES}
        if not change:
            obj.pk = branches.add(township=form.cleaned_data["place"], by=request.user, **values).pk
            return
        try:
            branches.edit(branch=obj, by=request.user, version=form.cleaned_data["read_version"], **values)
        except StaleVersion as stale:
            raise ValidationError(STALE) from stale
