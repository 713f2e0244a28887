"""Document tree → marked lines and tables. The only place that gives marks, so that no renderer can slip.

GB/T 9704—2012 7.3.3: the levels are 一、 （一） 1. （1）; a missing section leaves no gap.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from reports.document import Document, Imprint, Item, ItemStyle, Letterhead, Section, Signature, Table

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_TEN, _TWENTY = 10, 20


class LineKind(StrEnum):
    SECRECY = "secrecy"
    URGENCY = "urgency"
    MARK = "mark"
    NUMBER = "number"
    SIGNER = "signer"
    TITLE = "title"
    ADDRESSEE = "addressee"
    PARAGRAPH = "paragraph"
    HEADING1 = "heading1"
    HEADING2 = "heading2"
    ITEM = "item"
    ATTACHMENT = "attachment"
    SIGNATORY = "signatory"
    DATE = "date"
    COPIES = "copies"
    PRINTED_BY = "printed-by"
    PRINTED_ON = "printed-on"


class GroupKind(StrEnum):
    """Lines that are set as one piece: 版头, 附件说明, 署名和成文日期, 版记."""

    LETTERHEAD = "letterhead"
    ATTACHMENTS = "attachments"
    SIGNATURE = "signature"
    IMPRINT = "imprint"


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


@dataclass(frozen=True, slots=True)
class Group:
    kind: GroupKind
    lines: tuple[Line, ...]


Block = Line | Group | Table


def lines(document: Document) -> tuple[Line, ...]:
    """Every paragraph of ``document`` from the letterhead to the imprint, with its mark; tables are left out."""
    return tuple(line for block in blocks(document) for line in _lines_of(block))


def _lines_of(block: Block) -> tuple[Line, ...]:
    if isinstance(block, Group):
        return block.lines
    return (block,) if isinstance(block, Line) else ()


def blocks(document: Document) -> Iterator[Block]:
    """What is printed, in order."""
    if document.letterhead:
        yield Group(GroupKind.LETTERHEAD, tuple(_letterhead(document.letterhead)))
    yield Line(LineKind.TITLE, document.title)
    if document.addressee:
        yield Line(LineKind.ADDRESSEE, document.addressee)
    yield from _paragraphs(document.opening)
    yield from _sections(document.sections)
    yield from _paragraphs(document.closing)
    if document.attachments:
        yield Group(GroupKind.ATTACHMENTS, tuple(_attachments(document.attachments)))
    if document.signature:
        yield Group(GroupKind.SIGNATURE, _signature(document.signature))
    if document.imprint:
        yield Group(GroupKind.IMPRINT, tuple(_imprint(document.imprint)))


def _letterhead(head: Letterhead) -> Iterator[Line]:
    given = (
        (LineKind.SECRECY, head.secrecy, ""),
        (LineKind.URGENCY, head.urgency, ""),
        (LineKind.MARK, head.mark, ""),
        (LineKind.NUMBER, head.number, ""),
        (LineKind.SIGNER, head.signer, "签发人："),
    )
    return (Line(kind, text, mark) for kind, text, mark in given if text)


def _sections(sections: tuple[Section, ...]) -> Iterator[Block]:
    number = 0
    for section in sections:
        if section.heading:
            number += 1
            yield Line(LineKind.HEADING1, section.heading, f"{chinese(number)}、")
        yield from _content(section)


def _content(section: Section) -> Iterator[Block]:
    yield from _paragraphs(section.paragraphs)
    yield from _items(section)
    yield from section.tables
    for number, subsection in enumerate(section.sections, 1):
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


def _attachments(names: tuple[str, ...]) -> Iterator[Line]:
    """7.3.4: 附件：1.甲, then 2.乙 under it; a single one has no number, and no name ends in a mark."""
    for number, name in enumerate(names, 1):
        before = "附件：" if number == 1 else ""
        counted = f"{number}." if len(names) > 1 else ""
        yield Line(LineKind.ATTACHMENT, name.rstrip("。；;. "), before + counted)


def _signature(signature: Signature) -> tuple[Line, ...]:
    return (
        Line(LineKind.SIGNATORY, signature.signatory),
        Line(LineKind.DATE, written_date(signature.signed_on)),
    )


def _imprint(imprint: Imprint) -> Iterator[Line]:
    if imprint.copies_to:
        yield Line(LineKind.COPIES, f"{'，'.join(imprint.copies_to)}。", "抄送：")
    yield Line(LineKind.PRINTED_BY, imprint.printed_by)
    yield Line(LineKind.PRINTED_ON, f"{written_date(imprint.printed_on)}印发")


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
