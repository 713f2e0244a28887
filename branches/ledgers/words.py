"""Words of headings and cells, made comparable."""

from __future__ import annotations

import re
import unicodedata

# Blanks, and what cannot be seen: a spreadsheet loses control characters.
_SPACE = re.compile(r"[\s\u200b\ufeff\ufffe\uffff\x00-\x1f\x7f]+")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_MARKS = re.compile(r"[\s：:*＊、,，。.；;·•—_~…\"'“”‘’《》<>|\-/\\]+")


def visible(text: str) -> str:
    """``text`` as a cell holds it: without control characters, its lines parted by line feeds alone."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def shown(text: str) -> str:
    """A heading as it is read: without blanks and line breaks."""
    return _SPACE.sub("", text)


def plain(text: str) -> str:
    """A heading for comparing: one width, without blanks, marks and what stands in brackets (units, hints)."""
    wide = _SPACE.sub("", unicodedata.normalize("NFKC", text)).lower()
    bare = BRACKETS.sub("", wide)
    return _MARKS.sub("", bare) or _MARKS.sub("", wide.strip("()[]【】"))


def same(text: str) -> str:
    """A text for comparing: what two people who typed the same sentence have in common."""
    wide = unicodedata.normalize("NFKC", text)
    return _SPACE.sub("", wide).translate(_ONE_FORM).rstrip("。.;,").strip()


_ONE_FORM = str.maketrans(
    {"，": ",", "；": ";", "：": ":", "、": ",", "！": "!", "？": "?", "“": '"', "”": '"'}
)
