"""How a cell of a table reads and is read. What cannot be read raises ``ValueError`` in words for the row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from import_export.widgets import Widget

from accounts.exchange.formulas import marked, unmarked

LANGUAGES = ("zh-hans", "en")


class Text(Widget):
    """Text without blanks around it; what a spreadsheet would take for a formula leaves as plain text."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return unmarked("" if value is None else str(value).strip())

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return marked("" if value is None else str(value))


class Whole(Widget):
    """A whole number, or nothing."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        if value is None or not str(value).strip():
            return None
        number = float(value) if _is_number(value) else 0.5
        if not number.is_integer():
            raise ValueError(gettext("“%(value)s” is not a whole number.") % {"value": value})
        return int(number)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return value


class Choice(Widget):
    """One of ``choices`` and never none, by its label in any language of the site or by its value."""

    def __init__(self, choices: Iterable[tuple[Any, Any]]) -> None:
        super().__init__()
        self.choices = list(choices)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        text = "" if value is None else str(value).strip()
        known = self._by_text()
        if text not in known:
            wanted = gettext(", ").join(str(label) for _key, label in self.choices)
            raise ValueError(
                gettext("“%(value)s” is not one of: %(wanted)s.") % {"value": text, "wanted": wanted}
            )
        return known[text]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(dict(self.choices).get(value, ""))

    def _by_text(self) -> dict[str, Any]:
        found = {str(value): value for value, _label in self.choices}
        for language in LANGUAGES:
            with override(language):
                found |= {str(label): value for value, label in self.choices}
        return found


class YesNo(Choice):
    def __init__(self) -> None:
        super().__init__([(True, _("Yes")), (False, _("No")), (True, "1"), (False, "0")])

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return gettext("Yes") if value else gettext("No")

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if isinstance(value, bool):
            return value
        if value is None or not str(value).strip():
            return None
        return super().clean(value, row, **kwargs)


class Place(Widget):
    """An organisation by its name; where several bear it, told apart by the parent in ``parent_column``.

    ``places`` is set by the resource: the organisations in the importer's scope.
    """

    places: Iterable[Any] = ()

    def __init__(self, parent_column: str | Promise) -> None:
        super().__init__()
        self.parent_column = parent_column

    def clean(self, value: Any, row: Mapping[str, Any] | None = None, **kwargs: Any) -> Any:
        name = "" if value is None else str(value).strip()
        if not name:
            raise ValueError(gettext("Name the organisation."))
        parent = str((row or {}).get(str(self.parent_column)) or "").strip()
        found = [place for place in self.places if place.name == name]
        if parent:
            found = [place for place in found if place.parent and place.parent.name == parent]
        return _the_one(found, name)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.name if value else ""


def _the_one(found: list[Any], name: str) -> Any:
    if not found:
        raise ValueError(gettext("“%(name)s” is not in your organisation.") % {"name": name})
    if len(found) > 1:
        raise ValueError(gettext("There are several “%(name)s”; name the parent too.") % {"name": name})
    return found[0]


def _is_number(value: Any) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True
