from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Which entry of the menu a page belongs to: by the beginning of its address's name, the first that fits. Every other
# page of branches is about a folder.
ENTRIES = (
    ("branches:overview", "overview"),
    ("branches:month", "overview"),
    ("branches:annual", "overview"),
    ("branches:ledger", "ledger"),
    ("branches:import", "ledger"),
    ("branches:undo_import", "ledger"),
    ("branches:my_work", "work"),
    ("branches:reminders", "work"),
    ("branches:notice", "supervision"),
    ("branches:search", ""),
    ("branches:branch", "branches"),
    ("branches:", "folders"),
    ("reports:", "reports"),
)


@register.simple_tag(takes_context=True)
def current(context: dict[str, Any], entry: str, address: str) -> SafeString:
    """``aria-current`` for ``entry`` of the menu, which leads to ``address``: this page, one above it, or none."""
    match = context["request"].resolver_match
    name = match.view_name if match else ""
    if name == address:
        return mark_safe(' aria-current="page"')
    belongs = next((found for start, found in ENTRIES if name.startswith(start)), "")
    return mark_safe(' aria-current="true"' if belongs == entry else "")
