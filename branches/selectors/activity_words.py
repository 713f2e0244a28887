"""What the audit trail holds as bare values, in the reader's words: labels of fields and choices, names of rows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, JSONField, Model
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import AuditEntry
from branches.models import Decision, Evidence

# Where a row belongs, who wrote it (the entry says so) and how it is stored is no news.
UNTOLD = {
    "id", "rectification", "branch", "campaign", "created_at", "updated_at", "author", "uploaded_by", "created_by",
    "by", "key", "file", "thumbnail", "size", "sha256", "signed_hash", "last_progress_on", "withdrawn_by",
    "step", "to_state",
}  # fmt: skip
NOTHING = {"None", "", "null"}

Names = dict[type[Model], dict[int, str]]


@dataclass(frozen=True, slots=True)
class Change:
    """One field: its label, and its value before and after ("" for none); or ``words`` for what has no two values."""

    label: str
    before: str = ""
    after: str = ""
    words: str = ""

    @property
    def is_turn(self) -> bool:
        """Whether one value took the place of another."""
        return bool(self.before and self.after)


def names_of(entries: Iterable[AuditEntry]) -> Names:
    """What the rows are called that ``entries`` point at; one query for each kind of row."""
    wanted: dict[type[Model], set[int]] = defaultdict(set)
    for entry in entries:
        for field, pair in _told(entry):
            if field.is_relation and isinstance(pair, list):
                wanted[field.related_model].update(int(value) for value in pair if value.isdecimal())
    return {
        model: {pk: str(row) for pk, row in model._default_manager.in_bulk(keys).items()}
        for model, keys in wanted.items()
    }


def changes_in(entry: AuditEntry, names: Names) -> list[Change]:
    """The fields that ``entry`` tells of, in the order of the model."""
    if entry.content_type.model_class() is Decision and entry.action == AuditEntry.Action.CREATE:
        return list(_decision(entry.changes or {}, names))
    return [change for field, pair in _told(entry) if (change := _change(field, pair, names))]


def _told(entry: AuditEntry) -> Iterator[tuple[Any, Any]]:
    """The model's own fields and links among the changes; what points at the row from elsewhere is told elsewhere."""
    model = entry.content_type.model_class()
    changes = entry.changes or {}
    if model is None:
        return
    for field in (*model._meta.fields, *model._meta.many_to_many):
        untold = field.name in UNTOLD or (model is Evidence and field.name == "kind")
        if field.name in changes and not untold:
            yield field, changes[field.name]


def _change(field: Any, pair: Any, names: Names) -> Change | None:
    label = str(capfirst(field.verbose_name))
    if isinstance(pair, dict):
        listed = _("; ").join(pair["objects"])
        words = _("added: %(names)s") if pair["operation"] == "add" else _("taken away: %(names)s")
        return Change(label, words=words % {"names": listed})
    if isinstance(field, JSONField):
        return Change(label, words=_("changed"))
    before, after = (_value(field, value, names) for value in pair)
    return Change(label, before, after) if before or after else None


def _value(field: Any, value: str, names: Names) -> str:
    if value in NOTHING:
        return ""
    if field.is_relation:
        return names.get(field.related_model, {}).get(int(value), _("(deleted)"))
    return _plain(field, value)


def _plain(field: Field[Any, Any], value: str) -> str:
    kind = field.get_internal_type()
    if kind == "BooleanField":
        return _("yes") if value == "True" else _("no")
    if kind == "DateTimeField":
        moment = dt.datetime.fromisoformat(value).replace(tzinfo=dt.UTC)
        return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
    if field.name == "percent":
        return f"{value}%"
    return str({str(key): label for key, label in field.flatchoices}.get(value, value))


def decision_of(changes: dict[str, Any]) -> Decision:
    """The decision that a trail entry tells of, as far as its labels need it."""
    told = {name: changes.get(name, ["", ""])[1] for name in ("step", "from_state", "to_state")}
    problem = changes.get("problem", ["", ""])[1]
    return Decision(**told, problem_id=int(problem) if problem.isdecimal() else None)


def _decision(changes: dict[str, Any], names: Names) -> Iterator[Change]:
    """A decision is told as the way from state to state, and its words."""
    for name in ("problem", "comment"):
        if name in changes and (change := _change(Decision._meta.get_field(name), changes[name], names)):
            yield change
    decision = decision_of(changes)
    if decision.from_state != decision.to_state:
        yield Change(str(capfirst(_("status"))), decision.from_label, decision.to_label)
