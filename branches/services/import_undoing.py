"""Taking back what an import wrote, as long as nobody has built on it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import NestedObjects
from django.core.exceptions import ValidationError
from django.db import router
from django.utils.translation import gettext as _

from accounts.models import User
from branches.models import ImportedRecord, LedgerImport, Measure, ProgressEntry, Rectification
from branches.services import measures, rollups, search

# In this order rows can go: what hangs on others before what it hangs on.
ORDER = (
    "decision", "progressentry", "taskforcemember", "followupplan", "cause", "measure", "problem", "rectification",
    "branch",
)  # fmt: skip
LISTED = 5


def undo(ledger: LedgerImport, by: User) -> None:
    """Delete what was new, put back what was changed, count anew. Raises ``ValidationError``: nothing is written."""
    records = list(ledger.records.order_by("-id"))
    rows = _rows(records)
    _check_untouched(records, rows)
    new = {(record.model, record.object_id) for record in records if record.before is None}
    _check_alone(new, rows)
    folders, moved = _touched(rows)
    for record in records:
        if record.before is not None and (record.model, record.object_id) not in new:
            _put_back(rows[record.model, record.object_id], record.before)
    for model in ORDER:
        keys = [pk for name, pk in new if name == model]
        apps.get_model("branches", model)._default_manager.filter(pk__in=keys).delete()
    for measure in Measure.objects.filter(pk__in=moved):
        measures.carry_percent(measure)
    for folder in Rectification.objects.filter(pk__in=folders).order_by("pk"):
        rollups.refresh(folder)


def _rows(records: list[ImportedRecord]) -> dict[tuple[str, int], Any]:
    """The rows that the records speak of, locked, as far as they are still there."""
    keys: dict[str, list[int]] = defaultdict(list)
    for record in records:
        keys[record.model].append(record.object_id)
    return {
        (model, row.pk): row
        for model in sorted(keys)
        for row in apps.get_model("branches", model)
        ._default_manager.select_for_update()
        .filter(pk__in=keys[model])
        .order_by("pk")
    }


def _check_untouched(records: list[ImportedRecord], rows: dict[tuple[str, int], Any]) -> None:
    last: dict[tuple[str, int], int | None] = {}
    for record in records:
        last.setdefault((record.model, record.object_id), record.version)
    touched = [
        str(rows[key]) for key, version in last.items() if key in rows and _version(rows[key]) != version
    ]
    gone = sum(key not in rows for key in last)
    if touched or gone:
        raise ValidationError(_refusal(touched, gone))


def _version(row: Any) -> int | None:
    return getattr(row, "version", None)


def _check_alone(new: set[tuple[str, int]], rows: dict[tuple[str, int], Any]) -> None:
    """Refuse if anything of somebody else hangs on what would be deleted."""
    collector = NestedObjects(using=router.db_for_write(Rectification))
    by_model: dict[str, list[Any]] = defaultdict(list)
    for key in new:
        by_model[key[0]].append(rows[key])
    for model in reversed(ORDER):
        collector.collect(by_model[model])
    others = [
        str(row)
        for model, found in collector.data.items()
        for row in found
        if not model._meta.auto_created and (model._meta.model_name, row.pk) not in new
    ]
    others += [str(row) for row in collector.protected if (row._meta.model_name, row.pk) not in new]
    if others:
        raise ValidationError(_refusal(others, 0))


def _refusal(touched: list[str], gone: int) -> str:
    listed = "；".join(touched[:LISTED]) + ("…" if len(touched) > LISTED else "")
    if gone and not touched:
        return _(
            "Some of what was taken over has been deleted since; the import cannot be undone as a whole."
        )
    return _("It cannot be undone as a whole: there were changes since. See: %(listed)s") % {"listed": listed}


def _touched(rows: dict[tuple[str, int], Any]) -> tuple[set[int], set[int]]:
    """The folders that are to be counted anew, and the measures whose percent follows from their entries."""
    folders = {row.rectification_id for row in rows.values() if hasattr(row, "rectification_id")}
    return folders, {row.measure_id for row in rows.values() if isinstance(row, ProgressEntry)}


def _put_back(row: Any, before: dict[str, Any]) -> None:
    links = {field.name for field in row._meta.many_to_many}
    plain = {name: value for name, value in before.items() if name not in links}
    for name, value in plain.items():
        setattr(row, name, row._meta.get_field(name).to_python(value))
    if plain:
        row.version += 1
        row.save()
        search.keep(row)
    for name in links & set(before):
        getattr(row, name).set(before[name])
