"""What happened in a folder, out of the audit trail: who did what, from which value to which, newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst

from accounts.models import AuditEntry, User
from branches.models import Decision, Rectification
from branches.selectors.activity_words import Change, Names, changes_in, decision_of, names_of

A_PAGE = 60
AT_ONE_GO = dt.timedelta(seconds=2)
ANCHORS = {"problem": "problem", "cause": "cause", "measure": "measure", "followupplan": "plan"}


@dataclass(frozen=True, slots=True)
class Event:
    """One row that was added, changed or deleted; ``anchor`` where it stands on the folder page, "" if nowhere;
    ``is_open`` whether its values are the news (and not what a new row was filled with).
    """

    action: str
    kind: str
    name: str
    anchor: str
    changes: list[Change]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Act:
    """What one person did at one go."""

    by: User | None
    at: dt.datetime
    events: list[Event]

    @property
    def day(self) -> dt.date:
        return timezone.localdate(self.at)


def trail(user: User, folder: Rectification) -> QuerySet[AuditEntry]:
    """The entries of ``folder``, as far as ``user`` sees."""
    return AuditEntry.objects.visible_to(user).of_folder(folder.pk)


def page(entries: QuerySet[AuditEntry], number: str | None) -> Page[AuditEntry]:
    """Page ``number`` of ``entries``; the first or the last where there is no such page."""
    return Paginator(entries.select_related("actor", "content_type"), A_PAGE).get_page(number)


def acts(entries: Iterable[AuditEntry]) -> list[Act]:
    """``entries`` in words, those of one person and one moment together."""
    found: list[Act] = []
    listed = list(entries)
    names = names_of(listed)
    for entry in listed:
        if not (found and found[-1].by == entry.actor and found[-1].at - entry.timestamp < AT_ONE_GO):
            found.append(Act(entry.actor, entry.timestamp, []))
        found[-1].events.append(_event(entry, names))
    return found


def _event(entry: AuditEntry, names: Names) -> Event:
    gone = entry.action == AuditEntry.Action.DELETE
    model = entry.content_type.model
    return Event(
        action={AuditEntry.Action.CREATE: "added", AuditEntry.Action.DELETE: "deleted"}.get(
            entry.action, "changed"
        ),
        kind=str(capfirst(entry.content_type.name)),
        name=_name(entry),
        anchor="" if gone or model not in ANCHORS else f"{ANCHORS[model]}-{entry.object_pk}",
        changes=changes_in(entry, names),
        is_open=model == "decision" or entry.action == AuditEntry.Action.UPDATE,
    )


def _name(entry: AuditEntry) -> str:
    """A decision is called by its step, the folder (whose page this is) by nothing, all else as the trail has it."""
    if entry.content_type.model_class() is Rectification:
        return ""
    if entry.content_type.model_class() is not Decision:
        return entry.object_repr
    return decision_of(entry.changes or {}).step_label
