from django.contrib import admin

from accounts.access import Verb
from accounts.admin.scope import Policed
from branches.admin.cases import FOLDER, OF_BRANCH, OF_CAMPAIGN, PartAdmin
from branches.models import Acceptance, AcceptanceScore


class ScoreInline(Policed, admin.TabularInline):
    """The marks under their acceptance."""

    view_verb = Verb.VIEW_CASES
    model = AcceptanceScore
    fields = ["item", "marks"]
    readonly_fields = fields
    extra = 0


@admin.register(Acceptance)
class AcceptanceAdmin(PartAdmin):
    fields = [
        "rectification", "scheme", "held_on", "issued", "returned", "satisfied", "fairly", "dissatisfied", "text",
        "entered_by", "state", "verdict", "answered_by", "answered_on", "reason", "decision",
    ]  # fmt: skip
    inlines = [ScoreInline]
    list_display = ["held_on", "rectification", "state", "verdict", "entered_by", "answered_by"]
    list_select_related = [*FOLDER, "entered_by", "answered_by"]
    list_filter = ["state", "verdict", OF_CAMPAIGN]
    date_hierarchy = "held_on"
    search_fields = ["text", "reason", OF_BRANCH]
    ordering = ["-id"]
