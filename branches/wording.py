"""Small readings of office prose. Leaf: imports nothing of ours."""

import re

TITLE_LENGTH = 40
_CLAUSE_END = re.compile(r"[，,。；;：:！!？?\n]")


def first_clause(text: str) -> str:
    """The words before the first mark, at most 40 characters: a label for lists, never printed in a report."""
    clause = _CLAUSE_END.split(text.strip(), maxsplit=1)[0].strip()
    return clause if len(clause) <= TITLE_LENGTH else clause[: TITLE_LENGTH - 1] + "…"
