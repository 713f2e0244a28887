from django.contrib import admin

from accounts.admin.exchange import ExportAdmin
from branches.admin.cases import FOLDER, OF_BRANCH, OF_CAMPAIGN, CaseAdmin
from branches.models import Measure
from branches.resources import MeasureResource


@admin.register(Measure)
class MeasureAdmin(CaseAdmin, ExportAdmin):
    resource_classes = [MeasureResource]
    fields = [
        "rectification", "number", "title", "description", "problems", "responsible", "starts_on", "deadline",
        "due_on", "long_term", "outcome", "percent", "done_on", "last_progress_on",
    ]  # fmt: skip
    list_display = ["title", "rectification", "township", "responsible", "percent", "due_on"]
    list_select_related = [*FOLDER, "township"]
    list_filter = ["long_term", OF_CAMPAIGN]
    date_hierarchy = "starts_on"
    search_fields = ["title", "responsible", OF_BRANCH]
    ordering = ["-due_on", "-id"]
