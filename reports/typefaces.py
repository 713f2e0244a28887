"""The shipped typefaces: which file serves which role, and which characters they hold.

GB/T 9704—2012 asks for 小标宋 (title), 黑体 and 楷体 (headings), 仿宋 (body) and 宋体 (page number).
Each role has a family of ours and, behind it, an extension with the rare characters of the 8105 list; all share one
set of vertical metrics, so that a rare name does not move the grid.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont

from reports.office_fonts import FAMILIES, characters, office_faces

FONT_DIR = Path(__file__).resolve().parent / "fonts"


@dataclass(frozen=True, slots=True)
class FontFile:
    """One line of ``fonts/manifest.json``."""

    name: str
    family: str
    size: int
    sha256: str

    @property
    def path(self) -> Path:
        return FONT_DIR / self.name


OWN_FAMILIES = {
    "fang": ("GW FangSong", "GW FangSong Ext"),
    "kai": ("GW KaiTi", "GW KaiTi Ext"),
    "hei": ("GW HeiTi", "GW HeiTi Ext"),
    "xbs": ("GW XiaoBiaoSong",),
    "song": ("GW SongTi",),
}


@functools.cache
def font_files() -> tuple[FontFile, ...]:
    return tuple(FontFile(**entry) for entry in json.loads((FONT_DIR / "manifest.json").read_text()))


def stack(role: str) -> str:
    """The CSS font-family value of ``role``: the office's own face where there is one, ours behind it."""
    office = (FAMILIES[role],) if role in office_faces() else ()
    return ", ".join(f"'{family}'" for family in (*office, *OWN_FAMILIES[role]))


def font_css() -> str:
    """The @font-face rules of the shipped files and of the office's own."""
    faces = [(file.family, file.path.as_uri()) for file in font_files()]
    faces += [(FAMILIES[role], face.url) for role, face in office_faces().items()]
    return "\n".join(f"@font-face {{ font-family: '{family}'; src: url('{url}') }}" for family, url in faces)


def body_characters() -> frozenset[str]:
    """Every character that the body face or what stands behind it can print."""
    office = office_faces().get("fang")
    return _own_characters() | characters(office.path, office.number) if office else _own_characters()


@functools.cache
def _own_characters() -> frozenset[str]:
    found: set[str] = set()
    for file in font_files():
        if file.family in OWN_FAMILIES["fang"]:
            with TTFont(file.path, lazy=True) as font:
                found |= {chr(code) for code in font.getBestCmap()}
    return frozenset(found)


def missing_characters(text: str) -> str:
    """The characters of ``text`` that no face can print, each once, in order.

    Marks that cannot be seen (U+200F) are among them: what they would do on paper nobody can foresee.
    """
    known = body_characters()
    return "".join(dict.fromkeys(char for char in text if not char.isspace() and char not in known))


def named(characters: str) -> str:
    """``characters`` for a message, each with its code point, since some cannot be seen."""
    return "、".join(
        f"{char}（U+{ord(char):04X}）" if char.isprintable() else f"U+{ord(char):04X}" for char in characters
    )
