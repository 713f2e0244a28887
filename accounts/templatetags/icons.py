"""``{% icon "pencil" %}``: one drawing out of the local sprite, as decoration beside words."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

SPRITE = "vendor/tabler-icons/sprite.svg"


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """Return the ``<svg>`` of one icon, hidden from screen readers: the words beside it carry the meaning.

    ``extra`` adds classes. A name must stand in ``static/vendor/tabler-icons/names.txt``.
    """
    classes = f"icon {extra}".strip()
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#tabler-{}"/></svg>',
        classes,
        static(SPRITE),
        name,
    )
