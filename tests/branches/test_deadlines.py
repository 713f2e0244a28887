"""Deadlines as offices write them, and the lights that follow from them."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from branches.choices import AMBER_DAYS, Light
from branches.deadlines import Deadline, is_at_once, phrase_for, read_deadline
from branches.models import Measure, Problem
from branches.models.deadline import light_of


@pytest.mark.parametrize(
    ("phrase", "day", "long_term"),
    [
        ("2021年6月30日", "2021-06-30", False),
        ("2021年6月30日前", "2021-06-30", False),
        ("2021.6.30", "2021-06-30", False),
        ("2021-06-30", "2021-06-30", False),
        ("2021/6/30", "2021-06-30", False),
        ("2021.6", "2021-06-30", False),
        ("26.11.30", "2026-11-30", False),
        ("26-6-5前", "2026-06-05", False),
        ("2021年10月底前", "2021-10-31", False),
        ("2024年2月底前", "2024-02-29", False),
        ("2024年底前", "2024-12-31", False),
        ("2025年底前，并长期坚持", "2025-12-31", True),
        ("6月底前", "2026-06-30", False),
        ("9月15日前", "2026-09-15", False),
        ("年底前", "2026-12-31", False),
        ("今年年底前", "2026-12-31", False),
        ("长期", None, True),
        ("持续推进", None, True),
        ("立行立改", None, False),
        ("", None, False),
        ("２０２６年６月底前", "2026-06-30", False),
        ("2021年13月", None, False),
        ("2021年2月30日", None, False),
        ("2026年第三季度", "2026-09-30", False),
        ("一季度末", "2026-03-31", False),
        ("2026年上半年", "2026-06-30", False),
        ("下半年", "2026-12-31", False),
        ("6月中旬", "2026-06-20", False),
        ("2027年2月下旬前", "2027-02-28", False),
        ("明年3月底前", "2027-03-31", False),
        ("明年底", "2027-12-31", False),
        ("26年8月底前", "2026-08-31", False),
        ("二〇二六年十一月三十日前", "2026-11-30", False),
        ("八月底前", "2026-08-31", False),
        ("20260831", "2026-08-31", False),
        ("202608", "2026-08-31", False),
        ("6.30前", "2026-06-30", False),
        ("6.3", None, False),
        ("2026年3月至9月", "2026-09-30", False),
        ("3-6月", "2026-06-30", False),
        ("2026.3.1—2027.6.30", "2027-06-30", False),
        ("2027年3月1日-5月10日", "2027-05-10", False),
        ("即日起至年底", "2026-12-31", False),
        ("6月底前整改到位", "2026-06-30", False),
        ("每月25日前", None, True),
        ("一个月内", None, False),
        ("第一次党员大会前", None, False),
        ("2026年\n6月30日", "2026-06-30", False),
    ],
)
def test_phrases_from_real_ledgers(phrase, day, long_term):
    expected = dt.date.fromisoformat(day) if day else None
    assert read_deadline(phrase, year=2026) == Deadline(phrase, expected, long_term)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)))
def test_a_date_survives_its_wording(day):
    assert read_deadline(phrase_for(day), year=1999).due_on == day


@given(st.text(max_size=40))
def test_no_phrase_is_too_odd(phrase):
    found = read_deadline(phrase, year=2026)
    assert found.phrase == phrase.strip()


def test_wording_has_no_leading_zeros():
    assert phrase_for(dt.date(2026, 6, 5)) == "2026年6月5日前"


def in_days(number):
    return timezone.localdate() + dt.timedelta(days=number)


@pytest.mark.parametrize(
    ("days", "light"),
    [
        (-1, Light.RED), (-400, Light.RED), (0, Light.AMBER), (AMBER_DAYS, Light.AMBER), (AMBER_DAYS + 1, Light.GREEN),
    ],
)  # fmt: skip
def test_lights_follow_from_the_date(days, light):
    assert light_of(in_days(days)) == light
    assert Problem(status="open", due_on=in_days(days)).light == light
    assert Measure(percent=99, due_on=in_days(days)).light == light


def test_without_a_date_there_is_no_light():
    assert Problem(status="open").light == Light.NONE
    with pytest.raises(ValueError, match="no date"):
        Problem(status="open").days_left  # noqa: B018  (asking is the point)


@pytest.mark.parametrize("status", ["closed", "long_term"])
def test_what_is_settled_never_turns_red(status):
    assert Problem(status=status, due_on=in_days(-30)).light == Light.DONE
    assert Measure(percent=100, due_on=in_days(-30)).light == Light.DONE


def test_what_is_long_term_never_turns_red():
    assert Problem(status="open", due_on=in_days(-30), long_term=True).light == Light.GREEN
    assert Problem(status="open", long_term=True).light == Light.NONE


def test_days_are_counted_both_ways():
    assert Problem(due_on=in_days(3)).days_left == 3
    assert Problem(due_on=in_days(-3)).days_overdue == 3


@pytest.mark.parametrize(
    ("phrase", "at_once"),
    [
        ("立行立改", True), ("立行立改，并长期坚持", True), ("即知即改", True), ("立即整改", True), ("边查边改", True),
        ("2026年6月底前", False), ("长期坚持", False), ("", False),
    ],
)  # fmt: skip
def test_what_is_put_right_as_soon_as_it_is_found(phrase, at_once):
    assert is_at_once(phrase) is at_once
