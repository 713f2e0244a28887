"""The whole demo, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
    cases = []
    for position, name in enumerate(TOWNSHIPS, 1):
        township = read_township(name, folder)
        place = county.place(township, position)
        for entry in township["folder"]:
            cases.append((f"{name}.toml", Case(entry, place, county, campaign)))
            _load_folder(*cases[-1])
        _register(township["others"], place)
    _supervise(cases)
    for _where, case in cases:
        date_activity(case.folder)
    snapshots.keep_up()


def _supervise(cases: list[tuple[str, Case]]) -> None:
    """The county's notices in the order of their days, as their numbers were given."""
    told = [(notice, where, case) for where, case in cases for notice in case.entry.get("notices", ())]
    for notice, where, case in sorted(told, key=lambda one: one[0]["on"]):
        with _named(where, case):
            case.supervise(notice)


def _register(rows: list[Any], place: Place) -> None:
    """The branches that have not been listed."""
    for name, kind, secretary, members in rows:
        branches.add(
            township=place.organisation, by=place.clerk, name=name, kind=kind, secretary=secretary,
            member_count=members,
        )  # fmt: skip


def _load_folder(where: str, case: Case) -> None:
    name, stage = case.entry["branch"]["name"], case.entry["stage"]
    with _named(where, case):
        folder = case.load()
    if folder.stage != stage:
        raise DemoError(f"{where}: {name}: comes to the stage {folder.stage}, not {stage}")


@contextmanager
def _named(where: str, case: Case) -> Iterator[None]:
    """Say which file and branch it was that a service refused."""
    try:
        yield
    except (ValidationError, PermissionDenied, LookupError) as error:
        raise DemoError(f"{where}: {case.entry['branch']['name']}: {error}") from error
