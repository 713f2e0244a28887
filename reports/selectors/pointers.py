"""Words that lead to a record: where a paragraph comes from, and what had better be looked at again. Leaf."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a paragraph comes from, in words, and the address of the record if it has one."""

    words: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Warned:
    """One thing to look at; ``address`` leads to where it is mended, and may be empty."""

    words: str
    address: str = ""
