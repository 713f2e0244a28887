"""What the reports do when the ground floor tells them something."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from accounts.models import Organisation
from accounts.signals import organisation_moved
from branches.models.scope import carry
from reports.models import Report


@receiver(organisation_moved)
def carry_reports(sender: Any, organisation: Organisation, **kwargs: Any) -> None:
    """The reports of a moved county or township are seen by those above it now; what was issued keeps its text."""
    carry(Report, organisation)
