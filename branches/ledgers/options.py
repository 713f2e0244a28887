"""What is known of a ledger before it is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """``year`` stands in where a date names none; ``criteria`` are the campaign's (number, label, short label);
    ``branch`` is whom rows belong to that name nobody; ``masked``: strike private numbers and names out.
    """

    year: int
    criteria: tuple[tuple[int, str, str], ...] = ()
    branch: str = ""
    masked: bool = False
