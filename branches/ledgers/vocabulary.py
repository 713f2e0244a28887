"""What a column can be and which words say so: the data of ``fields.toml`` and ``vocabularies.toml``, indexed."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from branches.ledgers.data_files import data
from branches.ledgers.heading_blocks import by_blocks
from branches.ledgers.heading_words import (
    bare,
    by_ending,
    first_of_several,
    first_part,
    folded,
    is_deceptive,
    is_empty,
    is_facet,
    unnumbered,
)
from branches.ledgers.words import BRACKETS, plain

SHORTEST_PART = 3
LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class LedgerField:
    """One thing that a column can hold. ``kept``: recognised, but without a place of its own in a folder."""

    code: str
    heading: str
    kind: str
    synonyms: tuple[str, ...]
    kept: bool


@cache
def fields() -> dict[str, LedgerField]:
    """All of them by their code, in the order of a ledger's columns."""
    known = data("fields.toml")
    return {
        code: LedgerField(code, one["heading"], one["type"], tuple(one["synonyms"]), one.get("kept", False))
        for code, one in known.items()
    }


@cache
def _exact() -> dict[str, str]:
    """Field by the plain form of each of its headings; of a heading under another, both joined by "/"."""
    found: dict[str, str] = {}
    for field in fields().values():
        for heading in (field.heading, *field.synonyms):
            found.setdefault(_joined(heading.split("/")) if "/" in heading else plain(heading), field.code)
            found.setdefault(plain(heading), field.code)
    return found


@cache
def _folded() -> dict[str, str]:
    """As ``_exact``, with one word for all that say the same."""
    found: dict[str, str] = {}
    for word, code in _exact().items():
        found.setdefault(folded(word), code)
    return found


def _joined(path: list[str]) -> str:
    return "/".join(plain(one) for one in path)


def field_of(path: tuple[str, ...]) -> str | None:
    """The field that the heading ``path`` (top down) names, or None.

    Tried in this order: heading under heading (of what may be asked of anybody, 单位, only so); the lowest heading,
    without its number, without a "名称" that says nothing; both run together ("问题" over "内容"); what the brackets of
    药方（整改措施） explain; the first of "责任人及电话"; the head of what says nothing alone ("姓名"); the words that
    the whole is put together of; a part that speaks for the whole.
    """
    if not path or len(path[-1]) > LONGEST_HEADING:
        return None
    leaf = plain(path[-1])
    together = plain("".join(path[-2:]))
    if len(path) > 1 and is_facet(leaf):
        return _exact().get(_joined(list(path[-2:]))) or _exact().get(together) or _facet(path, together)
    for word in (_joined(list(path[-2:])), leaf, unnumbered(leaf), bare(leaf), together):
        if code := _named(word):
            return code
    if code := _in_brackets(path[-1]) or _by_first_part(path):
        return code
    if is_empty(leaf) and len(path) > 1:
        return field_of(path[:-1])
    return _by_blocks(leaf, path[-1]) or _by_part(leaf, path[-1])


def _by_first_part(path: tuple[str, ...]) -> str | None:
    first = first_part(path[-1])
    return field_of((*path[:-1], first)) if first else None


def _in_brackets(heading: str) -> str | None:
    said = (plain(match[1:-1]) for match in BRACKETS.findall(unicodedata.normalize("NFKC", heading)))
    return next((code for word in said if (code := _named(word))), None)


def _facet(path: tuple[str, ...], together: str) -> str | None:
    """Of 单位 below the head of a person nothing is known; below another head it is what both say, or it alone."""
    head = field_of(path[:-1])
    if head and fields()[head].kind == "P":
        return None
    return by_blocks(together) or _named(plain(path[-1]))


def _by_blocks(leaf: str, heading: str) -> str | None:
    """The field that the words of a heading speak of together, where it does not name several things."""
    return None if first_of_several(heading) else by_blocks(leaf)


def _named(word: str) -> str | None:
    """The field whose heading is ``word``, to the letter or in words that say the same."""
    return _exact().get(word) or _folded().get(folded(word))


def is_heading(word: str) -> bool:
    """Whether ``word`` is what a column is called: to the letter, in words that say the same, or by blocks."""
    said = plain(word)
    return (_named(said) or by_blocks(said)) is not None


def is_sure(path: tuple[str, ...]) -> bool:
    """Whether the lowest heading of ``path`` is one that we know, by itself or together with the one over it."""
    if is_heading(path[-1]) or is_heading("".join(path[-2:])):
        return True
    return is_empty(plain(path[-1])) and len(path) > 1 and is_sure(path[:-1])


def rank(path: tuple[str, ...], code: str) -> int:
    """How near the heading is to our own word for ``code``: 0 the word itself, then its synonyms in their order."""
    words = [plain(word.rpartition("/")[2]) for word in (fields()[code].heading, *fields()[code].synonyms)]
    leaf = plain(path[-1]) if path else ""
    return words.index(leaf) if leaf in words else len(words)


def _by_part(leaf: str, heading: str) -> str | None:
    """An ending or a beginning that is a known heading ("软弱涣散党组织名称", "存在的主要问题及表现"); the first of
    "问题及原因"; a telling end ("群众反映的问题").
    """
    if is_deceptive(leaf):
        return None
    word = folded(leaf)
    known = [one for one in _folded() if len(one) >= SHORTEST_PART and "/" not in one]
    ends = [one for one in known if word.endswith(one)]
    begins = [one for one in known if word.startswith(one) and len(one) > SHORTEST_PART]
    if ends or begins:
        return _folded()[max(ends or begins, key=len)]
    return _named(first_of_several(heading)) or by_ending(bare(leaf))


def code_of(vocabulary: str, word: str) -> str | None:
    """The code that ``word`` has in ``vocabulary`` ("status", "kind"), or None."""
    return _codes(vocabulary).get(_unspaced(word))


@cache
def _codes(vocabulary: str) -> dict[str, str]:
    return {
        _unspaced(word): code
        for code, words in data("vocabularies.toml")[vocabulary].items()
        for word in [code, *words]
    }


def _unspaced(word: str) -> str:
    return plain(word) or word.strip()


def allowed_kinds() -> list[str]:
    """The usual word for each kind of branch."""
    return [words[0] for words in data("vocabularies.toml")["kind"].values()]


def word_for(vocabulary: str, code: str) -> str:
    """The usual word for ``code``."""
    return data("vocabularies.toml")[vocabulary][code][0]


def allowed(vocabulary: str) -> list[str]:
    """The usual words of ``vocabulary``, for a message."""
    return [word for words in data("vocabularies.toml")[vocabulary].values() for word in words[:3]]


def kind_by_name(name: str) -> str:
    """What kind of branch a name speaks of; a village where nothing says otherwise."""
    return kind_in(name) or "village"


def kind_in(name: str) -> str | None:
    """What kind of branch a name speaks of, if any."""
    kinds = data("vocabularies.toml")["kind_by_name"].items()
    return next((kind for kind, words in kinds if any(word in name for word in words)), None)
