from django.contrib import admin

from branches.admin.cases import OF_BRANCH, OF_CAMPAIGN, CaseAdmin
from branches.models import ProgressEntry


@admin.register(ProgressEntry)
class ProgressEntryAdmin(CaseAdmin):
    fields = [
        "rectification",
        "measure",
        "happened_on",
        "text",
        "percent",
        "for_report",
        "author",
        "created_at",
    ]
    list_display = ["happened_on", "measure", "township", "percent", "author"]
    list_select_related = ["measure", "township", "author"]
    list_filter = ["for_report", OF_CAMPAIGN]
    date_hierarchy = "happened_on"
    search_fields = ["text", "measure__title", OF_BRANCH]
    ordering = ["-happened_on", "-id"]
