"""The whole demo, in one transaction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from branches.demo.cases import Case, date_activity
from branches.demo.people import Place, found_county
from branches.demo.schema import FOLDER, TOWNSHIPS, DemoError, read_county, read_township
from branches.services import branches, snapshots


@transaction.atomic
def load(folder: Path = FOLDER) -> None:
    """Write the invented county from the files in ``folder``. The database must be empty.

    Raises ``DemoError`` naming the file, and the branch if there is one, where something does not fit.
    """
    county, campaign = found_county(read_county(folder), timezone.localdate())
    for position, name in enumerate(TOWNSHIPS, 1):
        township = read_township(name, folder)
        place = county.place(township, position)
        for entry in township["folder"]:
            _load_folder(f"{name}.toml", Case(entry, place, county, campaign))
        _register(township["others"], place)
    snapshots.keep_up()


def _register(rows: list[Any], place: Place) -> None:
    """The branches that have not been listed."""
    for name, kind, secretary, members in rows:
        branches.add(
            township=place.organisation, by=place.clerk, name=name, kind=kind, secretary=secretary,
            member_count=members,
        )  # fmt: skip


def _load_folder(where: str, case: Case) -> None:
    name, stage = case.entry["branch"]["name"], case.entry["stage"]
    try:
        folder = case.load()
    except (ValidationError, PermissionDenied, LookupError) as error:
        raise DemoError(f"{where}: {name}: {error}") from error
    if folder.stage != stage:
        raise DemoError(f"{where}: {name}: comes to the stage {folder.stage}, not {stage}")
    date_activity(folder)
