"""What the list of reports can be narrowed to. Every choice offered lies in the scope of the user."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from branches.filters import ScopedFilterSet
from branches.models import Campaign
from reports.choices import ReportKind, ReportState
from reports.models import Report


def _campaigns(request: Any) -> QuerySet[Campaign]:
    return Campaign.objects.visible_to(request.user)


def _with_words(user: User, words: str) -> Q:
    return Q(title__icontains=words) | Q(rectification__branch__name__icontains=words)


class ReportFilter(ScopedFilterSet):
    finds: Callable[[Any, str], Q] = _with_words
    campaign = django_filters.ModelChoiceFilter(
        queryset=_campaigns, label=_("Campaign"), empty_label=_("All")
    )
    kind = django_filters.ChoiceFilter(choices=ReportKind.choices, label=_("Kind"), empty_label=_("All"))
    state = django_filters.ChoiceFilter(choices=ReportState.choices, label=_("State"), empty_label=_("All"))

    class Meta:
        model = Report
        fields = ["q", "city", "county", "township", "campaign", "kind", "state"]
