"""What the domain does when the ground floor tells it something."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver

from accounts.models import Organisation
from accounts.signals import organisation_moved
from branches.models import (
    Branch,
    LookBack,
    Measure,
    Problem,
    ProgressEntry,
    Rectification,
    SearchText,
    SupervisionNotice,
    TownshipCount,
)
from branches.models.scope import carry
from branches.services import search, township_counts

LISTED = (
    Branch, Rectification, Problem, Measure, ProgressEntry, SupervisionNotice, LookBack, SearchText, TownshipCount,
)  # fmt: skip


@receiver(organisation_moved)
def carry_rows(sender: Any, organisation: Organisation, **kwargs: Any) -> None:
    """Every listed row under a moved county or township follows it."""
    for model in LISTED:
        carry(model, organisation)


@receiver(post_delete, sender=Branch)
@receiver(post_delete, sender=Problem)
@receiver(post_delete, sender=Measure)
@receiver(post_delete, sender=ProgressEntry)
def forget_words(sender: Any, instance: Any, **kwargs: Any) -> None:
    """What is deleted, by a service, in the administration or with its folder, is found no more."""
    search.forget(instance)


@receiver(pre_delete, sender=Rectification)
def forget_folder(sender: Any, instance: Rectification, **kwargs: Any) -> None:
    """A folder that goes takes what it counts for with it."""
    township_counts.withdraw(instance.pk)
