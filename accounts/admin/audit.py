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
from django.utils.translation import pgettext_lazy

from accounts.access import Verb
from accounts.admin.filters import ScopedFilter
from accounts.admin.scope import ScopedAdmin
from accounts.models import AuditEntry

admin.site.unregister(AuditEntry)

# auditlog's own words for these come in few languages.
ACTIONS = {
    AuditEntry.Action.CREATE: pgettext_lazy("what was done", "Added"),
    AuditEntry.Action.UPDATE: pgettext_lazy("what was done", "Changed"),
    AuditEntry.Action.DELETE: pgettext_lazy("what was done", "Deleted"),
    AuditEntry.Action.ACCESS: _("Read"),
}
WORDS = {"True": _("Yes"), "False": _("No"), "None": "—", "": "—"}


class RecordFilter(admin.SimpleListFilter):
    """By the kind of record that was changed."""

    title = _("record")
    parameter_name = "record"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        names = {
            model._meta.label_lower: capfirst(model._meta.verbose_name) for model in registry.get_models()
        }
        return sorted(names.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        app, _dot, model = (self.value() or "").partition(".")
        if not model:
            return queryset
        kind = ContentType.objects.filter(app_label=app, model=model).first()
        return queryset.filter(content_type=kind)


class ActionFilter(admin.SimpleListFilter):
    title = _("step")
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[int, Any]]:
        return [(action, word) for action, word in ACTIONS.items() if action != AuditEntry.Action.ACCESS]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        known = {str(action) for action in ACTIONS}
        return queryset.filter(action=self.value()) if self.value() in known else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(ScopedAdmin):
    """The trail, for reading only."""

    view_verb = Verb.VIEW_AUDIT
    fields = ["time", "who", "step", "record", "named", "changed"]
    list_display = ["time", "who", "step", "record", "named"]
    list_display_links = ["time", "named"]
    list_select_related = ["actor", "content_type"]
    list_filter = [ActionFilter, RecordFilter, ("actor", ScopedFilter)]
    date_hierarchy = "timestamp"
    search_fields = ["object_repr", "actor__name", "actor__username"]
    ordering = ["-timestamp", "-id"]

    @admin.display(description=_("time"), ordering="timestamp")
    def time(self, entry: AuditEntry) -> Any:
        return entry.timestamp

    @admin.display(description=_("by"), ordering="actor")
    def who(self, entry: AuditEntry) -> str:
        return str(entry.actor) if entry.actor else "—"

    @admin.display(description=_("step"), ordering="action")
    def step(self, entry: AuditEntry) -> str:
        return str(ACTIONS[entry.action])

    @admin.display(description=_("record"), ordering="content_type")
    def record(self, entry: AuditEntry) -> str:
        return str(capfirst(entry.content_type.name))

    @admin.display(description=_("name"), ordering="object_repr")
    def named(self, entry: AuditEntry) -> str:
        return entry.object_repr

    @admin.display(description=_("changes"))
    def changed(self, entry: AuditEntry) -> str:
        """One line a field: its name, the value before, the value after."""
        rows = [*_values(entry), *_links(entry)]
        return format_html_join("", "<div><strong>{}</strong>: <del>{}</del> → <ins>{}</ins></div>", rows)


def _values(entry: AuditEntry) -> list[tuple[Any, ...]]:
    """Of the model's own columns; what points at the row from elsewhere has entries of its own."""
    columns = [field.name for field in entry.content_type.model_class()._meta.fields]
    changes = entry.changes or {}
    shown = AuditEntry(content_type=entry.content_type)
    shown.changes = {name: changes[name] for name in columns if name in changes}
    found = shown.changes_display_dict.items()
    return [(capfirst(name), *(WORDS.get(str(value), value) for value in pair)) for name, pair in found]


def _links(entry: AuditEntry) -> list[tuple[Any, ...]]:
    """Of many-to-many links, of which the trail holds what was added or taken away."""
    rows = []
    for name, change in (entry.changes or {}).items():
        if isinstance(change, dict):
            field = entry.content_type.model_class()._meta.get_field(name)
            pair = ("—", ", ".join(change["objects"]))
            label = capfirst(field.verbose_name)
            rows.append((label, *(pair if change["operation"] == "add" else reversed(pair))))
    return rows
