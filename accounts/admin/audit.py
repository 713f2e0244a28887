from __future__ import annotations

from typing import Any

# auditlog registers a screen of its own for the model we put in the place of its entries.
import auditlog.admin  # noqa: F401
from auditlog.registry import auditlog as registry
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.access import Verb
from accounts.admin.filters import ScopedFilter
from accounts.admin.scope import ScopedAdmin
from accounts.models import AuditEntry

admin.site.unregister(AuditEntry)


class RecordFilter(admin.SimpleListFilter):
    """By the kind of record that was changed."""

    title = _("record")
    parameter_name = "record"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        names = {model._meta.label_lower: capfirst(model._meta.verbose_name) for model in registry.get_models()}
        return sorted(names.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        app, _dot, model = (self.value() or "").partition(".")
        if not model:
            return queryset
        kind = ContentType.objects.filter(app_label=app, model=model).first()
        return queryset.filter(content_type=kind)


@admin.register(AuditEntry)
class AuditEntryAdmin(ScopedAdmin):
    """The trail, for reading only."""

    view_verb = Verb.VIEW_AUDIT
    fields = ["timestamp", "actor", "action", "record", "object_repr", "changed"]
    list_display = ["timestamp", "actor", "action", "record", "object_repr"]
    list_display_links = ["timestamp", "object_repr"]
    list_select_related = ["actor", "content_type"]
    list_filter = ["action", RecordFilter, ("actor", ScopedFilter)]
    date_hierarchy = "timestamp"
    search_fields = ["object_repr", "actor__name", "actor__username"]
    ordering = ["-timestamp", "-id"]

    @admin.display(description=_("record"), ordering="content_type")
    def record(self, entry: AuditEntry) -> str:
        return str(capfirst(entry.content_type.name))

    @admin.display(description=_("changes"))
    def changed(self, entry: AuditEntry) -> str:
        """One line a field: its name, the value before, the value after."""
        rows = ((name, *map(_shown, values)) for name, values in entry.changes_display_dict.items())
        return format_html_join("", "<div><strong>{}</strong>: <del>{}</del> → <ins>{}</ins></div>", rows)


def _shown(value: Any) -> str:
    return "—" if value in (None, "", "None") else str(value)
