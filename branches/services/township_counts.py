"""The counts of townships, moved by differences in the transaction of each write (performance.md 3).

A writer holds the lock of its folder, knows what the folder counted for before, and adds what has changed with one
``INSERT … ON CONFLICT DO UPDATE``: a cell that is missing is made, and writers in other folders lose nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from accounts.models import Organisation
from branches.choices import Counted, ProblemStatus
from branches.models import Problem, Rectification, TownshipCount

Cells = dict[str, int]

_ADD = """
INSERT INTO {table} (campaign_id, city_id, county_id, township_id, what, cell, number) VALUES {rows}
ON CONFLICT (campaign_id, township_id, what, cell) DO UPDATE SET number = {table}.number + excluded.number
"""
_ROW = "(%s, %s, %s, %s, %s, %s, %s)"


def cells_of(folder: Rectification, problems: QuerySet[Problem]) -> Cells:
    """What ``folder`` with its ``problems`` counts for: {"what/cell": number}. One query."""
    cells: Counter[str] = Counter({f"{Counted.FOLDERS}/{folder.stage}": 1})
    grouped = problems.annotate(found=TruncMonth("found_on"), closed=TruncMonth("closed_on"))
    for row in grouped.values("status", "found", "closed").annotate(number=Count("id")).order_by():
        cells[f"{Counted.PROBLEMS}/{row['status']}"] += row["number"]
        cells[f"{Counted.FOUND}/{row['found']:%Y-%m}"] += row["number"]
        if row["status"] == ProblemStatus.CLOSED:
            cells[f"{Counted.SIGNED_OFF}/{row['closed']:%Y-%m}"] += row["number"]
    return dict(cells)


def add_difference(folder: Rectification, before: Mapping[str, int], after: Mapping[str, int]) -> None:
    """Move the counts of the folder's township from ``before`` to ``after``. The caller holds the folder's lock."""
    change = {key: after.get(key, 0) - before.get(key, 0) for key in {*before, *after}}
    # In one order everywhere, so that two writers never wait for each other's cells.
    keys = sorted(key for key, number in change.items() if number)
    if not keys:
        return
    place: list[Any] = [folder.campaign_id, folder.city_id, folder.county_id, folder.township_id]
    values = [value for key in keys for value in (*place, *key.split("/"), change[key])]
    table = connection.ops.quote_name(TownshipCount._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(_ADD.format(table=table, rows=", ".join([_ROW] * len(keys))), values)


@transaction.atomic
def withdraw(folder_id: int) -> None:
    """Take out of the counts what a folder counts for, because it is about to be deleted."""
    folder = Rectification.objects.select_for_update().get(pk=folder_id)
    add_difference(folder, folder.cells, {})
    Rectification.objects.filter(pk=folder_id).update(cells={})


def wrong_cells(*, repair: bool = False) -> list[tuple[int, int, str, int, int]]:
    """Cells that disagree with the folders: (township, campaign, "what/cell", kept, counted); mended if ``repair``.

    What each folder counts for must be right by then (``rollups.wrong_folders``).
    """
    found = _differences(Rectification.objects.all(), TownshipCount.objects.all())
    if repair:
        for township, campaign in sorted({entry[:2] for entry in found}):
            _mend(township, campaign)
    return found


def _differences(folders: QuerySet[Any], counts: QuerySet[Any]) -> list[tuple[int, int, str, int, int]]:
    counted: defaultdict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for township, campaign, cells in folders.values_list("township", "campaign", "cells").iterator():
        counted[township, campaign].update(cells)
    kept: defaultdict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for row in counts.iterator():
        kept[row.township_id, row.campaign_id][f"{row.what}/{row.cell}"] = row.number
    return [
        (*place, key, kept[place][key], counted[place][key])
        for place in sorted({*counted, *kept})
        for key in sorted({*counted[place], *kept[place]})
        if kept[place][key] != counted[place][key]
    ]


@transaction.atomic
def _mend(township: int, campaign: int) -> None:
    """Add what is missing in one place while nobody writes there: writers need a folder, a new folder the township."""
    folders = Rectification.objects.filter(township=township, campaign=campaign).order_by("pk")
    list(folders.select_for_update().values_list("pk", flat=True))
    place = Organisation.objects.select_for_update(of=("self",)).get(pk=township)
    folder = Rectification(
        campaign_id=campaign, township=place, city_id=place.city_id, county_id=place.county_id
    )
    counts = TownshipCount.objects.filter(township=township, campaign=campaign)
    wrong = _differences(folders, counts)
    add_difference(
        folder, {key: kept for _, _, key, kept, _ in wrong}, {key: right for *_, key, _, right in wrong}
    )
