"""Dates as reports write them: 2026年6月30日, 二〇二六年六月三十日, 2026.6.30, 2026-06-30."""

from __future__ import annotations

import datetime as dt
import re

from reports.reading.marks import from_chinese

_ZERO = "〇零○Ｏ０O0"
_YEAR = rf"(?:20\d\d|二[{_ZERO}][{_ZERO}一二三四五六七八九]{{2}}|２０[０-９]{{2}})"
_SMALL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_S = r"[ \t\u3000]*"
DATE = (
    rf"{_YEAR}{_S}(?:年{_S}{_SMALL}{_S}月{_S}{_SMALL}{_S}[日号]"
    rf"|(?P<dot>[./．-]){_S}\d{{1,2}}{_S}(?P=dot){_S}\d{{1,2}})"
)
_LEFT_OPEN = r"[X×x*]{1,2}"
DATE_WORDS = (
    rf"(?:{_YEAR}|[X×x*]{{2,4}}|20[X×x*]{{2}}){_S}年"
    rf"(?:{_S}(?:{_SMALL}|{_LEFT_OPEN})?{_S}月(?:{_S}(?:{_SMALL}|{_LEFT_OPEN})?{_S}[日号底])?)?"
)
_PARTS = re.compile(
    rf"(?P<year>{_YEAR}){_S}[年./．-]{_S}(?P<month>{_SMALL}){_S}[月./．-]{_S}(?P<day>{_SMALL})"
)


def read_date(words: str) -> dt.date | None:
    """The day that ``words`` name; nothing for "2026年6月" and for a day that does not exist."""
    match = _PARTS.search(words)
    if not match:
        return None
    try:
        return dt.date(_year(match["year"]), _small(match["month"]), _small(match["day"]))
    except ValueError:
        return None


def _year(words: str) -> int:
    return int("".join("0" if digit in _ZERO else str(_digit(digit)) for digit in words))


def _digit(digit: str) -> int:
    return int(digit) if digit.isdecimal() else from_chinese(digit)


def _small(words: str) -> int:
    return int(words) if words.isdecimal() else from_chinese(words)
