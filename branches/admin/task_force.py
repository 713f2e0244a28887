from django.contrib import admin

from branches.admin.cases import OF_BRANCH, OF_CAMPAIGN, PartAdmin
from branches.models import TaskForceMember


@admin.register(TaskForceMember)
class TaskForceMemberAdmin(PartAdmin):
    fields = ["rectification", "kind", "unit", "post", "name", "from_on", "to_on"]
    list_display = ["__str__", "kind", "rectification", "from_on", "to_on"]
    list_filter = ["kind", OF_CAMPAIGN]
    search_fields = ["name", "post", "unit", OF_BRANCH]
    ordering = ["-id"]
