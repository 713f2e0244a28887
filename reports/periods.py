"""The time that a report tells of: the whole, a half-year, a quarter or a month. Leaf: no Django models."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_CODE = re.compile(r"(\d{4})(?:H([12])|Q([1-4])|M(0[1-9]|1[0-2]))")
_NUMERALS = ("一", "二", "三", "四")
_HALVES = ("上半年", "下半年")
WHOLE = ""


@dataclass(frozen=True, slots=True)
class Period:
    """``first`` to ``last``, both included; both None for the whole time. ``code`` is what is stored."""

    code: str
    words: str
    first: dt.date | None = None
    last: dt.date | None = None

    def holds(self, day: dt.date | None) -> bool:
        """Whether ``day`` lies in it; no day lies in none but the whole."""
        if self.first is None or self.last is None:
            return True
        return day is not None and self.first <= day <= self.last

    def has_begun(self, day: dt.date) -> bool:
        """Whether ``day`` is not after it."""
        return self.last is None or day <= self.last

    def is_over(self, day: dt.date | None) -> bool:
        """Whether ``day`` is before it."""
        return self.first is not None and day is not None and day < self.first


def period(code: str) -> Period:
    """The period of ``code``: "" (whole), "2026H1", "2026Q3" or "2026M09". Raises ``ValueError``."""
    if code == WHOLE:
        return Period(WHOLE, "整顿以来")
    match = _CODE.fullmatch(code)
    if not match:
        raise ValueError(f"Not a period: {code}")
    year, half, quarter, month = int(match[1]), match[2], match[3], match[4]
    if half:
        return _months(code, year, int(half) * 6 - 5, 6, f"{year}年{_HALVES[int(half) - 1]}")
    if quarter:
        number = int(quarter)
        return _months(code, year, number * 3 - 2, 3, f"{year}年第{_NUMERALS[number - 1]}季度")
    return _months(code, year, int(month), 1, f"{year}年{int(month)}月")


def _months(code: str, year: int, month: int, count: int, words: str) -> Period:
    last_month = month + count - 1
    last = dt.date(year, last_month, calendar.monthrange(year, last_month)[1])
    return Period(code, words, dt.date(year, month, 1), last)


def validate_code(code: str) -> None:
    try:
        period(code)
    except ValueError as error:
        raise ValidationError(_("This is not a period.")) from error


def periods_between(first: dt.date, last: dt.date) -> list[Period]:
    """The whole time, then the half-years, quarters and months that ``first`` to ``last`` touches, newest first."""
    found = [period(WHOLE)]
    for letter, months in (("H", 6), ("Q", 3), ("M", 1)):
        steps = range(
            last.year * 12 // months + (last.month - 1) // months,
            first.year * 12 // months + (first.month - 1) // months - 1,
            -1,
        )
        found += [period(_code(step, letter, months)) for step in steps]
    return found


def _code(step: int, letter: str, months: int) -> str:
    year, number = divmod(step, 12 // months)
    return f"{year}{letter}{number + 1:02d}" if letter == "M" else f"{year}{letter}{number + 1}"
