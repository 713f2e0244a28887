"""Writes on evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Verb
from accounts.audit import service
from accounts.models import User
from branches.evidence_files import CheckedFile
from branches.models import Evidence, Measure, Problem, ProgressEntry
from branches.services import folder_parts


@service
def attach(
    *,
    files: Iterable[CheckedFile],
    by: User,
    entry: ProgressEntry | None = None,
    measure: Measure | None = None,
    problem: Problem | None = None,
    caption: str = "",
) -> list[Evidence]:
    """Keep ``files`` with the one of ``entry``, ``measure`` and ``problem`` that is given.

    A file that is there already is not kept twice. If one fails, none is kept.
    """
    home = entry or measure or problem
    assert home is not None  # noqa: S101  (a slip of the programmer, not of the writer)
    folder = folder_parts.lock_folder(home.rectification_id, by=by, verb=Verb.LOG_PROGRESS)
    there = set(home.evidence.standing().values_list("sha256", flat=True))
    kept: list[Evidence] = []
    try:
        for file in files:
            if file.sha256 not in there:
                there.add(file.sha256)
                row = Evidence(
                    rectification=folder, entry=entry, measure=measure, problem=problem, caption=caption
                )
                kept.append(_keep(row, file, by))
    except Exception:
        # The rows go with the transaction; the files would stay behind.
        for evidence in kept:
            _discard(evidence)
        raise
    return kept


def _keep(evidence: Evidence, file: CheckedFile, by: User) -> Evidence:
    evidence.name, evidence.kind, evidence.size = file.name, file.kind, file.size
    evidence.sha256, evidence.uploaded_by = file.sha256, by
    evidence.file.save(file.name, file.content, save=False)
    if file.thumbnail:
        evidence.thumbnail.save("small.jpg", ContentFile(file.thumbnail), save=False)
    try:
        evidence.full_clean()
        evidence.save()
    except Exception:
        _discard(evidence)
        raise
    return evidence


def _discard(evidence: Evidence) -> None:
    for stored in (evidence.file, evidence.thumbnail):
        if stored:
            stored.storage.delete(stored.name)


@service
def edit(*, evidence: Evidence, by: User, version: int | None = None, **values: Any) -> Evidence:
    """Change the caption. Raises ``StaleVersion`` if it is no longer at ``version``."""
    current = _standing(evidence, by, version)
    for name, value in values.items():
        setattr(current, name, value)
    return _saved(current)


@service
def withdraw(*, evidence: Evidence, reason: str, by: User, version: int | None = None) -> Evidence:
    """Take a file out of sight, saying why; it stays in the storage and on record."""
    current = _standing(evidence, by, version)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is withdrawn.")})
    current.withdrawn_at, current.withdrawn_by, current.reason = timezone.now(), by, reason.strip()
    return _saved(current)


def _standing(evidence: Evidence, by: User, version: int | None) -> Evidence:
    folder_parts.lock_folder(evidence.rectification_id, by=by, verb=Verb.LOG_PROGRESS)
    current = folder_parts.locked(evidence, version)
    if current.withdrawn_at:
        raise PermissionDenied(_("This file has been withdrawn already."))
    return current


def _saved(evidence: Evidence) -> Evidence:
    evidence.version += 1
    evidence.full_clean()
    evidence.save()
    return evidence
