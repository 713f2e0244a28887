from django.contrib import admin

from branches.admin.cases import OF_BRANCH, OF_CAMPAIGN, PartAdmin
from branches.models import Cause


@admin.register(Cause)
class CauseAdmin(PartAdmin):
    fields = ["rectification", "number", "title", "text", "problems"]
    list_display = ["title", "number", "rectification"]
    list_filter = [OF_CAMPAIGN]
    search_fields = ["title", "text", OF_BRANCH]
    ordering = ["-id"]
