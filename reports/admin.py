from django.contrib import admin

from accounts.access import Verb
from accounts.admin.scope import ScopedAdmin
from reports.models import Report


@admin.register(Report)
class ReportAdmin(ScopedAdmin):
    """For looking up: reports are written on their own pages."""

    view_verb = Verb.VIEW_CASES
    place_path = ""
    list_display = ["title", "kind", "about", "signed_on", "created_by", "updated_at"]
    list_select_related = ["rectification__branch", "organisation", "created_by"]
    search_fields = ["title", "rectification__branch__name", "signatory"]
    date_hierarchy = "signed_on"
