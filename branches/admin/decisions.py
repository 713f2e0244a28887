from django.contrib import admin

from branches.admin.cases import FOLDER, OF_BRANCH, OF_CAMPAIGN, PartAdmin
from branches.models import Decision


@admin.register(Decision)
class DecisionAdmin(PartAdmin):
    fields = ["rectification", "problem", "step", "from_state", "to_state", "comment", "by", "decided_on"]
    list_display = ["decided_on", "step_label", "rectification", "problem", "by"]
    list_select_related = [*FOLDER, "problem", "by"]
    list_filter = [OF_CAMPAIGN]
    date_hierarchy = "decided_on"
    search_fields = ["comment", "by__name", OF_BRANCH]
    ordering = ["-created_at", "-id"]
