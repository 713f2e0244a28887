from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.access import Verb
from accounts.admin.exchange import ExchangeAdmin
from accounts.admin.filters import ScopedFilter
from accounts.admin.forms import VersionedForm
from branches.admin.campaigns import runs
from branches.models import Campaign, Criterion
from branches.resources import CriterionResource
from branches.services import criteria


class CriterionForm(VersionedForm):
    also_checked = {"campaign"}

    class Meta:
        model = Criterion
        fields = ["campaign", "number", "label", "short_label", "national_type"]


@admin.register(Criterion)
class CriterionAdmin(ExchangeAdmin):
    view_verb = Verb.VIEW_BRANCHES
    write_verb = Verb.MANAGE_CODE_LISTS
    resource_classes = [CriterionResource]
    form = CriterionForm
    list_display = ["short_label", "number", "label", "campaign"]
    list_select_related = ["campaign__organisation"]
    list_filter = [("campaign", ScopedFilter)]
    search_fields = ["label", "short_label"]
    ordering = ["campaign", "number"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("campaign__organisation")

    def may_write(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().may_write(request) and (obj is None or runs(request.user, obj.campaign))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*CriterionForm.Meta.fields, "read_version"] if obj else CriterionForm.Meta.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["campaign"] if obj else []

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["queryset"] = Campaign.objects.managed_by(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        criteria.save(criterion=obj, by=request.user)
