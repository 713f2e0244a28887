"""Document tree → marked lines. The only place that gives marks, so that no renderer can slip.

GB/T 9704—2012 7.3.3: the levels are 一、 （一） 1. （1）; a missing section leaves no gap, and one without a heading
has no number.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from reports.document import Document, Item, ItemStyle, Section

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_TEN, _TWENTY = 10, 20


class LineKind(StrEnum):
    TITLE = "title"
    ADDRESSEE = "addressee"
    PARAGRAPH = "paragraph"
    HEADING1 = "heading1"
    HEADING2 = "heading2"
    ITEM = "item"
    SIGNATORY = "signatory"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph as it is printed: ``mark`` + ``lead`` + ``text``."""

    kind: LineKind
    text: str
    mark: str = ""
    lead: str = ""

    @property
    def whole(self) -> str:
        return f"{self.mark}{self.lead}{self.text}"


def lines(document: Document) -> tuple[Line, ...]:
    """Every paragraph of ``document`` from the title to the date, with its mark."""
    return tuple(_lines(document))


def _lines(document: Document) -> Iterator[Line]:
    yield Line(LineKind.TITLE, document.title)
    if document.addressee:
        yield Line(LineKind.ADDRESSEE, document.addressee)
    yield from _paragraphs(document.opening)
    number = 0
    for section in document.sections:
        if section.heading:
            number += 1
            yield Line(LineKind.HEADING1, section.heading, f"{chinese(number)}、")
        yield from _content(section)
    yield from _paragraphs(document.closing)
    if document.signature:
        yield Line(LineKind.SIGNATORY, document.signature.signatory)
        yield Line(LineKind.DATE, written_date(document.signature.signed_on))


def _content(section: Section) -> Iterator[Line]:
    yield from _paragraphs(section.paragraphs)
    yield from _items(section)
    number = 0
    for subsection in section.sections:
        if subsection.heading:
            number += 1
            yield Line(LineKind.HEADING2, subsection.heading, f"（{chinese(number)}）")
        yield from _content(subsection)


def _paragraphs(texts: tuple[str, ...]) -> Iterator[Line]:
    return (Line(LineKind.PARAGRAPH, text) for text in texts)


def _items(section: Section) -> Iterator[Line]:
    """Each style counts for itself, and a paragraph without a mark interrupts no count."""
    counts: Counter[ItemStyle] = Counter()
    for item in section.items:
        style = item.style or section.item_style
        counts[style] += 1
        yield _item(item, counts[style], style)


def _item(item: Item, number: int, style: ItemStyle) -> Line:
    if style is ItemStyle.PLAIN:
        return Line(LineKind.PARAGRAPH, item.text, lead=item.lead)
    mark = f"{chinese(number)}是" if style is ItemStyle.SPOKEN else f"{number}."
    return Line(LineKind.ITEM, item.text, mark, item.lead)


def chinese(number: int) -> str:
    """``number`` (1 to 9999) in Chinese numerals: 十, 十二, 二十, 一百零三, 一千零二十."""
    digits = [int(digit) for digit in str(number)]
    words = ""
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit:
            words += _DIGITS[digit] + _UNITS[place]
        elif not words.endswith("零"):
            words += "零"
    words = words.rstrip("零")
    return words.removeprefix("一") if _TEN <= number < _TWENTY else words


def written_date(day: dt.date) -> str:
    """GB/T 9704—2012 7.3.5.4: Arabic figures, full year, no leading zeros: 2026年1月5日."""
    return f"{day.year}年{day.month}月{day.day}日"
