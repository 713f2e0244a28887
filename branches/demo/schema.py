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
    "campaign": ({"name", "starts", "ends", "consolidation", "look_back"}, set()),
    "user": ({"username", "name", "post", "role", "at"}, set()),
    "township": ({"name", "clerk", "reviewer", "others", "folder"}, set()),
    "clerk": ({"username", "name", "post"}, set()),
    "reviewer": ({"username", "name", "post"}, set()),
    "folder": (
        {"branch", "stage", "determined", "deadline", "criteria", "problems", "causes", "measures"},
        {
            "plans",
            "goal",
            "force",
            "applied",
            "entered",
            "accepted",
            "failed",
            "notices",
            "look_backs",
            "annual",
        },
    ),
    "annual": ({"secretary", "training", "drives", "cases"}, set()),
    "branch": ({"name", "kind", "secretary", "members"}, set()),
    "failed": ({"applied", "on", "words", "marks", "survey", "problems", "causes", "measures"}, set()),
    "accepted": ({"on", "words", "marks", "survey"}, set()),
    "entered": ({"on", "words", "marks", "survey"}, set()),
    "notices": ({"measure", "on", "due", "words"}, {"replies", "withdrawn"}),
    "problems": (
        {"text", "criterion", "post", "found"},
        {"due", "phrase", "sent_back", "submitted", "close", "long_term", "said"},
    ),
    "causes": ({"text", "for"}, set()),
    "measures": (
        {"title", "what", "for", "post", "start"},
        {"due", "phrase", "outcome", "log", "photos", "said"},
    ),
}

ROWS: dict[str, tuple[type, ...]] = {
    "others": (str, str, str, int),  # name, kind, secretary, members
    "force": (str, str, str, str),  # part, unit, post, name
    "plans": (str, str),  # title, text
    "log": (int, int, str),  # day, percent, what was done
    "replies": (
        int,
        str,
        int,
        int,
        str,
    ),  # day, words; day of the answer, new date or 0 if accepted, its words
    "look_backs": (int, str, str),  # day, consolidated or waived, findings
    "photos": (int, str),  # number of the drawing, caption
    "said": (str, str),  # by whom (clerk, reviewer, supervisor), what
}


class DemoError(Exception):
    """A demo file does not have the expected shape."""


def read_county(folder: Path = FOLDER) -> dict[str, Any]:
    """The content of ``county.toml``. Raises ``DemoError`` naming the file and the key."""
    county = _read(folder / "county.toml")
    check("county.toml", "county", county)
    return county


def read_township(name: str, folder: Path = FOLDER) -> dict[str, Any]:
    """The content of one township's file. Raises ``DemoError`` naming the file and the key."""
    township = _read(folder / f"{name}.toml")
    check(f"{name}.toml", "township", township)
    return township


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DemoError(f"{path.name}: {error}") from error


def check(where: str, what: str, found: dict[str, Any]) -> None:
    """Raise ``DemoError`` if a key is missing or unknown, or a row misshapen, anywhere in ``found``."""
    required, further = KEYS[what]
    if missing := required - found.keys():
        raise DemoError(f"{where}: {what} without {', '.join(sorted(missing))}")
    if unknown := found.keys() - required - further:
        raise DemoError(f"{where}: unknown in {what}: {', '.join(sorted(unknown))}")
    if {"due", "phrase"} <= further and len({"due", "phrase"} & found.keys()) != 1:
        raise DemoError(f"{where}: {what} needs either due or phrase")
    for key, value in found.items():
        _check_within(where, key, value)
    if what == "folder":
        _check_links(where, found)


def _check_within(where: str, key: str, value: Any) -> None:
    if key in ROWS:
        _check_rows(where, key, value)
    elif isinstance(value, dict):
        check(where, key, value)
    elif key in KEYS and isinstance(value, list):
        for entry in value:
            check(where, key, entry)


def _check_rows(where: str, key: str, rows: list[Any]) -> None:
    for row in rows:
        if tuple(map(type, row)) != ROWS[key]:
            raise DemoError(
                f"{where}: a row of {key} is not {', '.join(kind.__name__ for kind in ROWS[key])}"
            )


def _check_links(where: str, folder: dict[str, Any]) -> None:
    """Causes and measures name problems by number, counted from 1 through both rounds."""
    rounds = [folder, folder["failed"]] if "failed" in folder else [folder]
    known: set[int] = set()
    for part in rounds:
        known |= set(range(len(known) + 1, len(known) + len(part["problems"]) + 1))
        for entry in (*part["causes"], *part["measures"]):
            if unknown := set(entry["for"]) - known:
                raise DemoError(f"{where}: {folder['branch']['name']}: no problem {min(unknown)}")
