"""The content of single cells: days, numbers, shares, names, words of a list. Raises ``BadCell`` in words."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from django.utils.translation import gettext as _

from accounts.exchange.workbooks import Cell
from branches.deadlines import read_deadline
from branches.ledgers.grid import text_of
from branches.ledgers.vocabulary import allowed, code_of, kind_in

FIRST_SERIAL, LAST_SERIAL = 36526, 73050
_EPOCH = dt.date(1899, 12, 30)
_NOTHING = {"", "-", "--", "—", "——", "－", "/", "／", "无", "\\"}
_DITTO = {"同上", "同前", "同上行", "〃", "″", '"', "”"}
# Not what goes on in Chinese: =清理欠账 and @组织办 are words, and leave marked as such.
_FORMULA = re.compile(
    r"^[\t\r]*(=(?![\u4e00-\u9fff])|@[A-Za-z_]|[+\-][A-Za-z(@=]|\||[=+\-@].*\|.*!)", re.DOTALL
)
_DIGITS = re.compile(r"\d+")
_YEAR_MONTH = re.compile(r"(20\d\d|19\d\d)\.(\d{1,2})")
# A name of two characters set as wide as one of three: 张  立.
_STRETCHED = re.compile(
    r"(?<=(?<![\u4e00-\u9fff])[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff](?![\u4e00-\u9fff]))"
)
_NAMES = re.compile(r"[、,，;；/\n\r]+|\s{2,}")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)(%?)")
_SHARE_IN_WORDS = re.compile(r"\D{0,6}?(\d+(?:\.\d+)?)(%)\D{0,6}")
_PERCENT = 100


class BadCell(ValueError):
    """What is wrong with a cell, and what is allowed, in words for a clerk."""


def is_nothing(text: str) -> bool:
    """Whether a cell only says that there is nothing: blank, a dash, 无."""
    return unicodedata.normalize("NFKC", text).strip() in _NOTHING or text.strip() in _NOTHING


def is_ditto(text: str) -> bool:
    """Whether a cell says that it holds what stands above it: 同上, 〃."""
    return text.strip("（）() ") in _DITTO


def check_harmless(text: str) -> None:
    """Refuse what a spreadsheet would run."""
    if _FORMULA.match(unicodedata.normalize("NFKC", text)):
        raise BadCell(_("It begins like a formula. Write it as plain text, without =, + or @ in front."))


def whole(raw: Cell) -> int | None:
    """21, 21.0, "21人", "党员21名" → 21."""
    found = _DIGITS.findall(unicodedata.normalize("NFKC", text_of(raw)))
    if not found:
        return None
    if len(found) > 1:
        raise BadCell(_("Write one whole number."))
    return int(found[0])


def strict_whole(raw: Cell) -> int:
    number = whole(raw) if not isinstance(raw, float) else None
    if number is None:
        raise BadCell(_("Write a whole number, such as 21."))
    return number


def phrase(raw: Cell, *, year: int) -> str:
    """A deadline in words: a true day, the number of one, or 2021.6 written out; words as they are."""
    day = _day_of_number(raw)
    if day:
        return text_of(day)
    text = text_of(raw)
    if match := _YEAR_MONTH.fullmatch(text):
        return f"{match[1]}年{int(match[2])}月"
    return re.sub(r"\s+", "", text)


def day(raw: Cell, *, year: int) -> dt.date:
    """A day. Raises ``BadCell`` for what is none."""
    found = _day_of_number(raw) or read_deadline(text_of(raw), year=year).due_on
    if found is None:
        raise BadCell(_("Write a date, such as 2026-06-30 or 2026年6月30日."))
    return found


def _day_of_number(raw: Cell) -> dt.date | None:
    """A true day, or one that lost its format and shows as the count of days since 1900."""
    if isinstance(raw, dt.date):
        return raw
    text = text_of(raw)
    if text.isdecimal() and FIRST_SERIAL <= int(text) <= LAST_SERIAL:
        return _EPOCH + dt.timedelta(days=int(text))
    return None


def percent(raw: Cell) -> int:
    """0.985, 98.5, "98.5%" → 98. A number up to 1 is a share."""
    text = text_of(raw)
    match = share_in(text) or _SHARE_IN_WORDS.fullmatch(unicodedata.normalize("NFKC", text))
    if not match:
        raise BadCell(_("Write a percentage between 0 and 100."))
    value = float(match[1])
    if not match[2] and value <= 1:
        value *= _PERCENT
    if value > _PERCENT:
        raise BadCell(_("Write a percentage between 0 and 100."))
    return int(value + 1e-9)


def share_in(text: str) -> re.Match[str] | None:
    """The number, and the sign where there is one, of a text that is nothing else: 0.6, 60, 60 %."""
    return _SHARE.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", "").strip())


def is_percentage(text: str) -> bool:
    """Whether a text is nothing but a percentage between 0 and 100, and says so: 60%."""
    match = share_in(text)
    return bool(match and match[2] and float(match[1]) <= _PERCENT)


def word(raw: Cell, vocabulary: str) -> str:
    """The code of a word of a fixed list."""
    text = text_of(raw)
    if code := code_of(vocabulary, text):
        return code
    if vocabulary == "status":
        return _status_in_sentence(text)
    if vocabulary == "kind" and (code := kind_in(text)):
        return code
    raise BadCell(_unknown(vocabulary))


def is_word(text: str, vocabulary: str) -> bool:
    """Whether ``word`` would read it."""
    try:
        return bool(word(text, vocabulary))
    except BadCell:
        return False


LONGEST_STATE = 12
# What a short phrase says of the state, the first that is found in it.
_SAID = (
    (re.compile(r"未完成|未整改|未到位|未办结|没有完成"), "rectifying"),
    (re.compile(r"未启动|未开展|未开始|尚未|未着手|未落实"), "open"),
    (re.compile(r"长期|持续|常态"), "long_term"),
    (re.compile(r"正在|推进|进行|基本|部分|阶段|落实中|整改中|办理中"), "rectifying"),
    (re.compile(r"已|完成|到位|办结|销号"), "done"),
)


def _status_in_sentence(text: str) -> str:
    """已完成，并长期坚持 → long_term; a share below 100 is work in progress; 正在走程序 too."""
    try:
        return "done" if percent(text) == _PERCENT else "rectifying"
    except BadCell:
        pass
    for part in _NAMES.split(text):
        if code := code_of("status", part):
            return "long_term" if "长期" in text or "持续" in text else code
    if len(text) <= LONGEST_STATE:
        for sign, code in _SAID:
            if sign.search(text):
                return code
    raise BadCell(_unknown("status"))


def _unknown(vocabulary: str) -> str:
    return _("Not one of the known words, such as: %(words)s.") % {"words": "、".join(allowed(vocabulary))}


def names(text: str) -> str:
    """Several people or units in one line: 张三、李四."""
    text = _STRETCHED.sub("", text)
    return "、".join(part.strip() for part in _NAMES.split(text) if part.strip())


def numbers_in(text: str) -> list[int]:
    """The numbers of a list such as "1、8" or "第3、5种"; empty where it is told in words."""
    bare = unicodedata.normalize("NFKC", text)
    if re.fullmatch(
        r"[第\s]*\d{1,2}(?:[、,;/\s和及.]+\d{1,2})*[\s、,.]*(?:种|类|项|条)?(?:情形|类型)?", bare
    ):
        return [int(number) for number in _DIGITS.findall(bare)]
    return []
