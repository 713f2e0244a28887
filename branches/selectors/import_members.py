"""The "four ones" as a ledger tells them: a name with a post in one cell, beside the rows of the task force."""

from __future__ import annotations

from typing import Any

from branches.ledgers import private
from branches.models import TaskForceMember


def by_letters(
    members: list[TaskForceMember], serving: list[TaskForceMember]
) -> dict[tuple[str, str], TaskForceMember]:
    """Members by part and letters; all of one part together too, and those ``serving`` still: a ledger has one cell."""
    known: dict[tuple[str, str], TaskForceMember] = {}
    for kind in {member.kind for member in members}:
        holders = [member for member in members if member.kind == kind]
        now = [member for member in serving if member.kind == kind]
        for several in (holders, now, *([holder] for holder in holders)):
            text = "".join(map(str, several))
            known |= {(kind, letters(said)): several[0] for said in (text, private.masked(text)) if several}
    return known


def letters(text: str) -> str:
    """The characters of a name with its post, whatever their order and the marks between them."""
    return "".join(sorted(character for character in text if character.isalnum()))


LONGEST_NAME = 4


def member_values(kind: str, text: str) -> dict[str, Any]:
    """张×× 县委常委、组织部部长 → name and post; a unit as a unit; what cannot be taken apart as a post."""
    if kind == "paired_unit":
        return {"kind": kind, "unit": text}
    for mark in (" ", "\u3000", "，", ",", "（", "("):
        name, found, post = text.partition(mark)
        if found and len(name) <= LONGEST_NAME:
            return {"kind": kind, "name": name, "post": post.strip("）) ")}
    return {"kind": kind, "name": text} if len(text) <= LONGEST_NAME else {"kind": kind, "post": text}
