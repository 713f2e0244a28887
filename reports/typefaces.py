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

from django.conf import settings
from fontTools.ttLib import TTFont

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


# Office servers that hold the commercial faces may use them (setting REPORT_OFFICE_FONTS); ours stand behind.
OFFICE_FAMILIES = {
    "fang": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong"),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "STKaiti"),
    "hei": ("黑体", "SimHei", "STHeiti"),
    "xbs": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK"),
    "song": ("SimSun", "宋体"),
}
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
    """The CSS font-family value of ``role``."""
    office = OFFICE_FAMILIES[role] if settings.REPORT_OFFICE_FONTS else ()
    return ", ".join(f"'{family}'" for family in (*office, *OWN_FAMILIES[role]))


def font_css() -> str:
    """The @font-face rules of the shipped files and one class of families a role."""
    faces = [
        f"@font-face {{ font-family: '{file.family}'; src: url('{file.path.as_uri()}') }}"
        for file in font_files()
    ]
    return "\n".join(faces)


@functools.cache
def body_characters() -> frozenset[str]:
    """Every character that the body face or its extension can print."""
    found: set[str] = set()
    for file in font_files():
        if file.family in OWN_FAMILIES["fang"]:
            with TTFont(file.path, lazy=True) as font:
                found |= {chr(code) for code in font.getBestCmap()}
    return frozenset(found)


def missing_characters(text: str) -> str:
    """The characters of ``text`` that no shipped face can print, each once, in order."""
    return "".join(
        dict.fromkeys(char for char in text if not char.isspace() and char not in body_characters())
    )


def named(characters: str) -> str:
    """``characters`` for a message, each with its code point, since some cannot be seen."""
    return "、".join(
        f"{char}（U+{ord(char):04X}）" if char.isprintable() else f"U+{ord(char):04X}" for char in characters
    )
