"""The trend of problems found and signed off, month by month, and the lines that draw it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from branches.choices import Counted
from branches.models import Campaign

MOST_MONTHS = 12
SLOT = 100
"""The width of one month in the drawing's own units; the page stretches the drawing to the room there is."""
HEIGHT = 1000
BAR = 16
STEPS = (1, 2, 5)
MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Month:
    """What came in the month that begins on ``first``, and what it added up to at its end; ``overdue`` where known."""

    first: dt.date
    found: int
    signed_off: int
    found_total: int
    signed_off_total: int
    overdue: int | None


@dataclass(frozen=True, slots=True)
class Slot:
    """A month in the drawing: its left edge, its bar of overdue measures, and the last one's marks."""

    month: Month
    left: int
    bar_left: int
    bar_top: int
    bar_height: int


@dataclass(frozen=True, slots=True)
class Trend:
    months: list[Month]

    @property
    def is_empty(self) -> bool:
        return not any(month.found_total for month in self.months)

    @property
    def last(self) -> Month:
        return self.months[-1]

    @property
    def width(self) -> int:
        return SLOT * len(self.months)

    @property
    def ticks(self) -> list[int]:
        """Round numbers from 0 upwards that take the highest value in, at most six."""
        highest = max(1, *(max(month.found_total, month.overdue or 0) for month in self.months))
        steps = (step * 10**power for power in range(9) for step in STEPS)
        step = next(step for step in steps if highest <= MOST_STEPS * step)
        return list(range(0, highest + step, step))

    @property
    def grid(self) -> list[int]:
        """The heights of the lines that belong to the ticks."""
        return [self._y(tick) for tick in self.ticks]

    @property
    def found_line(self) -> str:
        return _points(self._line(month.found_total for month in self.months))

    @property
    def signed_off_line(self) -> str:
        return _points(self._line(month.signed_off_total for month in self.months))

    @property
    def signed_off_area(self) -> str:
        line = self._line(month.signed_off_total for month in self.months)
        return _points([(line[0][0], HEIGHT), *line, (line[-1][0], HEIGHT)])

    @property
    def slots(self) -> list[Slot]:
        return [
            Slot(
                month=month,
                left=SLOT * number,
                bar_left=SLOT * number + (SLOT - BAR) // 2,
                bar_top=self._y(month.overdue or 0),
                bar_height=HEIGHT - self._y(month.overdue or 0),
            )
            for number, month in enumerate(self.months)
        ]

    def _y(self, value: int) -> int:
        return HEIGHT - value * HEIGHT // self.ticks[-1]

    def _line(self, values: Iterable[int]) -> list[tuple[int, int]]:
        return [(SLOT * number + SLOT // 2, self._y(value)) for number, value in enumerate(values)]


def _points(points: Iterable[tuple[int, int]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)


def trend(
    cells: Mapping[str, int], overdue: Mapping[dt.date, int], campaign: Campaign, today: dt.date
) -> Trend:
    """The last twelve months of ``campaign`` at most; ``overdue`` holds the overdue measures by the month's first day.

    What was found or signed off before the first month shown, or before the campaign began, is in its total.
    """
    firsts = months(campaign, today)
    found, signed_off = _by_month(cells, Counted.FOUND), _by_month(cells, Counted.SIGNED_OFF)
    rows = []
    for first, following in pairwise([*firsts, dt.date.max]):
        rows.append(
            Month(
                first=first,
                found=found[first],
                signed_off=signed_off[first],
                found_total=_before(following, found),
                signed_off_total=_before(following, signed_off),
                overdue=overdue.get(first),
            )
        )
    return Trend(rows)


def months(campaign: Campaign, today: dt.date) -> list[dt.date]:
    """The first days of the months to show, up to this one or the one in which the campaign ended."""
    last = min(today, max(campaign.ends_on, campaign.starts_on)).replace(day=1)
    first = min(campaign.starts_on.replace(day=1), last)
    found = [last]
    while found[0] > first and len(found) < MOST_MONTHS:
        found.insert(0, (found[0] - dt.timedelta(days=1)).replace(day=1))
    return found


def _before(day: dt.date, counted: Mapping[dt.date, int]) -> int:
    return sum(number for month, number in counted.items() if month < day)


def _by_month(cells: Mapping[str, int], what: str) -> Counter[dt.date]:
    lead = f"{what}/"
    return Counter(
        {
            dt.date.fromisoformat(f"{key.removeprefix(lead)}-01"): number
            for key, number in cells.items()
            if key.startswith(lead)
        }
    )
