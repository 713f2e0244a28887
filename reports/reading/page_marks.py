"""The numbers of pages that stand in a text: on a line for themselves, within a line, in mid-word."""

from __future__ import annotations

import re
from collections import Counter

DASH = "-—–－―─~～·"
_PAGE_LINE = re.compile(
    rf"(?:[{DASH}]{{1,3}}\s*\d{{1,3}}\s*[{DASH}]{{1,3}}|第?\s*\d{{1,3}}\s*页(?:\s*[,，/、]?\s*共\s*\d{{1,3}}\s*页)?"
    r"|\d{1,3}\s*/\s*\d{1,3}|\d{1,3}|-?\s*page\s*\d+.{0,12})",
    re.IGNORECASE,
)
_PAGE_INLINE = re.compile(
    r"[ \t\u3000]*(?:第\s*\d{1,3}\s*页\s*[,，/、]?\s*共\s*\d{1,3}\s*页"
    r"|(?<![\d年月])[—–－―─]{1,2}\s*\d{1,3}\s*[—–－―─]{1,2}(?!\d)"
    r"|[—–－―─]{1,2}\s+\d{1,3}\s+[—–－―─]{1,2}(?!\d)|(?<=[^\x00-\x7f])-\s+\d{1,3}\s+-(?=[^\x00-\x7f])"
    r"|(?<=\s)-\s*\d{1,3}\s*-(?=\s))[ \t\u3000]*"
)
_RUNNING = re.compile(
    r"(?P<words>[^。；]{4,40}?)[\s\u3000]+第\s*\d{1,3}\s*页(?:\s*[,，/、]?\s*共\s*\d{1,3}\s*页)?"
)
_DASHED = re.compile(r"[—–－―─]{1,2}(?P<page>\d{1,3})[—–－―─]{1,2}")
_FIRST_ORDINAL = re.compile(r"\s*1、(?:1(?=[\u4e00-\u9fff]))?")
_ORDINAL = re.compile(r"(?<!\d)(?P<page>\d{1,2})、")


def running_heads(lines: list[str]) -> set[str]:
    """The lines that a printer set on every page: words that come again, with the number of the page."""
    numbered = {
        text: match["words"].strip() for line in lines if (match := _RUNNING.fullmatch(text := line.strip()))
    }
    words = Counter([*numbered.values(), *(line.strip() for line in lines)])
    return {text for text, said in numbered.items() if words[said] > 1}


def is_page_line(line: str) -> bool:
    """Whether a line is nothing but the number of a page."""
    return _PAGE_LINE.fullmatch(line) is not None


def without_page_marks(line: str) -> str:
    """``line`` without the numbers of pages within it; one between figures ("完成1—2—9个") goes if it counts on."""
    kept = _PAGE_INLINE.sub("", line)
    if kept != line:
        pages = {int(match["page"]) for match in _DASHED.finditer(line)}
        kept = _DASHED.sub(lambda match: "" if int(match["page"]) - 1 in pages else match.group(), kept)
    return kept


def without_page_ordinals(text: str) -> str:
    """``text`` without the "1、" and "2、" that a library of documents sets before its pages, in mid-word.

    A text without line ends that begins with "1、" and where no further number of that kind begins a clause.
    """
    first = _FIRST_ORDINAL.match(text)
    if first is None or "\n" in text.strip():
        return text
    later = list(_ORDINAL.finditer(text, first.end()))
    counts = [int(match["page"]) for match in later] == list(range(2, len(later) + 2))
    if not later or not counts or not all(_is_within(text, match) for match in later):
        return text
    return _ORDINAL.sub("", text[first.end() :])


def _is_within(text: str, match: re.Match[str]) -> bool:
    around = text[match.start() - 1] + text[match.end() : match.end() + 1]
    return re.fullmatch(r"[\u4e00-\u9fff]{2}", around) is not None


def is_clean(text: str) -> bool:
    """Whether no page mark stands within a line."""
    return _PAGE_INLINE.search(text) is None
