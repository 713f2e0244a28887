"""A report told in questions and answers: "问：整顿前存在哪些问题？", "答：…". The questions are its headings."""

from __future__ import annotations

import re

from reports.reading.headings import Heading
from reports.reading.pieces import LISTED, Role
from reports.reading.roles import relaxed_roles

_QUESTION = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}|\d{1,2})?[、.．]?[ \u3000]*问[：:][ \u3000]*"
    r"(?P<words>[^。\n]{2,60}?[？?])[ \u3000]*"
)
_ANSWER = re.compile(r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})?答[：:][ \u3000]*")
_HOW = re.compile(r"(?:怎么|怎样|如何|是否)[^，？?]{0,6}(?:解决|改|处理|破解|干|做|推进)")
# A question that a speaker puts to himself, and what he says at once: "为什么会这样？我看根子有两条。".
_ALOUD = re.compile(
    r"(?:那么?|所以|可是?)?(?P<words>[^。，；：！？?\n]{3,18}?)呢?[？?](?=[^。！？”’]{0,24}[。：]?$)"
)
_LONGEST = 20
_FEWEST = 2


def are_questions(paragraphs: list[str]) -> bool:
    """Whether the text is told in questions; a single one may be somebody's words."""
    return sum(_QUESTION.match(text) is not None for text in paragraphs) >= _FEWEST


def says_something(words: str) -> bool:
    """Whether a question tells more than what it asks for: "去年挪用的12万元整改得怎么样？"."""
    return len(words) > _LONGEST or re.search(r"\d", words) is not None


def question(text: str) -> Heading | None:
    """The question that ``text`` begins with, and what its answer tells; of one that does not say, the work aside."""
    match = _QUESTION.match(text)
    if match is None:
        return None
    clauses = re.split(r"[，,、；;？?]", match["words"])
    told = [roles for clause in clauses if (roles := relaxed_roles(clause))]
    roles = told[-1] if told else (Role.OTHER,)
    if roles == (Role.PROBLEMS,) and _HOW.search(match["words"]):
        roles = (Role.MEASURES,)
    return Heading(match["words"], roles, match.end())


def asked_aloud(text: str) -> Heading | None:
    """The question that a speaker comes to next, if it tells what the answer is about."""
    match = _ALOUD.match(text)
    roles = relaxed_roles(match["words"]) if match else ()
    listed = roles and roles[0] in LISTED
    return Heading(match["words"], roles, match.end()) if match and listed else None


def without_answer(text: str) -> str:
    """``text`` without the mark of an answer."""
    return _ANSWER.sub("", text, count=1) if _ANSWER.match(text) else text
