from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.access import Verb
from accounts.admin.scope import ScopedAdmin
from branches.models import LedgerTemplate


@admin.register(LedgerTemplate)
class LedgerTemplateAdmin(ScopedAdmin):
    """What is remembered of ledgers that came in: to be looked at, and forgotten where it misleads."""

    view_verb = Verb.MANAGE_CODE_LISTS
    write_verb = Verb.MANAGE_CODE_LISTS
    fields = ["organisation", "name", "shape", "used_at", "mapping", "layout"]
    readonly_fields = fields
    list_display = ["name", "organisation", "shape", "used_at"]
    list_select_related = ["organisation"]
    search_fields = ["name", "organisation__name"]
    ordering = ["-used_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
