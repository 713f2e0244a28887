"""The head of a bulletin: its name, the number of the issue, whose it is, the day. The text below has its own title."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from itertools import takewhile

from reports.reading.dates import DATE, read_date
from reports.reading.marks import Kind, mark_at
from reports.reading.signoff import ORGAN

_NAME = r"[^，。：；]{2,24}(?:简报|专报|快报|信息|动态|要情|通讯|简讯|参阅|内参|通报)"
_ISSUE = r"[（(]?\s*(?:20\d\d\s*年\s*)?(?:总\s*)?第\s*[\dX×x*]{1,4}\s*期\s*[)）]?(?:\s*[（(]总?第?\s*\d+\s*期?[)）])?"
_BULLETIN = re.compile(rf"{_NAME}(?P<issue>\s*{_ISSUE})?")
_ISSUED = re.compile(_ISSUE)
_BLANKS = re.compile(r"[ \u3000]{2,}|\t+")
_OFFICE = re.compile(
    rf"(?:(?:主办|编印|编)\S{{0,2}}\s*[:：]\s*)?(?P<who>[^，。：；]{{2,40}}?{ORGAN})(?:主办|编印|编发|编|印发|印)?\s*(?P<date>{DATE})?"
)
_DAY = re.compile(rf"[（(]?(?P<date>{DATE})[)）]?")
_CONTENTS = re.compile(r"本期(?:要目|导读|目录|内容)[:：]?")
_ISSUE_WITHIN, _LINES = 2, 6


@dataclass(slots=True)
class Masthead:
    """``length`` is how many lines it takes; ``lines`` are those of them that name neither office nor day."""

    length: int = 0
    office: str = ""
    day: str = ""
    date: dt.date | None = None
    lines: list[str] = field(default_factory=list)

    def take(self, line: str) -> bool:
        """Take ``line``, if all of it says whose bulletin it is, which issue, or of what day."""
        cells = _BLANKS.split(line)
        found = [_OFFICE.fullmatch(cell) or _DAY.fullmatch(cell) for cell in cells]
        if not all(match or _ISSUED.fullmatch(cell) for match, cell in zip(found, cells, strict=True)):
            return False
        for match, cell in zip(found, cells, strict=True):
            self._keep(match, cell)
        self.length += 1
        return True

    def take_contents(self, paragraphs: list[str]) -> None:
        """Take what the issue holds, if it says so: "本期要目" and the lines with bullets below it."""
        if not paragraphs or not _CONTENTS.fullmatch(paragraphs[0]):
            return
        listed = takewhile(lambda text: (mark := mark_at(text)) and mark.kind is Kind.BULLET, paragraphs[1:])
        lines = [paragraphs[0], *listed]
        self.lines += lines
        self.length += len(lines)

    def _keep(self, match: re.Match[str] | None, cell: str) -> None:
        if match is None:
            self.lines.append(cell)
            return
        self.office = self.office or match.groupdict().get("who") or ""
        if words := match["date"]:
            self.day, self.date = words, read_date(words)


def read_masthead(paragraphs: list[str]) -> Masthead:
    """The head that ``paragraphs`` begin with; of no length if they are no bulletin."""
    found = Masthead()
    name = _BULLETIN.fullmatch(paragraphs[0]) if paragraphs else None
    if name is None:
        return found
    below = paragraphs[1 : 1 + _ISSUE_WITHIN]
    if not name["issue"] and not any(_ISSUED.match(line) for line in below):
        return found
    found.length, found.lines = 1, [paragraphs[0]]
    for line in paragraphs[1:_LINES]:
        if not found.take(line):
            break
    found.take_contents(paragraphs[found.length :])
    return found
