"""Words that lead to a record: where a paragraph comes from, and what had better be looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from branches.models import Cause, FollowUpPlan, Measure, Problem


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a paragraph comes from, in words, and the address of the record if it has one."""

    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Warned:
    """One thing to look at; ``address`` leads to where it is mended, and may be empty."""

    words: str
    address: str = ""


def numbered_origins(
    page: str,
    problems: Sequence[Problem] = (),
    causes: Sequence[Cause] = (),
    measures: Sequence[Measure] = (),
    plans: Sequence[FollowUpPlan] = (),
) -> dict[str, Origin]:
    """The numbered records of the folder at ``page``, each by the source that its paragraph bears."""
    kinds: tuple[tuple[str, str, Sequence[Problem | Cause | Measure | FollowUpPlan]], ...] = (
        ("problem", _("Problem %(number)s"), problems),
        ("cause", _("Cause %(number)s"), causes),
        ("measure", _("Measure %(number)s"), measures),
        ("plan", _("Next step %(number)s"), plans),
    )
    return {
        f"{kind}:{row.pk}": Origin(words % {"number": row.number}, f"{page}#{kind}-{row.pk}")
        for kind, words, rows in kinds
        for row in rows
    }
