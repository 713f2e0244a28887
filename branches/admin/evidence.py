from django.contrib import admin

from branches.admin.cases import FOLDER, OF_BRANCH, OF_CAMPAIGN, PartAdmin
from branches.models import Evidence


@admin.register(Evidence)
class EvidenceAdmin(PartAdmin):
    fields = [
        "rectification",
        "entry",
        "measure",
        "problem",
        "name",
        "caption",
        "kind",
        "size",
        "uploaded_by",
        "created_at",
        "withdrawn_at",
        "withdrawn_by",
        "reason",
    ]
    list_display = ["name", "caption", "rectification", "uploaded_by", "created_at", "withdrawn_at"]
    list_select_related = [*FOLDER, "uploaded_by"]
    list_filter = [("withdrawn_at", admin.EmptyFieldListFilter), OF_CAMPAIGN]
    date_hierarchy = "created_at"
    search_fields = ["name", "caption", "reason", OF_BRANCH]
