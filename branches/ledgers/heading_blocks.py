"""Headings that are put together of words that clerks use: the data of ``heading_blocks.toml``."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from branches.ledgers.data_files import data
from branches.ledgers.heading_words import LONGEST_NAMED, folded

Block = tuple[str, re.Pattern[str]]


@lru_cache(maxsize=20_000)
def by_blocks(leaf: str) -> str | None:
    """The field that the whole of a heading (plain) says when it is taken apart, or None."""
    if len(leaf) > LONGEST_NAMED:
        return None
    word = folded(leaf)
    return next((field for field, pattern in _blocks() if pattern.fullmatch(word)), None)


@cache
def _blocks() -> list[Block]:
    known = data("heading_blocks.toml")
    return [(block["field"], _pattern(block, known["joints"])) for block in known["block"]]


def _pattern(block: dict[str, Any], joints: list[str]) -> re.Pattern[str]:
    """Words before, stem, noun, words after. Between the stem and the noun others may stand: 县级 + 包联 + 领导."""
    before = f"(?:{_one_of([*block['before'], *joints])})*"
    stem = f"(?:(?:{_one_of(block['stems'])}){before})+" if "stems" in block else ""
    after = f"(?:{_one_of([*block.get('after', []), *joints])})*"
    return re.compile(f"{before}{stem}(?:{_one_of(block['nouns'])}){after}")


def _one_of(words: list[str]) -> str:
    return "|".join(sorted({re.escape(folded(word)) for word in words}, key=len, reverse=True))
