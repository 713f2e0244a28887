"""The whole demo, in one transaction."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from branches.demo.cases import Case, date_activity
from branches.demo.people import found_county
from branches.demo.schema import TOWNSHIPS, read, read_county, read_township
from branches.services import branches


@transaction.atomic
def load() -> None:
    """Write the invented county. The database must be empty."""
    county, campaign = found_county(read_county(), timezone.localdate())
    others = read("others")
    for position, name in enumerate(TOWNSHIPS, 1):
        township = read_township(name)
        place = county.place(township, position)
        for entry in township["folder"]:
            date_activity(Case(entry, place, county, campaign).load())
        for branch, kind, secretary, members in others[township["name"]]:
            branches.add(
                township=place.organisation, by=place.clerk, name=branch, kind=kind, secretary=secretary,
                member_count=members,
            )  # fmt: skip
