from django.contrib import admin

from accounts.admin.exchange import ExportAdmin
from branches.admin.cases import FOLDER, OF_BRANCH, OF_CAMPAIGN, CaseAdmin
from branches.models import Problem
from branches.resources import ProblemResource


@admin.register(Problem)
class ProblemAdmin(CaseAdmin, ExportAdmin):
    resource_classes = [ProblemResource]
    fields = [
        "rectification", "number", "title", "text", "criterion", "responsible", "found_on", "deadline", "due_on",
        "long_term", "status", "closed_on",
    ]  # fmt: skip
    list_display = ["title", "rectification", "township", "criterion", "status", "due_on"]
    list_select_related = [*FOLDER, "township", "criterion"]
    list_filter = ["status", "long_term", OF_CAMPAIGN]
    date_hierarchy = "found_on"
    search_fields = ["title", "text", "responsible", OF_BRANCH]
    ordering = ["-due_on", "-id"]
