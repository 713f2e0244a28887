from django.contrib import admin

from accounts.admin.filters import ScopedFilter
from branches.admin.cases import CaseAdmin
from branches.models import Rectification


@admin.register(Rectification)
class RectificationAdmin(CaseAdmin):
    fields = [
        "branch", "campaign", "criteria", "stage", "goal", "determined_on", "planned_on", "deadline", "due_on",
        "long_term", "closed_on", "problem_count", "settled_count", "measure_count", "measure_done_count",
        "percent", "next_due_on", "last_activity_at",
    ]  # fmt: skip
    list_display = ["branch", "campaign", "township", "stage", "percent", "next_due_on", "last_activity_at"]
    list_select_related = ["branch", "campaign", "township"]
    list_filter = ["stage", ("campaign", ScopedFilter)]
    date_hierarchy = "determined_on"
    search_fields = ["branch__name", "township__name", "goal"]
    ordering = ["-campaign", "-id"]
