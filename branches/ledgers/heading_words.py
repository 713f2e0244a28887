"""How headings vary that nobody listed: the data of ``headings.toml``."""

from __future__ import annotations

import re
from functools import cache

from branches.ledgers.data_files import data
from branches.ledgers.words import plain

LONGEST_NAMED = 14
"""A longer heading is rather a sentence: its ending says nothing of what stands below."""
_AND = re.compile(r"以及|及其|及|和|与|、|/|／")


@cache
def folded(word: str) -> str:
    """``word`` with one word for all that say the same: 整治举措 → 整改措施."""
    for first, *others in data("headings.toml")["alike"]:
        word = re.sub("|".join(sorted((first, *others), key=len, reverse=True)), first, word)
    return word


def unnumbered(leaf: str) -> str:
    """问题 of 问题1 and of 3月进展: the heading of one of several columns for the same thing."""
    return re.sub(r"^(20\d\d年)?\d{1,2}月份?|\d{1,2}$|[一二三四五六七八九十]$", "", leaf)


def bare(leaf: str) -> str:
    """结对帮扶单位 of 结对帮扶单位名称: the heading without an end that says nothing."""
    ends = (end for end in data("headings.toml")["empty"] if leaf.endswith(end) and len(leaf) > len(end))
    return leaf.removesuffix(max(ends, key=len, default=""))


def first_part(heading: str) -> str:
    """责任人 of 责任人及联系电话: what the heading is about, where it only asks for something beside; else ""."""
    parts = [plain(part) for part in _AND.split(heading)]
    return (
        parts[0]
        if len(parts) > 1 and all(part in data("headings.toml")["beside"] for part in parts[1:])
        else ""
    )


def first_of_several(heading: str) -> str:
    """问题 of 问题及原因: the first of several things that stand below the heading; "" if it names one."""
    parts = [plain(part) for part in _AND.split(heading)]
    return parts[0] if len(parts) > 1 else ""


def is_empty(leaf: str) -> bool:
    """Whether a heading says nothing without the one that it stands under."""
    return leaf in data("headings.toml")["empty"]


def is_facet(leaf: str) -> bool:
    """Whether a heading asks for what anybody or anything may have: 单位."""
    return leaf in data("headings.toml")["facets"]


def is_deceptive(leaf: str) -> bool:
    """Whether the parts of the heading speak of something that it does not mean."""
    return any(re.fullmatch(pattern, leaf) for pattern in data("headings.toml")["unlike"])


def by_ending(leaf: str) -> str | None:
    """The field that the end of a short heading speaks of, or None."""
    if len(leaf) > LONGEST_NAMED:
        return None
    ends = {end: code for code, words in data("headings.toml")["ends"].items() for end in words}
    found = [end for end in ends if folded(leaf).endswith(end)]
    return ends[max(found, key=len)] if found else None
