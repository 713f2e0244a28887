"""What a column can be and which words say so: the data of ``fields.toml`` and ``vocabularies.toml``, indexed."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from branches.ledgers.words import plain

FOLDER = Path(__file__).parent
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
    data = tomllib.loads((FOLDER / "fields.toml").read_text())
    return {
        code: LedgerField(code, one["heading"], one["type"], tuple(one["synonyms"]), one.get("kept", False))
        for code, one in data.items()
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


def _joined(path: list[str]) -> str:
    return "/".join(plain(one) for one in path)


def field_of(path: tuple[str, ...]) -> str | None:
    """The field that the heading ``path`` (top down) names, or None.

    Tried in this order: heading under heading; the lowest heading; both run together ("问题" over "内容"); an
    ending or a beginning that is a known heading ("软弱涣散党组织名称", "存在的主要问题及表现").
    """
    if not path or len(path[-1]) > LONGEST_HEADING:
        return None
    exact, leaf = _exact(), plain(path[-1])
    joined = [_joined(list(path[-2:])), leaf, plain("".join(path[-2:]))]
    for word in joined:
        if word in exact:
            return exact[word]
    return _by_part(leaf)


def is_heading(word: str) -> bool:
    """Whether ``word`` is, to the letter, what a column is called."""
    return plain(word) in _exact()


def rank(path: tuple[str, ...], code: str) -> int:
    """How near the heading is to our own word for ``code``: 0 the word itself, then its synonyms in their order."""
    words = [plain(word.rpartition("/")[2]) for word in (fields()[code].heading, *fields()[code].synonyms)]
    leaf = plain(path[-1]) if path else ""
    return words.index(leaf) if leaf in words else len(words)


def _by_part(leaf: str) -> str | None:
    known = [word for word in _exact() if len(word) >= SHORTEST_PART and "/" not in word]
    ends = [word for word in known if leaf.endswith(word)]
    begins = [word for word in known if leaf.startswith(word) and len(word) > SHORTEST_PART]
    return _exact()[max(ends or begins, key=len)] if ends or begins else None


@cache
def _vocabularies() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((FOLDER / "vocabularies.toml").read_text())


def code_of(vocabulary: str, word: str) -> str | None:
    """The code that ``word`` has in ``vocabulary`` ("status", "kind"), or None."""
    return _codes(vocabulary).get(_unspaced(word))


@cache
def _codes(vocabulary: str) -> dict[str, str]:
    return {
        _unspaced(word): code
        for code, words in _vocabularies()[vocabulary].items()
        for word in [code, *words]
    }


def _unspaced(word: str) -> str:
    return plain(word) or word.strip()


def allowed_kinds() -> list[str]:
    """The usual word for each kind of branch."""
    return [words[0] for words in _vocabularies()["kind"].values()]


def word_for(vocabulary: str, code: str) -> str:
    """The usual word for ``code``."""
    return _vocabularies()[vocabulary][code][0]


def allowed(vocabulary: str) -> list[str]:
    """The usual words of ``vocabulary``, for a message."""
    return [word for words in _vocabularies()[vocabulary].values() for word in words[:3]]


def kind_by_name(name: str) -> str:
    """What kind of branch a name speaks of; a village where nothing says otherwise."""
    for kind, words in _vocabularies()["kind_by_name"].items():
        if any(word in name for word in words):
            return kind
    return "village"


def data(name: str) -> dict[str, Any]:
    """The content of another file of data beside this one."""
    return tomllib.loads((FOLDER / name).read_text())
