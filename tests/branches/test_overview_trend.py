"""The months of the trend and the geometry of its drawing."""

import datetime as dt
from types import SimpleNamespace

import pytest

from branches.selectors.overview_trend import HEIGHT, SLOT, Month, Trend, months, trend


def campaign(starts, ends):
    return SimpleNamespace(starts_on=starts, ends_on=ends)


YEAR = campaign(dt.date(2026, 3, 10), dt.date(2026, 12, 31))


@pytest.mark.parametrize(
    ("ran", "today", "first", "last", "number"),
    [
        (YEAR, dt.date(2026, 3, 10), (2026, 3), (2026, 3), 1),
        (YEAR, dt.date(2026, 11, 30), (2026, 3), (2026, 11), 9),
        (YEAR, dt.date(2027, 6, 1), (2026, 3), (2026, 12), 10),
        (campaign(dt.date(2024, 5, 1), dt.date(2027, 5, 1)), dt.date(2026, 2, 28), (2025, 3), (2026, 2), 12),
        (campaign(dt.date(2027, 1, 1), dt.date(2027, 5, 1)), dt.date(2026, 2, 28), (2026, 2), (2026, 2), 1),
    ],
    ids=["begins", "runs", "is over", "runs for years", "is to come"],
)
def test_the_months_shown(ran, today, first, last, number):
    found = months(ran, today)
    assert (found[0], found[-1], len(found)) == (dt.date(*first, 1), dt.date(*last, 1), number)


def test_totals_hold_what_came_before_and_what_came_after():
    cells = {
        "found/2026-01": 2,
        "found/2026-03": 3,
        "found/2026-05": 1,
        "signed_off/2026-04": 2,
        "problems/open": 9,
    }
    drawn = trend(cells, {dt.date(2026, 3, 1): 4}, YEAR, dt.date(2026, 4, 2))
    assert drawn.months == [
        Month(dt.date(2026, 3, 1), 3, 0, 5, 0, 4),
        Month(dt.date(2026, 4, 1), 0, 2, 6, 2, None),
    ]


def drawn(*totals, overdue=0):
    first = dt.date(2026, 1, 1)
    return Trend([Month(first, 0, 0, found, signed_off, overdue) for found, signed_off in totals])


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [(0, [0, 1]), (1, [0, 1]), (5, [0, 1, 2, 3, 4, 5]), (6, [0, 2, 4, 6]), (53, [0, 20, 40, 60]),
     (100, [0, 20, 40, 60, 80, 100]), (131, [0, 50, 100, 150]), (150_000, [0, 50_000, 100_000, 150_000])],
)  # fmt: skip
def test_ticks_are_round_and_take_the_highest_value_in(highest, ticks):
    assert drawn((highest, 0)).ticks == ticks


def test_lines_run_through_the_middle_of_each_month():
    found = drawn((50, 0), (100, 25), overdue=20)
    assert found.width == 2 * SLOT
    assert found.found_line == "50,500 150,0"
    assert found.signed_off_line == "50,1000 150,750"
    assert found.signed_off_area == "50,1000 50,1000 150,750 150,1000"
    assert [(slot.left, slot.bar_left, slot.bar_top, slot.bar_height) for slot in found.slots] == [
        (0, 42, 800, 200),
        (100, 142, 800, 200),
    ]
    assert found.grid == [HEIGHT, 800, 600, 400, 200, 0]


def test_nothing_found_is_empty():
    assert (drawn((0, 0)).is_empty, drawn((1, 0)).is_empty) == (True, False)
