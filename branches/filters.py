"""What lists can be narrowed to. Every choice offered lies in the scope of the user."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.choices import Level
from accounts.models import Organisation
from branches.choices import BranchKind, ProblemStatus, Stage
from branches.models import Branch, Criterion, Problem, Rectification
from branches.selectors import deadlines


def _townships(request: Any) -> QuerySet[Organisation]:
    return Organisation.objects.visible_to(request.user).townships()


def _above(level: Level) -> Callable[[Any], QuerySet[Organisation]]:
    return lambda request: Organisation.objects.visible_to(request.user).filter(level=level)


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

    searched: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat = getattr(self.request.user.organisation, "level", Level.PROVINCE)
        for level in (Level.CITY, Level.COUNTY):
            if seat >= level:
                del self.filters[level.column]
        self.filters["township"].field.label = _("Township")
        if self.filters["township"].field.queryset.count() <= 1:
            del self.filters["township"]

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        matches = Q()
        for field in self.searched:
            matches |= Q(**{f"{field}__icontains": value.strip()})
        return queryset.filter(matches)


class BranchFilter(ScopedFilterSet):
    searched = ("name", "secretary")
    kind = django_filters.ChoiceFilter(choices=BranchKind.choices, label=_("Kind"), empty_label=_("All"))

    class Meta:
        model = Branch
        fields = ["q", "township", "kind"]


class FolderFilter(ScopedFilterSet):
    searched = ("branch__name", "branch__secretary")
    stage = django_filters.ChoiceFilter(choices=Stage.choices, label=_("Stage"), empty_label=_("All"))

    class Meta:
        model = Rectification
        fields = ["q", "township", "stage"]


class ProblemFilter(ScopedFilterSet):
    """The ledger's filter; ``deadline`` is computed from today, as the lights are."""

    searched = ("title", "text", "responsible", "rectification__branch__name")
    DEADLINES = (("overdue", _("Overdue")), ("week", _("Due within 7 days")), ("none", _("No date")))

    status = django_filters.ChoiceFilter(
        choices=ProblemStatus.choices, label=_("Status"), empty_label=_("All")
    )
    due = django_filters.ChoiceFilter(
        choices=DEADLINES, method="by_deadline", label=_("Deadline"), empty_label=_("All")
    )
    criterion = django_filters.ModelChoiceFilter(
        queryset=Criterion.objects.none(),
        label=_("Criterion"),
        empty_label=_("All"),
        null_label=_("Without criterion"),
    )

    class Meta:
        model = Problem
        fields = ["q", "township", "status", "due", "criterion"]

    def __init__(self, *args: Any, campaign: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["criterion"].queryset = Criterion.objects.filter(campaign=campaign)

    def by_deadline(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == "none":
            return queryset.filter(due_on__isnull=True)
        conditions = {"overdue": deadlines.overdue_problems, "week": deadlines.problems_due_soon}
        return queryset.filter(conditions[value]())
