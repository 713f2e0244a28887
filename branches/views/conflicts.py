"""Two people wrote the same record: what differs, in words, and the choice between both, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import ModelChoiceField
from django.http import QueryDict
from django.utils.translation import gettext as _

THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of which two people left different values, in words; ``choice`` names the radio buttons for it,
    ``field`` is the id of the field in the form.
    """

    name: str
    field: str
    label: str
    yours: str
    theirs: str

    @property
    def choice(self) -> str:
        return choice_of(self.name)


def choice_of(name: str) -> str:
    return f"choice-{name}"


def differences(form: Any, current: Any) -> list[Difference]:
    """The fields whose value in the form is not that of the record as it is now."""
    found = []
    for name, yours in form.values().items():
        if name not in form.fields or not hasattr(current, name):
            continue
        theirs = getattr(current, name, None)
        pair = _in_words(form.fields[name], yours), _in_words(form.fields[name], theirs)
        if pair[0] != pair[1]:
            found.append(Difference(name, form[name].auto_id, str(form.fields[name].label), *pair))
    return found


def all_compared(form: Any, current: Any) -> bool:
    """Whether ``differences`` could look at all that was sent: where it could not, nobody knows what it replaces."""
    return all(
        not value or (name in form.fields and hasattr(current, name)) for name, value in form.values().items()
    )


def settled(form: Any, data: QueryDict) -> QueryDict:
    """``data`` as it was sent, with the value of the record wherever the writer chose theirs."""
    chosen = [name for name in form.fields if data.get(choice_of(name)) == THEIRS]
    if not chosen:
        return data
    merged = data.copy()
    for name in chosen:
        value = form.fields[name].prepare_value(form.get_initial_for_field(form.fields[name], name))
        merged.setlist(form.add_prefix(name), value if isinstance(value, list) else [value])
    return merged


def _in_words(field: Any, value: Any) -> str:
    if hasattr(value, "all"):
        value = value.all()
    if isinstance(field, ModelChoiceField) and hasattr(value, "__iter__"):
        return _("; ").join(sorted(field.label_from_instance(one) for one in value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(dict(getattr(field, "choices", None) or []).get(value, value))
