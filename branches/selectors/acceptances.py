"""Reads of acceptances: what waits for a visit, and what for a signature."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from accounts.models import User
from branches.choices import AcceptanceState, Stage
from branches.models import Acceptance, AcceptanceScore, Rectification


def whole(user: User) -> QuerySet[Acceptance]:
    """Acceptances in the scope of ``user``, with marks, scheme and people."""
    related = (
        "rectification__branch",
        "rectification__township",
        "rectification__campaign",
        "rectification__county",
    )
    people = ("entered_by", "answered_by", "answered_by__organisation", "scheme", "decision")
    scores = Prefetch("scores", AcceptanceScore.objects.select_related("item"))
    found = Acceptance.objects.visible_to(user).select_related(*related, *people)
    return found.prefetch_related(scores, "scheme__items")


def awaiting_visit(user: User) -> QuerySet[Rectification]:
    """Folders for which acceptance was applied, and nothing has been entered that waits for its signature."""
    entered = Acceptance.objects.filter(rectification=OuterRef("pk"), state=AcceptanceState.ENTERED)
    folders = Rectification.objects.visible_to(user).filter(~Exists(entered), stage=Stage.ACCEPTANCE)
    return folders.select_related("branch", "township").order_by("due_on", "id")


def awaiting_signature(user: User) -> QuerySet[Acceptance]:
    """Acceptances that somebody else has entered, the oldest first."""
    return (
        whole(user).filter(state=AcceptanceState.ENTERED).exclude(entered_by=user).order_by("held_on", "id")
    )
