"""Small readings of office prose. Leaf: imports nothing of ours."""

import re

TITLE_LENGTH = 40
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
