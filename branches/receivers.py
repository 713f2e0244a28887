"""What the domain does when the ground floor tells it something."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.choices import Level
from accounts.models import Organisation
from accounts.signals import organisation_moved
from branches.models import (
    Branch,
    LookBack,
    Measure,
    Problem,
    ProgressEntry,
    Rectification,
    SupervisionNotice,
)

LISTED = (Branch, Rectification, Problem, Measure, ProgressEntry, SupervisionNotice, LookBack)


@receiver(organisation_moved)
def carry_rows(sender: Any, organisation: Organisation, **kwargs: Any) -> None:
    """Give every listed row under a moved county or township its new city and county."""
    if organisation.level < Level.COUNTY:
        return
    above = {"city": organisation.city}
    if organisation.level == Level.TOWNSHIP:
        above["county"] = organisation.county
    for model in LISTED:
        model.objects.filter(**{Level(organisation.level).column: organisation}).update(**above)
