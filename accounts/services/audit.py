"""Audit entries for rows that are written many at a time, past the signals that write them one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from auditlog.diff import model_instance_diff
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.encoding import smart_str

from accounts.models import AuditEntry

BATCH = 500


def created(rows: Iterable[Model]) -> None:
    """Enter that ``rows`` were added, with all their values, as the signal of each would have."""
    _enter([_entry(row, AuditEntry.Action.CREATE, _values(row)) for row in rows])


def changed(pairs: Iterable[tuple[Model, Model]]) -> None:
    """Enter what differs in each pair of (before, now)."""
    _enter([_entry(now, AuditEntry.Action.UPDATE, model_instance_diff(before, now)) for before, now in pairs])


def linked(field: str, links: Iterable[tuple[Model, Sequence[Model]]]) -> None:
    """Enter that each row was linked to others by its many-to-many ``field``."""
    _enter(
        [
            _entry(
                row,
                AuditEntry.Action.UPDATE,
                {
                    field: {
                        "type": "m2m",
                        "operation": "add",
                        "objects": [smart_str(other) for other in others],
                    }
                },
            )
            for row, others in links
            if others
        ]
    )


def _values(row: Model) -> dict[str, Any] | None:
    # Of its own columns only: asking for what else hangs on a new row would be a query for each.
    return model_instance_diff(None, row, fields_to_check=[field.name for field in row._meta.concrete_fields])


def _entry(row: Any, action: int, changes: dict[str, Any] | None) -> AuditEntry | None:
    if not changes:
        return None
    entry = AuditEntry(
        content_type=ContentType.objects.get_for_model(row),
        object_pk=str(row.pk),
        object_id=row.pk if isinstance(row.pk, int) else None,
        object_repr=smart_str(row),
        action=action,
        changes=changes,
        additional_data=row.get_additional_data(),
    )
    entry.fill_in()
    return entry


def _enter(entries: list[AuditEntry | None]) -> None:
    AuditEntry.objects.bulk_create([entry for entry in entries if entry], batch_size=BATCH)
