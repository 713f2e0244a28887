"""Text as windows of two characters, for finding Chinese words without a dictionary. Leaf: imports nothing of ours.

“班子不团结，内耗” becomes ``班子 子不 不团 团结 结 内耗 耗``: marks end a run, and the last character of a run stands
alone, so that even a query of one character finds every place (as the beginning of a window). Case and the width of
letters do not count. Documents and queries pass here, on both databases.
"""

from __future__ import annotations

import re
import unicodedata

WIDTH = 2
MOST_PHRASES = 8
_RUN = re.compile(r"[^\W_]+")


def runs(text: str) -> list[str]:
    """The stretches of letters and digits in ``text``, folded."""
    return _RUN.findall(unicodedata.normalize("NFKC", text).casefold())


def windows(text: str) -> str:
    """All windows of ``text``, one space between."""
    return " ".join(run[place : place + WIDTH] for run in runs(text) for place in range(len(run)))


def phrases(query: str) -> list[str]:
    """What to look for, all of it: each run of ``query`` as its windows in a row, or as its only character.

    Empty if there is no letter or digit in it; runs beyond the eighth are left out.
    """
    return [
        " ".join(run[place : place + WIDTH] for place in range(len(run) - 1)) or run
        for run in dict.fromkeys(runs(query))
    ][:MOST_PHRASES]
