"""The road that every write inside a folder takes: policy, lock, stage, version, values, row, counters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max, Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.models import User
from branches.deadlines import phrase_for, read_deadline
from branches.exceptions import StaleVersion
from branches.models import Rectification
from branches.models.deadline import WithDeadline
from branches.models.scope import Scoped
from branches.services import rollups, search
from branches.wording import first_clause

Part = TypeVar("Part", bound=Model)
GOING_BACK = dt.timedelta(minutes=10)
"""For how long after it was written the same again is taken for a page that was gone back to."""


def lock_folder(rectification_id: int, *, by: User, verb: Verb = Verb.EDIT_CASES) -> Rectification:
    """The folder, locked for the transaction.

    Raises ``PermissionDenied`` if the role lacks ``verb``, the folder is out of scope, or its stage is final.
    """
    access.require(by, verb)
    folder = lock_at_any_stage(rectification_id, by=by)
    if reason := frozen_reason(folder):
        raise PermissionDenied(reason)
    return folder


def lock_at_any_stage(rectification_id: int, *, by: User) -> Rectification:
    """The folder, locked for the transaction. Raises ``PermissionDenied`` if it is out of scope."""
    folder = Rectification.objects.visible_to(by).select_for_update().filter(pk=rectification_id).first()
    if folder is None:
        raise PermissionDenied(_("This folder is outside your organisation."))
    return folder


def frozen_reason(folder: Rectification) -> str:
    """Why the folder's content may not change at its stage, in words; empty if it may."""
    if folder.is_editable:
        return ""
    return _("The folder is at the stage “%(stage)s”; its content can no longer be changed.") % {
        "stage": folder.get_stage_display()
    }


def locked(part: Part, version: int | None) -> Part:
    """The row of ``part`` as it is now, locked. Raises ``StaleVersion`` if it is not at ``version``."""
    current = type(part)._default_manager.select_for_update().get(pk=part.pk)
    if version is not None and current.version != version:  # type: ignore[attr-defined]
        raise StaleVersion(current)
    return current


def next_number(model: type[Model], rectification: Rectification) -> int:
    parts = model._default_manager.filter(rectification=rectification)
    return (parts.aggregate(last=Max("number"))["last"] or 0) + 1


def written_before(parts: QuerySet[Part], values: Mapping[str, Any]) -> Part | None:
    """As ``sent_before``; without its key, too, if a form brings the very same that was written in the last minutes.

    A browser that has let go of a page fetches the form anew when one goes back to it, with a new key and the next
    number, and puts back what had been typed into it.
    """
    if not values.get("key"):
        return None
    if written := sent_before(parts, values):
        return written
    content = [(name, value) for name, value in values.items() if name not in {"key", "number"}]
    just_now = parts.filter(created_at__gte=timezone.now() - GOING_BACK)
    same = (part for part in just_now if not any(_differs(part, name, value) for name, value in content))
    return next(same, None)


def sent_before(parts: QuerySet[Part], values: Mapping[str, Any]) -> Part | None:
    """The one of ``parts`` that was written with the ``key`` of ``values``, if any: what comes twice is written once.

    Raises ``ValidationError`` if other words come with the same key, so that they are not dropped in silence.
    """
    written = parts.filter(key=values["key"]).first() if values.get("key") else None
    if written and any(_differs(written, name, value) for name, value in values.items()):
        raise ValidationError(
            _("This was saved already, with other words. Open what was saved to change it.")
        )
    return written


def _differs(part: Model, name: str, value: Any) -> bool:
    """Whether ``value`` says something else than ``part`` has; what was left empty may have been filled in since."""
    if _is_link(part, name):
        return set(value) != set(getattr(part, name).all())
    return bool(value) and getattr(part, name) != value


def write(part: Any, folder: Rectification, values: Mapping[str, Any]) -> None:
    """Set ``values`` on ``part`` (many-to-many links included), check all rules, save, count anew."""
    save(part, folder, values)
    rollups.refresh(folder)


def save(part: Any, folder: Rectification, values: Mapping[str, Any]) -> None:
    """As ``write``, for a caller who has more to write before the counters are right."""
    links = {name: value for name, value in values.items() if _is_link(part, name)}
    fill(part, folder, {name: value for name, value in values.items() if name not in links})
    _check_links(folder, links)
    part.full_clean()
    if part.pk:
        part.version += 1
    part.save()
    for name, value in links.items():
        getattr(part, name).set(value)
    search.keep(part)


def fill(part: Any, folder: Rectification, values: Mapping[str, Any]) -> None:
    """Set ``values`` (no links) on ``part`` and put it into ``folder``; nothing is checked or saved."""
    before = {"deadline": getattr(part, "deadline", ""), "due_on": getattr(part, "due_on", None)}
    for name, value in values.items():
        setattr(part, name, value)
    part.rectification = folder
    if isinstance(part, Scoped):
        part.take_scope(folder)
    if isinstance(part, WithDeadline):
        settle_deadline(part, before, year=folder.campaign.year)


_PLACE = {"rectification", "city", "county", "township", "measure", "author"}


def check_alone(part: Any) -> None:
    """The rules for ``part`` that need no look at other rows; without a query, but for what looks wrong.

    For many new rows at once: what is left, the database itself refuses.
    """
    part.full_clean(exclude=_PLACE, validate_unique=False, validate_constraints=False)
    start = getattr(part, "starts_on", None) or getattr(part, "found_on", None)
    due = getattr(part, "due_on", None)
    if start and due and due < start:
        part.validate_constraints(exclude=_PLACE)


def settle_deadline(record: WithDeadline, before: Mapping[str, Any], *, year: int) -> None:
    """Make phrase and date agree: read the date from a new phrase, or word a new date as a phrase.

    Where both were changed by hand both stay: the office may mean what it says ("国庆节前").
    """
    new_phrase, new_date = record.deadline != before["deadline"], record.due_on != before["due_on"]
    if new_phrase and not new_date:
        read = read_deadline(record.deadline, year=year)
        record.due_on, record.long_term = read.due_on, record.long_term or read.long_term
    elif new_date and not new_phrase:
        record.deadline = phrase_for(record.due_on) if record.due_on else ""


def labelled(values: dict[str, Any]) -> dict[str, Any]:
    """``values`` with a title: where it was left empty, the first clause of the text."""
    if "text" in values and not values.get("title"):
        return {**values, "title": first_clause(values["text"])}
    return values


def remove(part: Any, *, by: User, version: int | None) -> None:
    """Delete ``part``; the audit trail keeps its last values."""
    folder = lock_folder(part.rectification_id, by=by)
    locked(part, version).delete()
    rollups.refresh(folder)


def check_bare(part: Any) -> None:
    """Refuse to delete a problem or a measure that something hangs on which is kept for good."""
    if part.evidence.exists():
        raise PermissionDenied(_("Files have been kept with it; it cannot be deleted."))
    if part.comments.exists():
        raise PermissionDenied(_("There are comments on it; it cannot be deleted."))


def _is_link(part: Model, name: str) -> bool:
    return bool(part._meta.get_field(name).many_to_many)


def _check_links(folder: Rectification, links: Mapping[str, Any]) -> None:
    for name, targets in links.items():
        if any(target.rectification_id != folder.pk for target in targets):
            raise ValidationError({name: _("Choose problems of this folder only.")})
