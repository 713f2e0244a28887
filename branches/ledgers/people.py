"""Whether a cell names people: 张立、李桥; 镇党委副书记王田; 赵明（支部书记）."""

from __future__ import annotations

import re

from branches.ledgers.private import SURNAMES
from branches.ledgers.words import shown

_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_BETWEEN = re.compile(r"[、,，;；/\n]+")
_POST = (
    "(?:书记|主任|委员|镇长|乡长|部长|干部|站长|所长|局长|科长|支书|队长|主席|组长|会计|文书|专干|干事|网格员|常委|副职|县长|区长"
    "|专员|同志)"
)
_LONG_SURNAMES = "欧阳|司马|上官|诸葛|皇甫|尉迟|令狐|慕容"
_NAME = rf"(?:[{SURNAMES}][\u4e00-\u9fffＸX×某]{{1,2}}|(?:{_LONG_SURNAMES})[\u4e00-\u9fff]{{1,2}})"
_PERSON = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,16}}{_POST}[:：]?)?({_NAME})(?:{_POST}|[\u4e00-\u9fff]{{2,10}}{_POST})?"
)
_NO_NAME = re.compile(r"[村镇乡县组局所站办委部队校院社户区]$")


def is_people(text: str) -> bool:
    """Whether all parts of the cell are names, maybe with a post or an office."""
    parts = [part for part in _BETWEEN.split(_BRACKETS.sub("", shown(text))) if part]
    return bool(parts) and all(map(_is_person, parts))


def _is_person(part: str) -> bool:
    match = _PERSON.fullmatch(part)
    return bool(match) and not _NO_NAME.search(part)
