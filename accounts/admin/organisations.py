from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.access import Verb
from accounts.admin.forms import WholeForm
from accounts.admin.scope import ScopedAdmin
from accounts.choices import Level
from accounts.models import Organisation
from accounts.services import organisations

# Which level an autocomplete of this field may offer, by the name of the field that asks.
OFFERED = {
    "parent": [Level.PROVINCE, Level.CITY, Level.COUNTY],
    "township": [Level.TOWNSHIP],
}


class OrganisationForm(WholeForm):
    """The level follows from the parent, and stays."""

    also_checked = {"parent", "level"}

    class Meta:
        model = Organisation
        fields = ["parent", "name", "position", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "parent" in self.fields:
            self.fields["parent"].required = not self.user.is_superuser

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.instance.pk and "parent" in cleaned:
            parent = cleaned["parent"]
            self.instance.level = parent.level + 1 if parent else Level.PROVINCE
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """Under a parent that was refused there is nothing to check yet."""
        excluded = super()._get_validation_exclusions()
        return excluded | self.also_checked if "parent" in self._errors else excluded


@admin.register(Organisation)
class OrganisationAdmin(ScopedAdmin):
    view_verb = Verb.VIEW_BRANCHES
    write_verb = Verb.MANAGE_ORGANISATIONS
    place_path = ""
    lowest_place = Level.COUNTY
    form = OrganisationForm
    fields = ["parent", "level", "name", "position", "is_active"]
    autocomplete_fields = ["parent"]
    list_display = ["name", "level", "parent", "position", "is_active"]
    list_select_related = ["parent"]
    list_filter = ["level", "is_active"]
    search_fields = ["name", "parent__name"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [name for name in self.fields if obj or name != "level"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Nobody moves the organisation that he himself belongs to: it would take him out of his scope."""
        return ["level", "parent"] if obj and obj.pk == request.user.organisation_id else ["level"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.queryset = field.queryset.filter(level__in=OFFERED["parent"])
        return field

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        found, duplicates = super().get_search_results(request, queryset, search_term)
        offered = OFFERED.get(request.GET.get("field_name", ""))
        return (found.filter(level__in=offered) if offered else found), duplicates

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        organisations.save(organisation=obj, by=request.user)
