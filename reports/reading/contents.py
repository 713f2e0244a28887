"""A table of contents before the text says nothing that the headings do not say again."""

from __future__ import annotations

import re

_DOTS = re.compile(r"[\s.…·\u3000_-]{2,}[-(（]?\d{0,3}[-)）]?$|[\s\u3000]+\d{1,3}$")
_LONGEST = 40
_FEWEST = 2


def without_contents(paragraphs: list[str]) -> list[str]:
    """``paragraphs`` without runs of two or more short lines that all come again further down."""
    kept: list[str] = []
    run: list[str] = []
    for place, text in enumerate(paragraphs):
        if _comes_again(text, paragraphs[place + 1 :]):
            run.append(text)
            continue
        kept += [] if len(run) >= _FEWEST else run
        run = []
        kept.append(text)
    return [text for text in kept + run if not re.fullmatch(r"目[\s\u3000]*[录次]", text)]


def _comes_again(text: str, below: list[str]) -> bool:
    words = _plain(_DOTS.sub("", text))
    if not words or len(words) > _LONGEST or text.endswith(("。", "；", "：")):
        return False
    return any(_plain(other).startswith(words) for other in below)


def _plain(text: str) -> str:
    return re.sub(r"[\s\u3000]+", "", text)
