"""Reading a deadline as the office writes it. Leaf: imports nothing of ours.

Seen in ledgers (domain.md 2.3): ``立行立改``, ``2024年底前``, ``2025年底前，并长期坚持``, ``长期``, ``6月底前``,
``2021.6``, ``2021年6月30日``. The phrase is always kept; a date is read from it only where it says one.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

_YEAR = r"(?P<year>20\d{2})\s*[年./-]"
_DAY = re.compile(_YEAR + r"\s*(?P<month>\d{1,2})\s*[月./-]\s*(?P<day>\d{1,2})\s*日?")
_MONTH = re.compile(_YEAR + r"\s*(?P<month>\d{1,2})\s*(?:月|$)")
_BARE_DAY = re.compile(r"(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_BARE_MONTH = re.compile(r"(?<!\d)(?P<month>\d{1,2})月")
_YEAR_END = re.compile(r"(?P<year>20\d{2})\s*年(?:底|末|内|年底|12月底)")
_THIS_YEAR_END = re.compile(r"(?:今年|本年|年)(?:底|末|内)")
_AT_ONCE = re.compile("立行立改|立改立行|立查立改|即知即改|即行即改|边查边改|立即|当场")
_LONG_TERM = re.compile(r"长期|持续|常态")
_MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class Deadline:
    """``phrase`` as written, ``due_on`` if a date can be read from it, and whether it goes on for good."""

    phrase: str
    due_on: dt.date | None
    long_term: bool


def read_deadline(phrase: str, *, year: int) -> Deadline:
    """Read ``phrase``; ``year`` stands in where none is written ("6月底前")."""
    plain = unicodedata.normalize("NFKC", phrase).strip()
    return Deadline(phrase.strip(), _date_in(plain, year), bool(_LONG_TERM.search(plain)))


def is_at_once(phrase: str) -> bool:
    """Whether it is to be put right as soon as it is found (立行立改)."""
    return bool(_AT_ONCE.search(phrase))


def _date_in(plain: str, year: int) -> dt.date | None:
    for pattern in (_DAY, _YEAR_END, _MONTH, _BARE_DAY, _BARE_MONTH, _THIS_YEAR_END):
        if match := pattern.search(plain):
            parts = {key: int(value) for key, value in match.groupdict().items()}
            return _last_day(parts.get("year", year), parts.get("month", _MONTHS_IN_YEAR), parts.get("day"))
    return None


def _last_day(year: int, month: int, day: int | None) -> dt.date | None:
    if not 1 <= month <= _MONTHS_IN_YEAR:
        return None
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return dt.date(year, month, last)
    return dt.date(year, month, day) if 1 <= day <= last else None


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day ``months`` (maybe negative) later, or the last of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, _MONTHS_IN_YEAR)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def phrase_for(day: dt.date) -> str:
    """The usual wording of a date: 2026年6月30日前 (GB/T 9704—2012 7.3.5: no leading zeros)."""
    return f"{day.year}年{day.month}月{day.day}日前"


def latest_start(today: dt.date, months: int) -> dt.date:
    """The last day from which ``months`` months have passed by ``today``."""
    day = months_later(today, -months) + dt.timedelta(days=3)  # months differ by three days at most
    while months_later(day, months) > today:
        day -= dt.timedelta(days=1)
    return day


def look_back_days(closed_on: dt.date, months: int, every: int) -> list[dt.date]:
    """When a branch signed off on ``closed_on`` is looked back at: every ``every`` months (0: not in between) of a
    consolidation of ``months``, and once at its end.
    """
    between = range(every, months, every) if every else ()
    return [months_later(closed_on, after) for after in (*between, *((months,) if months else ()))]
