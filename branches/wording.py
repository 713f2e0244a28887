"""Small readings of office prose. Leaf: imports nothing of ours."""

import re
from collections.abc import Iterable

TITLE_LENGTH = 40
EXCERPT_LENGTH = 90
BEFORE_MATCH = 20
_CLAUSE_END = re.compile(r"[，,。；;：:！!？?\n]")


def first_clause(text: str) -> str:
    """The words before the first mark, at most 40 characters: a label for lists, never printed in a report."""
    clause = _CLAUSE_END.split(text.strip(), maxsplit=1)[0].strip()
    return clause if len(clause) <= TITLE_LENGTH else clause[: TITLE_LENGTH - 1] + "…"


def after_title(text: str, title: str) -> str:
    """What ``text`` says beyond ``title``, for a page that shows both; the whole text if it begins otherwise."""
    if not text.startswith(title):
        return text
    return text[len(title) :].lstrip("，,。；;：:、 \n")


def marked(text: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """``text`` in pieces, each with whether it is one of ``words``, in any case of its letters."""
    pattern = _any_of(words)
    pieces = pattern.split(text) if pattern else [text]
    return [(piece, bool(number % 2)) for number, piece in enumerate(pieces) if piece]


def excerpt(text: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """As ``marked``, of the part of ``text`` around the first of ``words``, at most 90 characters long."""
    words = list(words)
    pattern = _any_of(words)
    match = pattern.search(text) if pattern else None
    start = max(match.start() - BEFORE_MATCH, 0) if match else 0
    piece = text[start : start + EXCERPT_LENGTH]
    return marked(f"{'…' if start else ''}{piece}{'…' if start + len(piece) < len(text) else ''}", words)


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """Longer words first: of 制度 and 制度建设 the whole is found."""
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(f"({either})", re.IGNORECASE) if either else None
