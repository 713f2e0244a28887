"""Reading a deadline as the office writes it. Leaf: imports nothing of ours.

Seen in ledgers (domain.md 2.3): ``立行立改``, ``2024年底前``, ``2025年底前，并长期坚持``, ``长期``, ``6月底前``,
``2021.6``, ``2021年6月30日``, ``第三季度``, ``3月至9月``. The phrase is always kept; a date is read from it only where
it says one.
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
_LONG_TERM = re.compile(r"长期|长效|持续|常态|每[年季月周日天]")
_MONTHS_IN_YEAR = 12
_FIGURES = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"[〇零○一二三四五六七八九]{4}(?=年)")
_CHINESE_NUMBER = re.compile(
    r"(?<![个第])([二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=月(?!内)|日)"
)
_SHORT_YEAR = re.compile(r"(?<!\d)(2\d)年(?=\d{1,2}月|底|末)")
_SHORT_DATE = re.compile(r"^(2\d)[./-](\d{1,2})[./-](\d{1,2})(?=$|日|前|之前)")
_QUARTER = re.compile(r"第?([一二三四1-4])季度")
_TENTHS = {"上旬": "10日", "中旬": "20日", "下旬": "底"}
_RUN_TOGETHER = re.compile(r"(?<!\d)(20\d{2})(0[1-9]|1[0-2])([0-3]\d)?(?!\d)")
_POINTED = re.compile(r"(\d{1,2})[./](\d{2})日?(?=前|之前|$)")
_FROM_TO = re.compile(r"至|到|~|[—–]+|(?<=[月日])-|(?<=\d)-(?=\d{1,2}月)")


@dataclass(frozen=True, slots=True)
class Deadline:
    """``phrase`` as written, ``due_on`` if a date can be read from it, and whether it goes on for good."""

    phrase: str
    due_on: dt.date | None
    long_term: bool


def read_deadline(phrase: str, *, year: int) -> Deadline:
    """Read ``phrase``; ``year`` stands in where none is written ("6月底前")."""
    plain = unicodedata.normalize("NFKC", phrase).strip()
    due_on = _end_of(_in_figures(re.sub(r"\s", "", plain), year), year)
    return Deadline(phrase.strip(), due_on, bool(_LONG_TERM.search(plain)))


def _in_figures(plain: str, year: int) -> str:
    """二〇二六年八月, 第三季度, 上半年, 6月中旬, 明年, 20260831 in the figures that the patterns know."""
    plain = _CHINESE_YEAR.sub(lambda match: match[0].translate(_FIGURES), plain)
    plain = _CHINESE_NUMBER.sub(lambda match: str(_number(match[1])), plain)
    plain = _QUARTER.sub(lambda match: f"{int(match[1].translate(_FIGURES)) * 3}月", plain)
    plain = plain.replace("上半年", "6月").replace("下半年", "12月")
    for tenth, end in _TENTHS.items():
        plain = plain.replace(f"月{tenth}", f"月{end}")
    plain = plain.replace("明年", f"{year + 1}年").replace("今年", f"{year}年")
    plain = _SHORT_YEAR.sub(r"20\1年", plain)
    plain = _SHORT_DATE.sub(r"20\1.\2.\3", plain)
    plain = _RUN_TOGETHER.sub(lambda match: "-".join(part for part in match.groups() if part), plain)
    match = _POINTED.match(plain)
    return f"{match[1]}月{match[2]}日" if match else plain


def _number(word: str) -> int:
    """八 → 8, 十 → 10, 二十一 → 21."""
    tens, ten, ones = word.rpartition("十")
    return (int(tens.translate(_FIGURES) or 1) * 10 if ten else 0) + int(ones.translate(_FIGURES) or 0)


def _end_of(plain: str, year: int) -> dt.date | None:
    """The day that a phrase names, or the last of a span: 3月至9月 ends in September of the year of its start."""
    head, *tails = _FROM_TO.split(plain)
    written = re.search(r"20\d{2}", head)
    for tail in reversed(tails):
        if found := _date_in(tail, int(written[0]) if written else year):
            return found
    return _date_in(plain, year)


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
