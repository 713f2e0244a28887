"""The shape of the demo files; a slip of the pen is named with its file instead of surfacing somewhere else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
TOWNSHIPS = ("chenghe", "boyun", "yanwan", "songlong", "outang", "luping")

KEYS: dict[str, tuple[set[str], set[str]]] = {
    # what: (required keys, further keys)
    "county": ({"province", "city", "county", "campaign", "user"}, set()),
    "township": ({"name", "clerk", "reviewer", "folder"}, set()),
    "folder": (
        {"branch", "stage", "determined", "deadline", "criteria", "problems", "causes", "measures"},
        {"plans", "goal", "force", "applied", "accepted", "failed"},
    ),
    "problems": ({"text", "criterion", "post", "found"}, {"due", "phrase", "close", "long_term"}),
    "causes": ({"text", "for"}, set()),
    "measures": ({"title", "what", "for", "post", "start"}, {"due", "phrase", "outcome", "log"}),
}


class DemoError(Exception):
    """A demo file does not have the expected shape."""


def read(name: str) -> dict[str, Any]:
    """The content of one demo file. Raises ``DemoError`` naming the file."""
    try:
        return tomllib.loads((FOLDER / f"{name}.toml").read_text())
    except tomllib.TOMLDecodeError as error:
        raise DemoError(f"{name}.toml: {error}") from error


def read_county() -> dict[str, Any]:
    county = read("county")
    _check("county.toml", "county", county)
    return county


def read_township(name: str) -> dict[str, Any]:
    township = read(name)
    check_township(f"{name}.toml", township)
    return township


def check_township(where: str, township: dict[str, Any]) -> None:
    """Raise ``DemoError`` if a key is missing or unknown anywhere in ``township``."""
    _check(where, "township", township)
    for folder in township["folder"]:
        _check(where, "folder", folder)
        for part in ("problems", "causes", "measures"):
            for entry in folder[part]:
                _check(where, part, entry)


def _check(where: str, what: str, found: dict[str, Any]) -> None:
    required, further = KEYS[what]
    if missing := required - found.keys():
        raise DemoError(f"{where}: {what} without {', '.join(sorted(missing))}")
    if unknown := found.keys() - required - further:
        raise DemoError(f"{where}: unknown in {what}: {', '.join(sorted(unknown))}")
