"""The office's own, licensed typefaces: files in a folder (setting REPORT_FONT_DIR), taken before ours where they are.

Their vertical metrics are set to those of ours when they are read, for the document only: the page's grid stays, and a
rare character that a face of ours must lend does not move its line. The files themselves are left as they are.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTCollection, TTFont, TTLibError

ASCENT, DESCENT = 0.88, -0.12
_SUFFIXES = {".ttf", ".otf", ".ttc"}
_FAMILY_NAMES = {1, 4, 16}
_USE_TYPO_METRICS = 1 << 7

NAMES = {
    "fang": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong"),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "STKaiti"),
    "hei": ("黑体", "SimHei", "STHeiti"),
    "xbs": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK"),
    "song": ("宋体", "SimSun"),
}
"""What the faces of each role are called in their files, the best first."""
FAMILIES = {
    "fang": "Office FangSong",
    "kai": "Office KaiTi",
    "hei": "Office HeiTi",
    "xbs": "Office XiaoBiaoSong",
    "song": "Office SongTi",
}
"""What they are called in our documents."""


@dataclass(frozen=True, slots=True)
class OfficeFace:
    """The face ``number`` of the file ``path`` serves ``role``; in its file it is called ``name``."""

    role: str
    name: str
    path: Path
    number: int

    @property
    def url(self) -> str:
        return f"{self.path.as_uri()}?face={self.number}"


def office_faces() -> dict[str, OfficeFace]:
    """The face of each role that the folder of the setting holds; none without the setting."""
    return _faces(str(settings.REPORT_FONT_DIR)) if settings.REPORT_FONT_DIR else {}


def unreadable() -> list[str]:
    """The names of files in the folder that are no typefaces."""
    return [path.name for path in _files(Path(settings.REPORT_FONT_DIR)) if not list(_names(path))]


@functools.cache
def _faces(folder: str) -> dict[str, OfficeFace]:
    called = {
        name: (path, number)
        for path in _files(Path(folder))
        for number, names in _names(path)
        for name in names
    }
    return {
        role: OfficeFace(role, found[0], *called[found[0]])
        for role, wanted in NAMES.items()
        if (found := [name for name in wanted if name in called])
    }


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path.resolve() for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES)


def _names(path: Path) -> Iterator[tuple[int, set[str]]]:
    """The faces of a file, each with all the names it goes by; nothing for a damaged file."""
    with path.open("rb") as file:
        try:
            is_collection = path.suffix.lower() == ".ttc"
            fonts = TTCollection(file, lazy=True).fonts if is_collection else [TTFont(file, lazy=True)]
            for number, font in enumerate(fonts):
                records = font["name"].names
                yield number, {str(record) for record in records if record.nameID in _FAMILY_NAMES}
        except (TTLibError, KeyError, AssertionError):
            return


@functools.cache
def characters(path: Path, number: int) -> frozenset[str]:
    with TTFont(path, lazy=True, fontNumber=number) as font:
        return frozenset(map(chr, font.getBestCmap()))


def on_the_grid(path: Path, number: int) -> bytes:
    """The face as a file of its own, with the vertical metrics of ours."""
    held = io.BytesIO()
    with TTFont(path, lazy=True, fontNumber=number, recalcBBoxes=False, recalcTimestamp=False) as font:
        em = font["head"].unitsPerEm
        up, down = round(ASCENT * em), round(DESCENT * em)
        lines, marks = font["hhea"], font["OS/2"]
        lines.ascent, lines.descent, lines.lineGap = up, down, 0
        marks.sTypoAscender, marks.sTypoDescender, marks.sTypoLineGap = up, down, 0
        marks.usWinAscent, marks.usWinDescent = up, -down
        marks.fsSelection |= _USE_TYPO_METRICS
        marks.version = max(marks.version, 4)
        font.save(held)
    return held.getvalue()
