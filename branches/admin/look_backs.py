from django.contrib import admin

from branches.admin.cases import FOLDER, OF_BRANCH, OF_CAMPAIGN, CaseAdmin
from branches.models import LookBack


@admin.register(LookBack)
class LookBackAdmin(CaseAdmin):
    fields = ["rectification", "due_on", "state", "text", "done_on", "done_by", "decision"]
    list_display = ["due_on", "rectification", "township", "state", "done_on", "done_by"]
    list_select_related = [*FOLDER, "township", "done_by"]
    list_filter = ["state", OF_CAMPAIGN]
    date_hierarchy = "due_on"
    search_fields = ["text", OF_BRANCH]
    ordering = ["-due_on", "-id"]
