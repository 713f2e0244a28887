"""Case content is read here and written on the pages, where the stages and the counters are kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from accounts.access import Verb
from accounts.admin.filters import ScopedFilter
from accounts.admin.scope import ScopedAdmin

# What a folder is called by: without these each row of a list would ask for its name.
FOLDER = ["rectification__branch", "rectification__campaign"]
OF_CAMPAIGN = ("rectification__campaign", ScopedFilter)
OF_BRANCH = "rectification__branch__name"


class CaseAdmin(ScopedAdmin):
    view_verb = Verb.VIEW_CASES
    place_path = ""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return list(self.fields)


class PartAdmin(CaseAdmin):
    """Parts of a folder that carry no place of their own."""

    place_path = "rectification__"
    list_select_related = FOLDER
