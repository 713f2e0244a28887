"""A measure is one text in a ledger, and a lead with a description here: there and back without loss."""

from __future__ import annotations

import re

from branches.wording import first_clause

LONGEST_TITLE = 100
_LEAD = re.compile(r"(.{2,40}?)。(.+)", re.DOTALL)


def parts(text: str) -> tuple[str, str]:
    """(title, description) of a measure told as ``text``: the lead and the rest; one sentence is a title alone."""
    match = _LEAD.fullmatch(text)
    if match and not match[2].startswith(match[1].rstrip("…")):
        return match[1], match[2]
    if len(text) <= LONGEST_TITLE:
        return text, ""
    return first_clause(text), text


def whole(title: str, description: str) -> str:
    """The one text of a measure with this title and description."""
    if not description or not title:
        return title or description
    if description.startswith(title.rstrip("…")):
        return description
    return f"{title}。{description}"
