"""Where the list stands that a figure counts: the same for the monthly table and the overview."""

from __future__ import annotations

import datetime as dt

from django.http import QueryDict
from django.urls import reverse

from branches.models import Campaign

LISTS: dict[str, tuple[str, dict[str, str]]] = {
    "listed": ("branches:home", {}),
    "accepted": ("branches:home", {"stage": "settled"}),
    "problems": ("branches:ledger", {}),
    "found": ("branches:ledger", {"found": "{month}"}),
    "closed": ("branches:ledger", {"status": "closed"}),
    "signed_off": ("branches:ledger", {"status": "closed", "closed": "{month}"}),
    "long_term": ("branches:ledger", {"status": "long_term"}),
    "overdue": ("branches:ledger", {"kind": "measures", "due": "overdue"}),
    "quiet": ("branches:ledger", {"kind": "measures", "due": "quiet"}),
}
"""The page and what it is narrowed to, for each figure of ``figures.FROZEN``."""


def list_of(figure: str, campaign: Campaign, place: str, day: dt.date) -> str:
    """The list that ``figure`` counts today; ``place`` as ``overview.place_of`` gives it, ``day`` lies in the month."""
    name, narrowed = LISTS[figure]
    query = QueryDict(f"campaign={campaign.pk}&{place}".rstrip("&"), mutable=True)
    query.update({key: value.format(month=f"{day:%Y-%m}") for key, value in narrowed.items()})
    return f"{reverse(name)}?{query.urlencode()}"
