"""Chapters whose numbers run together with the text, as libraries of documents print them:
"…结论。第二章存在的主要问题2.1组织类…2.2制度类…第三章整改措施3.1…".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reports.reading.marks import Kind, chain, inline_marks

_CHAPTER = re.compile(r"第[一二三四五六七八九十]{1,3}章")
_FEWEST = 2
_MOST = 30
_FOLLOWED = r"(?=[^\d.．%％]|\d{1,2}月|20\d\d年)"


def unfolded(paragraphs: list[str]) -> list[str]:
    """``paragraphs`` with chapters, sections and 问题1： on lines of their own where they ran together in one."""
    return [part for text in paragraphs for part in (_lines_of(text) if _runs_together(text) else [text])]


def _runs_together(text: str) -> bool:
    return len(_CHAPTER.findall(text)) >= _FEWEST and len(chain(text, Kind.PART)) >= _FEWEST


def _lines_of(text: str) -> Iterator[str]:
    marks = chain(text, Kind.PART)
    if head := text[: marks[0].start].strip():
        yield head
    for mark, end in zip(marks, [*(other.start for other in marks[1:]), len(text)], strict=True):
        yield from _sections(text[mark.start : end], mark.number)


def _sections(text: str, chapter: int) -> Iterator[str]:
    """The heading of a chapter, and its sections 3.1, 3.2 … each behind a blank that parts the number from figures."""
    places: list[tuple[int, int]] = [(0, 0)]
    for number in range(1, _MOST):
        match = re.compile(rf"(?<![\d.．]){chapter}[.．]{number}{_FOLLOWED}").search(text, places[-1][1])
        if match is None:
            break
        places.append(match.span())
    for (start, behind), (end, _) in pairwise([*places, (len(text), len(text))]):
        yield from _labelled(f"{text[start:behind]} {text[behind:end]}".strip())


def _labelled(text: str) -> Iterator[str]:
    cuts = [mark.start for mark in inline_marks(text, Kind.LABELLED) if mark.start]
    cuts += [match.start() for match in re.finditer(r"(?<=[\u4e00-\u9fff])问题\d{1,2}：", text)]
    for start, end in pairwise([0, *sorted({*cuts}), len(text)]):
        if part := text[start:end].strip():
            yield part
