"""The figures that overview, monthly table and county summary share: one definition, one way to add them up."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from branches.choices import OPEN_STAGES, Counted, Light, ProblemStatus, Stage
from branches.models import Snapshot


@dataclass(frozen=True, slots=True)
class Figures:
    """What one organisation, or one branch, comes to in a campaign.

    ``found`` and ``signed_off`` count the problems of the month that the figures end in. Measures are counted by
    ``selectors.deadlines``. A snapshot knows nothing of the last group.
    """

    listed: int = 0
    accepted: int = 0
    problems: int = 0
    closed: int = 0
    long_term: int = 0
    found: int = 0
    signed_off: int = 0
    overdue: int = 0
    quiet: int = 0

    signed_off_before: int = 0
    waiting: int = 0
    rectifying: int = 0
    pending: int = 0
    due_soon: int = 0

    @property
    def share(self) -> int:
        """Whole percent of the problems that are signed off, rounded down; 0 where there are none."""
        return self.closed * 100 // self.problems if self.problems else 0

    @property
    def light(self) -> Light:
        """Red where something is overdue, amber where something is due within a week or silent."""
        if not self.listed:
            return Light.NONE
        if self.overdue:
            return Light.RED
        if self.due_soon or self.quiet:
            return Light.AMBER
        return Light.DONE if self.accepted == self.listed else Light.GREEN


NAMES = tuple(field.name for field in dataclasses.fields(Figures))
FROZEN = NAMES[: NAMES.index("quiet") + 1]
"""What a snapshot keeps."""
KINDS = dict.fromkeys(FROZEN, "problem") | {
    "listed": "folder", "accepted": "folder", "overdue": "measure", "quiet": "measure",
}  # fmt: skip
"""What each of them counts."""


def total(parts: Iterable[Figures]) -> Figures:
    rows = list(parts)
    return Figures(**{name: sum(getattr(row, name) for row in rows) for name in NAMES})


def live(cells: Mapping[str, int], measures: Mapping[str, int], today: dt.date) -> Figures:
    """Figures of today out of the counted ``cells`` ("what/cell") and the counts of unfinished measures."""
    stages = {stage: cells.get(f"{Counted.FOLDERS}/{stage}", 0) for stage in Stage}
    statuses = {status: cells.get(f"{Counted.PROBLEMS}/{status}", 0) for status in ProblemStatus}
    month, before = f"{today:%Y-%m}", f"{today.replace(day=1) - dt.timedelta(days=1):%Y-%m}"
    return Figures(
        listed=sum(stages.values()),
        accepted=sum(number for stage, number in stages.items() if stage not in OPEN_STAGES),
        problems=sum(statuses.values()),
        closed=statuses[ProblemStatus.CLOSED],
        long_term=statuses[ProblemStatus.LONG_TERM],
        found=cells.get(f"{Counted.FOUND}/{month}", 0),
        signed_off=cells.get(f"{Counted.SIGNED_OFF}/{month}", 0),
        signed_off_before=cells.get(f"{Counted.SIGNED_OFF}/{before}", 0),
        waiting=statuses[ProblemStatus.OPEN],
        rectifying=statuses[ProblemStatus.RECTIFYING],
        pending=statuses[ProblemStatus.PENDING],
        **measures,
    )


def frozen(snapshot: Snapshot) -> Figures:
    return Figures(**{name: getattr(snapshot, name) for name in FROZEN})
