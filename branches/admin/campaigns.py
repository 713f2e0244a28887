from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.access import Verb
from accounts.admin.forms import VersionedForm
from accounts.admin.scope import Policed, ScopedAdmin
from accounts.models import User
from branches.models import Campaign, Criterion
from branches.services import campaigns, criteria


def runs(user: User, campaign: Campaign) -> bool:
    """Whether the user's organisation, or one below it, runs ``campaign``: only then may he change it."""
    return user.is_superuser or user.organisation_id in campaign.organisation.lineage_ids


class CriterionInline(Policed, admin.TabularInline):
    """The code list under its campaign. An entry is deleted on its own page, which says who uses it."""

    view_verb = Verb.VIEW_BRANCHES
    write_verb = Verb.MANAGE_CODE_LISTS
    model = Criterion
    fields = ["number", "label", "short_label", "national_type"]
    extra = 0

    def may_write(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().may_write(request) and (obj is None or runs(request.user, obj))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class CampaignForm(VersionedForm):
    also_checked = {"organisation"}

    class Meta:
        model = Campaign
        fields = [
            "organisation", "name", "year", "starts_on", "ends_on", "asks_for_evidence", "minimum_months",
            "consolidation_months", "look_back_months",
        ]  # fmt: skip


@admin.register(Campaign)
class CampaignAdmin(ScopedAdmin):
    view_verb = Verb.VIEW_BRANCHES
    write_verb = Verb.MANAGE_CODE_LISTS
    form = CampaignForm
    inlines = [CriterionInline]
    autocomplete_fields = ["organisation"]
    list_display = ["name", "year", "organisation", "starts_on", "ends_on", "scheme"]
    list_select_related = ["organisation"]
    list_filter = ["year"]
    date_hierarchy = "starts_on"
    search_fields = ["name", "organisation__name"]

    @admin.display(description=_("acceptance scheme"))
    def scheme(self, campaign: Campaign) -> SafeString:
        """The way to the page where the scheme is read and edited."""
        address = reverse("branches:scheme", args=[campaign.pk])
        return format_html('<a href="{}">{}</a>', address, _("acceptance scheme"))

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("organisation")

    def may_write(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().may_write(request) and (obj is None or runs(request.user, obj))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*CampaignForm.Meta.fields, "read_version"] if obj else CampaignForm.Meta.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["organisation"] if obj else []

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """A new campaign is given the national ten; they are edited once it stands."""
        return self.inlines if obj else []

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            obj.version += 1
            obj.save()
        else:
            obj.pk = campaigns.start(by=request.user, **form.values()).pk

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for criterion in formset.save(commit=False):
            criteria.save(criterion=criterion, by=request.user)
