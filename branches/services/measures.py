"""Writes on measures and their progress."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Verb
from accounts.audit import service
from accounts.models import User
from branches.choices import ProblemStatus
from branches.evidence_files import CheckedFile
from branches.models import Measure, ProgressEntry, Rectification
from branches.models.measures import DONE
from branches.services import decisions, evidence, folder_parts, rollups


@service
def add(*, rectification: Rectification, by: User, **values: Any) -> Measure:
    """Write a new measure into the folder; ``problems`` are those it serves, maybe none."""
    folder = folder_parts.lock_folder(rectification.pk, by=by)
    if written := folder_parts.written_before(folder.measures.all(), values):
        return written
    measure = Measure(number=folder_parts.next_number(Measure, folder), starts_on=timezone.localdate())
    folder_parts.write(measure, folder, values)
    return measure


@service
def edit(*, measure: Measure, by: User, version: int | None = None, **values: Any) -> Measure:
    """Change a measure. Raises ``StaleVersion`` if it is no longer at ``version``."""
    folder = folder_parts.lock_folder(measure.rectification_id, by=by)
    current = folder_parts.locked(measure, version)
    folder_parts.write(current, folder, values)
    return current


@service
def remove(*, measure: Measure, by: User, version: int | None = None) -> None:
    """Delete a measure that has no progress, files or comments yet; what was kept is never lost."""
    folder_parts.lock_folder(measure.rectification_id, by=by)
    if measure.progress_entries.exists():
        raise PermissionDenied(_("Progress has been logged on this measure; it cannot be deleted."))
    folder_parts.check_bare(measure)
    if measure.notices.exists():
        raise PermissionDenied(_("A supervision notice was issued on this measure; it cannot be deleted."))
    folder_parts.remove(measure, by=by, version=version)


@service
def log_progress(
    *,
    measure: Measure,
    by: User,
    text: str,
    percent: int,
    happened_on: dt.date,
    for_report: bool = True,
    files: Iterable[CheckedFile] = (),
    key: UUID | None = None,
) -> ProgressEntry:
    """Log what was done on ``measure`` and how far it is, with its evidence; problems it serves leave "not started".

    What comes twice from a form (``key``) is not written again: the entry of the first time is returned.
    """
    folder = folder_parts.lock_folder(measure.rectification_id, by=by, verb=Verb.LOG_PROGRESS)
    current = folder_parts.locked(measure, None)
    values = {"text": text, "percent": percent, "happened_on": happened_on, "for_report": for_report}
    mine = current.progress_entries.filter(author=by)
    if written := folder_parts.written_before(mine, {**values, "key": key}):
        # The same words may come with one photo more.
        evidence.attach(entry=written, files=files, by=by)
        return written
    entry = ProgressEntry(measure=current, author=by, key=key)
    _write_entry(entry, folder, values)
    evidence.attach(entry=entry, files=files, by=by)
    for problem in current.problems.filter(status=ProblemStatus.OPEN):
        decisions.take_step(problem=problem, step="start", by=by, decided_on=happened_on)
    return entry


@service
def edit_progress(
    *,
    entry: ProgressEntry,
    by: User,
    version: int | None = None,
    files: Iterable[CheckedFile] = (),
    **values: Any,
) -> ProgressEntry:
    """Correct an entry, or add evidence to it. Raises ``StaleVersion`` if it is no longer at ``version``."""
    folder = folder_parts.lock_folder(entry.rectification_id, by=by, verb=Verb.LOG_PROGRESS)
    current = folder_parts.locked(entry, version)
    _write_entry(current, folder, values)
    evidence.attach(entry=current, files=files, by=by)
    return current


def _write_entry(entry: ProgressEntry, folder: Rectification, values: dict[str, Any]) -> None:
    if values.get("happened_on", dt.date.min) > timezone.localdate():
        raise ValidationError({"happened_on": _("The date lies in the future.")})
    folder_parts.save(entry, folder, values)
    carry_percent(entry.measure)
    rollups.refresh(folder)


def carry_percent(measure: Measure) -> None:
    """The measure stands where its latest entry says; that is also the day it was done."""
    latest = measure.progress_entries.first()
    measure.percent = latest.percent if latest else 0
    measure.last_progress_on = latest.happened_on if latest else None
    measure.done_on = measure.last_progress_on if measure.percent == DONE else None
    measure.save(update_fields=["percent", "done_on", "last_progress_on", "updated_at"])
