from django.contrib import admin

from branches.admin.cases import OF_BRANCH, OF_CAMPAIGN, PartAdmin
from branches.models import FollowUpPlan


@admin.register(FollowUpPlan)
class FollowUpPlanAdmin(PartAdmin):
    fields = ["rectification", "number", "title", "text"]
    list_display = ["title", "number", "rectification"]
    list_filter = [OF_CAMPAIGN]
    search_fields = ["title", "text", OF_BRANCH]
    ordering = ["-id"]
