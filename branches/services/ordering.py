"""The order of the parts of a folder: their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import service
from accounts.models import AuditEntry, User
from branches.exceptions import StaleOrder
from branches.models import Rectification
from branches.services import folder_parts, rollups


@service
def reorder(
    *, model: type[Any], rectification: Rectification, seen: Sequence[int], wanted: Sequence[int], by: User
) -> None:
    """Put parts of one kind (all of a folder, or those under one problem) into another order.

    ``seen`` are their keys in the order that the writer saw, ``wanted`` in the new one. They share out the numbers that
    they have among themselves; every other part keeps its own. Raises ``StaleOrder`` if they no longer stand as seen.
    """
    folder = folder_parts.lock_folder(rectification.pk, by=by)
    parts = {part.pk: part for part in _standing(model, folder, seen)}
    if list(parts) != list(seen):
        raise StaleOrder
    if sorted(wanted) != sorted(seen):
        raise ValidationError(_("The new order does not name the same lines as the old one."))
    numbers = [part.number for part in parts.values()]
    moved = {key: number for key, number in zip(wanted, numbers, strict=True) if parts[key].number != number}
    # A number is there once only: out of the way first, then to the new place.
    out_of_the_way = folder_parts.next_number(model, folder)
    model.objects.filter(pk__in=moved).update(number=F("number") + out_of_the_way)
    for key, number in moved.items():
        _renumber(parts[key], number)
    rollups.refresh(folder)


def _standing(model: type[Any], folder: Rectification, keys: Sequence[int]) -> list[Any]:
    parts = model.objects.select_for_update().filter(rectification=folder, pk__in=keys)
    return list(parts.order_by("number"))


def _renumber(part: Any, number: int) -> None:
    changes = {"number": [str(part.number), str(number)]}
    type(part).objects.filter(pk=part.pk).update(
        number=number, version=F("version") + 1, updated_at=timezone.now()
    )
    AuditEntry.objects.log_create(part, action=LogEntry.Action.UPDATE, changes=changes)
