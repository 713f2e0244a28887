"""A table of contents before the text says nothing that the headings do not say again."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DOTS = re.compile(r"[\s.…·\u3000_-]{2,}[-(（]?\d{0,3}[-)）]?$|[\s\u3000]+\d{1,3}$")
_LONGEST = 40
_FEWEST = 2
# What stands over it.
_OVER = re.compile(r"(?:汇报|报告|发言|写作)?提纲")
_CONTENTS = re.compile(r"目[\s\u3000]*[录次]")


def without_contents(paragraphs: list[str]) -> list[str]:
    """``paragraphs`` without runs of two or more short lines that all come again further down."""
    last_places = {start: place for place, text in enumerate(paragraphs) for start in _starts(_plain(text))}
    kept: list[str] = []
    run: list[str] = []
    for place, text in enumerate(paragraphs):
        if last_places.get(_heading(text), 0) > place:
            run.append(text)
            continue
        if len(run) < _FEWEST:
            kept += run
        elif kept and _OVER.fullmatch(kept[-1]):
            kept.pop()
        run = []
        kept.append(text)
    return [text for text in kept + run if not _CONTENTS.fullmatch(text)]


def _starts(text: str) -> Iterator[str]:
    return (text[:length] for length in range(1, min(len(text), _LONGEST) + 1))


def _heading(text: str) -> str:
    """What a line of a table of contents says, without its dots and page; nothing of a line that is none."""
    words = _plain(_DOTS.sub("", text))
    return "" if len(words) > _LONGEST or text.endswith(("。", "；", "：")) else words


def _plain(text: str) -> str:
    return re.sub(r"[\s\u3000]+", "", text)
