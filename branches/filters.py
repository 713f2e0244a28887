"""What lists can be narrowed to. Every choice offered lies in the scope of the user."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import Level
from accounts.models import Organisation
from branches.choices import AMBER_DAYS, SETTLED, BranchKind, NoticeState, ProblemStatus, Stage
from branches.models import Branch, Criterion, Problem, Rectification, SupervisionNotice
from branches.models.deadline import overdue_q


def _townships(request: Any) -> QuerySet[Organisation]:
    return Organisation.objects.visible_to(request.user).townships()


def _counties(request: Any) -> QuerySet[Organisation]:
    return Organisation.objects.visible_to(request.user).filter(level=Level.COUNTY)


class ScopedFilterSet(django_filters.FilterSet):
    """A free-text box and the townships in scope; the township box goes away where there is but one."""

    q = django_filters.CharFilter(method="search", label=_("Search"))
    township = django_filters.ModelChoiceFilter(
        queryset=_townships, label=_("Township"), empty_label=_("All")
    )

    searched: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
        queryset=Criterion.objects.none(), label=_("Criterion"), empty_label=_("All")
    )

    class Meta:
        model = Problem
        fields = ["q", "township", "status", "due", "criterion"]

    def __init__(self, *args: Any, campaign: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["criterion"].queryset = Criterion.objects.filter(campaign=campaign)

    def by_deadline(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        today = timezone.localdate()
        unsettled = queryset.exclude(status__in=SETTLED)
        if value == "overdue":
            return unsettled.filter(overdue_q(today))
        if value == "week":
            week = today + dt.timedelta(days=AMBER_DAYS)
            return unsettled.filter(due_on__range=(today, week), long_term=False)
        return queryset.filter(due_on__isnull=True)


class NoticeFilter(ScopedFilterSet):
    """The list of supervision notices; ``due`` is about the date of the reply, of those that wait for one."""

    searched = ("text", "rectification__branch__name", "measure__title")
    DUE = (("overdue", _("Overdue")), ("week", _("Due within 7 days")))

    county = django_filters.ModelChoiceFilter(queryset=_counties, label=_("County"), empty_label=_("All"))
    state = django_filters.ChoiceFilter(choices=NoticeState.choices, label=_("State"), empty_label=_("All"))
    due = django_filters.ChoiceFilter(choices=DUE, method="by_due", label=_("Reply by"), empty_label=_("All"))

    class Meta:
        model = SupervisionNotice
        fields = ["q", "county", "township", "state", "due"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["county"].field.label = _("County")
        if self.filters["county"].field.queryset.count() <= 1:
            del self.filters["county"]

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Also by the number, as it is printed or bare."""
        number = re.fullmatch(r"(?:督办)?(?:〔\d{4}〕)?(\d{1,6})号?", value.strip())
        return queryset.filter(number=number[1]) if number else super().search(queryset, name, value)

    def by_due(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        today = timezone.localdate()
        waiting = queryset.filter(state=NoticeState.AWAITING)
        if value == "overdue":
            return waiting.filter(due_on__lt=today)
        return waiting.filter(due_on__range=(today, today + dt.timedelta(days=AMBER_DAYS)))
