"""Which steps a user is offered on a problem or a folder, and what stands in their way."""

from __future__ import annotations

from dataclasses import dataclass

from accounts import access
from accounts.models import User
from branches.models import Problem, Rectification
from branches.selectors.missing import last_step, missing_for
from branches.transitions import FOLDER_TRANSITIONS, PROBLEM_TRANSITIONS, Transition


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that the role of the user carries; ``missing`` says what is lacking, empty if it can be taken."""

    transition: Transition
    missing: tuple[str, ...]


def state_of(subject: Problem | Rectification) -> str:
    return subject.status if isinstance(subject, Problem) else subject.stage


def transitions_for(subject: Problem | Rectification) -> tuple[Transition, ...]:
    return PROBLEM_TRANSITIONS if isinstance(subject, Problem) else FOLDER_TRANSITIONS


def leads_on(row: Transition, subject: Problem | Rectification) -> bool:
    """Whether ``row`` leads on from where ``subject`` stands, whoever asks."""
    if state_of(subject) not in row.sources:
        return False
    return not row.answers or last_step(subject) == row.answers


def offers(subject: Problem | Rectification, user: User) -> list[Offer]:
    """The steps to draw as buttons for ``user``, in the order of the table; none on a problem of a frozen folder."""
    if isinstance(subject, Problem) and not subject.rectification.is_editable:
        return []
    return [
        Offer(row, tuple(missing_for(row, subject)))
        for row in transitions_for(subject)
        if not row.is_outcome and access.allows(user, row.verb) and leads_on(row, subject)
    ]
