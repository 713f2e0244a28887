"""The signs of Markdown go; what they set apart stays. A table becomes the rows that a spreadsheet pastes."""

from __future__ import annotations

import re

_HASHES = re.compile(r"(?m)^[ \t\u3000]*#{1,6}[ \t]+")
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_QUOTED = re.compile(r"(?m)^[ \t]*>(?:[ \t]*>)*[ \t]*")
_MARKED = re.compile(r"(?m)^[ \t\u3000]*#{1,6}[ \t]+\S|^[ \t\u3000]*\*\*[^*\n]{4,}\*\*[ \t]*$")
_ROW = r"[ \t]*\|[^\n]*\|[ \t\r]*(?:\n|\Z)"
_RULE = r"[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t\r]*\n"
_TABLE = re.compile(rf"(?m)^(?P<heads>{_ROW}){_RULE}(?P<rows>(?:{_ROW})+)")


def without_markdown(text: str) -> str:
    """``text`` as it reads without the signs."""
    if _MARKED.search(text):
        text = _QUOTED.sub("", _BOLD.sub(r"\1", _HASHES.sub("", text)))
    return _TABLE.sub(_as_rows, text)


def _as_rows(table: re.Match[str]) -> str:
    lines = (table["heads"] + table["rows"]).strip().split("\n")
    return "".join("\t".join(_cells(line.strip())) + "\n" for line in lines)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")]
