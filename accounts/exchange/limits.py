"""How much of a file is read, and what is said of one that is not; for the child process that reads it."""

from __future__ import annotations

from typing import Any

MEMORY = 300 * 1024 * 1024
CPU_SECONDS = 7
MOST_ROWS = 20_000
MOST_COLUMNS = 512
MOST_AREA = 2_000_000
MOST_CELLS = 600_000
MOST_CHARACTERS = 12_000_000
MOST_UNPACKED = 160 * 1024 * 1024
MOST_MERGES = 60_000
# Bytes of a web page.
MOST_PAGE = 6 * 1024 * 1024
# Honest sheets shrink to a tenth or a twentieth; only a bomb shrinks to a five hundredth.
MOST_RATIO = 300
BIG = 4 * 1024 * 1024


class Refused(Exception):
    """``args[0]`` is a word that ``workbooks`` knows; ``facts`` go into its sentence."""

    def __init__(self, reason: str, **facts: Any) -> None:
        super().__init__(reason)
        self.facts = facts
