"""What lists can be narrowed to. Every choice offered lies in the scope of the user."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEntry, Organisation, User
from branches.choices import AMBER_DAYS, SETTLED, BranchKind, ProblemStatus, Stage
from branches.models import Branch, Criterion, Problem, Rectification
from branches.models.deadline import overdue_q


def _townships(request: Any) -> QuerySet[Organisation]:
    return Organisation.objects.visible_to(request.user).townships()


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
