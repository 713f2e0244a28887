"""Branches and criteria as rows of a table; problems and measures too, outward only."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from accounts.exchange.rows import ScopedResource
from accounts.exchange.widgets import Choice, Place, Text, Whole, YesNo
from accounts.models import Organisation
from branches.choices import BranchKind, ProblemStatus
from branches.models import Branch, Campaign, Criterion, Measure, Problem
from branches.services import branches, criteria


class BranchResource(ScopedResource):
    """A row is known by its township and name."""

    township = Field("township", _("Township"), Place(_("County")))
    county = Field("township__parent__name", _("County"), Text(), readonly=True)
    name = Field("name", widget=Text())
    kind = Field("kind", widget=Choice(BranchKind.choices))
    secretary = Field("secretary", widget=Text())
    member_count = Field("member_count", widget=Whole())
    is_poor_village = Field("is_poor_village", widget=YesNo(), default=False)
    note = Field("note", widget=Text())
    is_active = Field("is_active", widget=YesNo(), default=True)

    class Meta(ScopedResource.Meta):
        model = Branch
        fields = (
            "township",
            "county",
            "name",
            "kind",
            "secretary",
            "member_count",
            "is_poor_village",
            "note",
            "is_active",
        )
        import_id_fields = ("township", "name")

    def get_queryset(self) -> Any:
        return Branch.objects.visible_to(self.by).select_related("township__parent")

    def places(self) -> Any:
        return Organisation.objects.visible_to(self.by).townships()

    def import_instance(self, instance: Branch, row: Any, **kwargs: Any) -> None:
        """The township is known by now: it was needed to find the row."""
        instance.township = self.fields["township"].clean(row)
        instance.county, instance.city = instance.township.county, instance.township.city
        super().import_instance(instance, row, **kwargs)

    def write(self, instance: Branch, values: dict[str, Any], is_create: bool) -> Branch:
        township = values.pop("township")
        if is_create:
            return branches.add(township=township, by=self.by, **values)
        return branches.edit(branch=instance, by=self.by, **values)


class CampaignName(Text):
    """A campaign by its name; where several bear it, told apart by the organisation that runs it."""

    campaigns: Any = ()

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Campaign:
        name = super().clean(value)
        runner = super().clean((row or {}).get(gettext("Run by")))
        found = [one for one in self.campaigns if one.name == name and runner in {"", one.organisation.name}]
        if len(found) != 1:
            raise ValueError(self._reason(found) % {"name": name})
        return found[0]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return super().render(value.name) if value else ""

    def _reason(self, found: list[Campaign]) -> str:
        if found:
            return gettext("There are several “%(name)s”; name who runs it too.")
        return gettext("Your organisation runs no campaign “%(name)s”.")


class CriterionResource(ScopedResource):
    """A row is known by its campaign and number."""

    campaign = Field("campaign", widget=CampaignName())
    run_by = Field("campaign__organisation__name", _("Run by"), Text(), readonly=True)
    number = Field("number", widget=Whole())
    label = Field("label", widget=Text())
    short_label = Field("short_label", widget=Text())
    national_type = Field("national_type", widget=Whole())

    class Meta(ScopedResource.Meta):
        model = Criterion
        fields = ("campaign", "run_by", "number", "label", "short_label", "national_type")
        import_id_fields = ("campaign", "number")

    def __init__(self, by: Any, **kwargs: Any) -> None:
        super().__init__(by, **kwargs)
        managed = Campaign.objects.managed_by(by).select_related("organisation")
        self.fields["campaign"].widget.campaigns = managed

    def get_queryset(self) -> Any:
        return Criterion.objects.visible_to(self.by).select_related("campaign__organisation")

    def write(self, instance: Criterion, values: dict[str, Any], is_create: bool) -> Criterion:
        return criteria.save(criterion=instance, by=self.by)


class CaseResource(ScopedResource):
    """Case content goes out here, flat and in the reader's scope; it comes in as a ledger (``services.imports``)."""

    campaign = Field("rectification__campaign__name", _("Campaign"), Text(), readonly=True)
    township = Field("township__name", _("Township"), Text(), readonly=True)
    branch = Field("rectification__branch__name", _("Branch"), Text(), readonly=True)

    def filter_export(self, queryset: Any, **kwargs: Any) -> Any:
        rows = queryset.visible_to(self.by)
        return rows.select_related("township", "rectification__branch", "rectification__campaign")


class ProblemResource(CaseResource):
    number = Field("number", widget=Whole())
    title = Field("title", widget=Text())
    text = Field("text", widget=Text())
    criterion = Field("criterion__short_label", _("Criterion"), Text(), readonly=True)
    responsible = Field("responsible", widget=Text())
    found_on = Field("found_on", widget=Text())
    deadline = Field("deadline", widget=Text())
    due_on = Field("due_on", widget=Text())
    status = Field("status", widget=Choice(ProblemStatus.choices))
    closed_on = Field("closed_on", widget=Text())

    class Meta(ScopedResource.Meta):
        model = Problem
        fields = (
            "campaign", "township", "branch", "number", "title", "text", "criterion", "responsible", "found_on",
            "deadline", "due_on", "status", "closed_on",
        )  # fmt: skip

    def filter_export(self, queryset: Any, **kwargs: Any) -> Any:
        return super().filter_export(queryset, **kwargs).select_related("criterion")


class MeasureResource(CaseResource):
    number = Field("number", widget=Whole())
    title = Field("title", widget=Text())
    description = Field("description", widget=Text())
    responsible = Field("responsible", widget=Text())
    starts_on = Field("starts_on", widget=Text())
    deadline = Field("deadline", widget=Text())
    due_on = Field("due_on", widget=Text())
    percent = Field("percent", widget=Whole())
    outcome = Field("outcome", widget=Text())

    class Meta(ScopedResource.Meta):
        model = Measure
        fields = (
            "campaign", "township", "branch", "number", "title", "description", "responsible", "starts_on", "deadline",
            "due_on", "percent", "outcome",
        )  # fmt: skip
