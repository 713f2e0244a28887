"""A row across a table that names the township or the branch of the rows below it."""

from __future__ import annotations

import re

from branches.ledgers.words import shown

_SECTION = re.compile(
    r"^[（(]?[一二三四五六七八九十\d]*[）)]?[、.．]?(?P<name>[\u4e00-\u9fffＸX×]{2,30}?)(?:[（(].*[）)])?[:：]?$"
)
PLACE = re.compile(r"(镇|乡|街道|街道办事处|党委|党工委)$")
BRANCH = re.compile(r"(党支部|党总支|支部委员会|总支部委员会|支部|村|社区)$")


def section_of(text: str) -> tuple[str, str] | None:
    """What a row across the table names: ("township", name) or ("branch", name); None if it is only a note."""
    match = _SECTION.match(shown(text))
    if not match:
        return None
    name = match["name"]
    if BRANCH.search(name):
        return "branch", name
    return ("township", name) if PLACE.search(name) else None
