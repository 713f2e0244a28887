"""The time a report tells of."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from reports.periods import WHOLE, period, periods_between, validate_code


@pytest.mark.parametrize(
    ("code", "words", "first", "last"),
    [
        ("2026H1", "2026年上半年", (2026, 1, 1), (2026, 6, 30)),
        ("2026H2", "2026年下半年", (2026, 7, 1), (2026, 12, 31)),
        ("2026Q3", "2026年第三季度", (2026, 7, 1), (2026, 9, 30)),
        ("2028M02", "2028年2月", (2028, 2, 1), (2028, 2, 29)),
        ("2026M12", "2026年12月", (2026, 12, 1), (2026, 12, 31)),
    ],
)
def test_codes(code, words, first, last):
    found = period(code)
    assert (found.words, found.first, found.last) == (words, dt.date(*first), dt.date(*last))


@pytest.mark.parametrize("code", ["2026", "2026Q5", "2026H0", "2026M13", "26Q1", "2026Q1 ", "2026M1"])
def test_what_is_no_period(code):
    with pytest.raises(ValueError, match="Not a period"):
        period(code)
    with pytest.raises(ValidationError):
        validate_code(code)


def test_the_whole_time_holds_everything():
    whole = period(WHOLE)
    assert whole.words == "整顿以来"
    assert whole.holds(None)
    assert whole.holds(dt.date(1990, 1, 1))
    assert whole.has_begun(dt.date(2999, 1, 1))
    assert not whole.is_over(dt.date(1990, 1, 1))


def test_periods_to_choose_from():
    found = periods_between(dt.date(2025, 11, 3), dt.date(2026, 2, 1))
    assert [one.code for one in found] == [
        "", "2026H1", "2025H2", "2026Q1", "2025Q4", "2026M02", "2026M01", "2025M12", "2025M11",
    ]  # fmt: skip


days = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))


@given(days, days)
def test_every_day_lies_in_exactly_one_half_quarter_and_month(one, other):
    first, last = sorted((one, other))
    for day in (first, last):
        found = [one.code for one in periods_between(first, last) if one.first and one.holds(day)]
        assert [code[4] for code in found] == ["H", "Q", "M"]


@given(days, days)
def test_a_day_is_before_in_or_after(one, day):
    month = period(f"{one.year}M{one.month:02d}")
    assert month.holds(day) + month.is_over(day) + (not month.has_begun(day)) == 1
