"""What lists can be narrowed to. Every choice offered lies in the scope of the user."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.choices import Level
from accounts.models import AuditEntry, Organisation, User
from branches.choices import (
    AMBER_DAYS,
    OPEN_STAGES,
    SETTLED,
    BranchKind,
    LedgerKind,
    NoticeState,
    ProblemStatus,
    Stage,
)
from branches.models import Branch, Campaign, Criterion, Measure, Problem, Rectification, SupervisionNotice
from branches.models.measures import DONE
from branches.selectors import deadlines, search

PLACE_IN_LIST = ("page", "after", "view")
"""What an address loses when another filter makes another list of it."""


def _townships(request: Any) -> QuerySet[Organisation]:
    """Those in use, and the one that is asked for: a figure of one that was closed leads here too."""
    inside = Organisation.objects.visible_to(request.user)
    asked = request.GET.get("township", "")
    named = inside.filter(level=Level.TOWNSHIP, pk=asked if asked.isascii() and asked.isdecimal() else None)
    return inside.townships() | named


def _above(level: Level) -> Callable[[Any], QuerySet[Organisation]]:
    return lambda request: Organisation.objects.visible_to(request.user).filter(level=level)


@dataclass(frozen=True, slots=True)
class Pill:
    """A filter in force, in words; ``query`` is the address without it."""

    label: str | Promise
    words: str
    query: str


class ScopedFilterSet(django_filters.FilterSet):
    """A free-text box and the places in scope; a level goes away for those who see but one of it."""

    q = django_filters.CharFilter(method="search", label=_("Search"))
    city = django_filters.ModelChoiceFilter(
        queryset=_above(Level.CITY), label=_("City"), empty_label=_("All")
    )
    county = django_filters.ModelChoiceFilter(
        queryset=_above(Level.COUNTY), label=_("County"), empty_label=_("All")
    )
    township = django_filters.ModelChoiceFilter(
        queryset=_townships, label=_("Township"), empty_label=_("All")
    )

    finds: Callable[[Any, str], Q]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation = self.request.user.organisation
        seat = organisation.level if organisation else Level.PROVINCE
        for level in (Level.CITY, Level.COUNTY):
            if seat >= level:
                del self.filters[level.column]
            else:
                self.filters[level.column].field.label = level.label
        self.filters["township"].field.label = _("Township")
        if self.filters["township"].field.queryset.count() <= 1:
            del self.filters["township"]

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(type(self).finds(self.request.user, value))

    @property
    def pills(self) -> list[Pill]:
        """The filters in force, in the order of their fields."""
        self.form.is_valid()
        values = {name: self.form.cleaned_data.get(name) for name in self.form.fields}
        return [
            Pill(self.form.fields[name].label, self._words(name, value), self._query_without(name))
            for name, value in values.items()
            if value
        ]

    def _words(self, name: str, value: Any) -> str:
        choices = getattr(self.form.fields[name], "choices", ())
        if isinstance(value, dt.date):
            return f"{value:%Y-%m}"
        return (
            str(value)
            if isinstance(value, Organisation | Criterion | Campaign)
            else str(dict(choices).get(value, value))
        )

    def _query_without(self, name: str) -> str:
        query = self.data.copy()
        for key in (name, *PLACE_IN_LIST):
            query.pop(key, None)
        return query.urlencode()


class BranchFilter(ScopedFilterSet):
    finds = search.branches_with
    kind = django_filters.ChoiceFilter(choices=BranchKind.choices, label=_("Kind"), empty_label=_("All"))

    class Meta:
        model = Branch
        fields = ["q", "city", "county", "township", "kind"]


class FolderFilter(ScopedFilterSet):
    finds = search.folders_with
    STAGES = (("settled", _("Signed off or later")), *Stage.choices)

    stage = django_filters.ChoiceFilter(
        choices=STAGES, method="by_stage", label=_("Stage"), empty_label=_("All")
    )

    class Meta:
        model = Rectification
        fields = ["q", "city", "county", "township", "stage"]

    def by_stage(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.exclude(stage__in=OPEN_STAGES) if value == "settled" else queryset.filter(stage=value)


class MonthFilter(django_filters.DateFilter):
    """A month as "2026-03" in the address, from a link; it has no field to choose from, only a pill to take it away."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m"], widget=forms.HiddenInput, **kwargs)

    def filter(self, qs: QuerySet[Any], value: dt.date | None) -> QuerySet[Any]:
        if value is None:
            return qs
        return qs.filter(**{f"{self.field_name}__year": value.year, f"{self.field_name}__month": value.month})


class LedgerFilter(ScopedFilterSet):
    """What both ledgers share; ``due`` is computed from today, as the lights are.

    Above the county a county is chosen first, then one of its townships.
    """

    DEADLINES = (
        ("overdue", _("Overdue")),
        ("week", _("Due within 7 days")),
        ("quiet", _("No progress for 30 days")),
        ("none", _("No date")),
    )
    NO_DATE = Q(due_on__isnull=True)
    conditions: dict[str, Callable[[], Q]]

    due = django_filters.ChoiceFilter(
        choices=DEADLINES, method="by_deadline", label=_("Time limit"), empty_label=_("All")
    )

    def __init__(self, *args: Any, campaign: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        if "county" not in self.filters:
            return
        if not self.data.get("county") and not self.data.get("township"):
            self.filters.pop("township", None)
        elif self.data.get("county", "").isdecimal() and "township" in self.filters:
            field = self.filters["township"].field
            field.queryset = field.queryset.filter(county=self.data["county"])

    def by_deadline(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(self.NO_DATE if value == "none" else self.conditions[value]())


class ProblemFilter(LedgerFilter):
    finds = search.problems_with
    conditions = {
        "overdue": deadlines.overdue_problems,
        "week": deadlines.problems_due_soon,
        "quiet": deadlines.quiet_problems,
    }
    STATES = (("unsettled", _("Not signed off")), ("settled", _("Settled")), *ProblemStatus.choices)

    status = django_filters.ChoiceFilter(
        choices=STATES, method="by_status", label=_("Status"), empty_label=_("All")
    )
    criterion = django_filters.ModelChoiceFilter(
        queryset=Criterion.objects.none(),
        label=_("Criterion"),
        empty_label=_("All"),
        null_label=_("Without criterion"),
    )
    found = MonthFilter(field_name="found_on", label=_("Found in"))
    closed = MonthFilter(field_name="closed_on", label=_("Signed off in"))

    class Meta:
        model = Problem
        fields = ["q", "city", "county", "township", "status", "due", "criterion", "found", "closed"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["criterion"].queryset = Criterion.objects.filter(campaign=self.campaign)

    def by_status(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "unsettled":
            return queryset.filter(deadlines.unsettled_problems())
        return queryset.filter(status__in=SETTLED if value == "settled" else [value])


class MeasureFilter(LedgerFilter):
    finds = search.measures_with
    conditions = {
        "overdue": deadlines.overdue_measures,
        "week": deadlines.measures_due_soon,
        "quiet": deadlines.quiet_measures,
    }
    STATES = (("unfinished", _("Not done")), ("idle", _("Not begun")), ("done", _("Done")))
    BY_STATE = {"unfinished": Q(percent__lt=DONE), "idle": Q(percent=0), "done": Q(percent=DONE)}

    status = django_filters.ChoiceFilter(
        choices=STATES, method="by_status", label=_("Status"), empty_label=_("All")
    )

    class Meta:
        model = Measure
        fields = ["q", "city", "county", "township", "status", "due"]

    def by_status(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(self.BY_STATE[value])


FILTERS = {LedgerKind.PROBLEMS: ProblemFilter, LedgerKind.MEASURES: MeasureFilter}


class ActivityFilter(django_filters.FilterSet):
    """A folder's timeline by who did it and by what it was done to; offered is who and what is on it."""

    who = django_filters.ModelChoiceFilter(
        field_name="actor", queryset=User.objects.none(), label=_("By whom"), empty_label=_("All")
    )
    kind = django_filters.ChoiceFilter(field_name="content_type", label=_("Of what"), empty_label=_("All"))

    class Meta:
        model = AuditEntry
        fields = ["who", "kind"]

    def __init__(self, data: Any, queryset: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(data, queryset, **kwargs)
        entries = queryset.order_by()
        kinds = ContentType.objects.filter(pk__in=entries.values("content_type"))
        self.filters["who"].queryset = User.objects.filter(pk__in=entries.values("actor")).order_by("name")
        self.filters["kind"].extra["choices"] = [(kind.pk, capfirst(kind.name)) for kind in kinds]


class NoticeFilter(ScopedFilterSet):
    """The list of supervision notices; ``due`` is about the date of the reply, of those that wait for one."""

    DUE = (("overdue", _("Overdue")), ("week", _("Due within 7 days")))

    state = django_filters.ChoiceFilter(choices=NoticeState.choices, label=_("State"), empty_label=_("All"))
    due = django_filters.ChoiceFilter(choices=DUE, method="by_due", label=_("Reply by"), empty_label=_("All"))

    class Meta:
        model = SupervisionNotice
        fields = ["q", "city", "county", "township", "state", "due"]

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Also by the number, as it is printed or bare."""
        number = re.fullmatch(r"(?:督办)?(?:〔\d{4}〕)?(\d{1,6})号?", value.strip())
        if number:
            return queryset.filter(number=number[1])
        words = (f"{field}__icontains" for field in ("text", "rectification__branch__name", "measure__title"))
        return queryset.filter(reduce(or_, (Q(**{field: value.strip()}) for field in words)))

    def by_due(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        today = timezone.localdate()
        waiting = queryset.filter(state=NoticeState.AWAITING)
        if value == "overdue":
            return waiting.filter(due_on__lt=today)
        return waiting.filter(due_on__range=(today, today + dt.timedelta(days=AMBER_DAYS)))
