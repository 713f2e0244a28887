"""The verdict of an acceptance: a pure function of the marks, the survey's totals and the scheme's rules.

Leaf: no Django, no queries. Schemes seen (domain.md 1.4): 70 marks pass; more than half of the votes dissatisfied fails
whatever the marks; fewer than 90 percent satisfied must rectify again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

WHOLE = 100


class Failure(StrEnum):
    """Why an acceptance fails; each rule that is broken is named."""

    MARKS = "marks"
    DISSATISFIED = "dissatisfied"
    SATISFIED = "satisfied"


@dataclass(frozen=True, slots=True)
class Rules:
    """``dissatisfied_over`` and ``satisfied_under`` are whole percent of the returned sheets; None: no such rule."""

    pass_mark: Decimal
    dissatisfied_over: int | None = None
    satisfied_under: int | None = None

    @property
    def ask_for_survey(self) -> bool:
        return self.dissatisfied_over is not None or self.satisfied_under is not None


@dataclass(frozen=True, slots=True)
class Survey:
    """Totals only; a returned sheet without a valid vote is in none of the last three."""

    issued: int = 0
    returned: int = 0
    satisfied: int = 0
    fairly: int = 0
    dissatisfied: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    total: Decimal
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        return not self.failures


def judge(marks: Iterable[Decimal], survey: Survey, rules: Rules) -> Verdict:
    """Add the marks up and hold them and the survey against the rules; without returned sheets the survey is silent."""
    total = sum(marks, Decimal())
    return Verdict(total, tuple(failure for failure, broken in _broken(total, survey, rules) if broken))


def _broken(total: Decimal, survey: Survey, rules: Rules) -> Iterable[tuple[Failure, bool]]:
    content = survey.satisfied + survey.fairly
    yield Failure.MARKS, total < rules.pass_mark
    if survey.returned and rules.dissatisfied_over is not None:
        yield Failure.DISSATISFIED, survey.dissatisfied * WHOLE > rules.dissatisfied_over * survey.returned
    if survey.returned and rules.satisfied_under is not None:
        yield Failure.SATISFIED, content * WHOLE < rules.satisfied_under * survey.returned
