#!/usr/bin/env python3
"""Build the shipped typefaces out of their originals: ``python reports/fonts/build.py FOLDER``.

FOLDER holds the originals under their own names:

- FandolFang-Regular.otf, FandolKai-Regular.otf, FandolHei-Regular.otf, FandolSong-Regular.otf: Debian package
  ``texlive-lang-chinese`` (GPL 3 with font exception);
- LXGWWenKai-Regular.ttf, LXGWWenKai-Light.ttf: Debian package ``fonts-lxgw-wenkai`` (OFL 1.1);
- NotoSerifSC_700Bold.ttf: npm package ``@expo-google-fonts/noto-serif-sc`` (OFL 1.1);
- NotoSansSC-Regular.otf: PyPI package ``pylopdf-fonts-zh-cn`` (OFL 1.1).

What is done to each: only the characters an office needs (GB 2312, the 8105 of 通用规范汉字表, ASCII, a few
marks); no layout tables; the same vertical metrics everywhere, so that a rare name set in the extension does not
move the grid; names of its own, because a changed font must not carry the reserved name; copyright and licence
stay. ``manifest.json`` is written last. Needs fontTools only, which WeasyPrint brings along.
"""

import hashlib
import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
ASCENT, DESCENT = 0.88, -0.12
MARKS = "–—·‘’“”…※℃①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳〇〔〕"
DROPPED = ["DSIG", "BASE", "vhea", "vmtx", "VORG", "GPOS", "GSUB", "GDEF"]
NORMAL = 400
ITALIC, BOLD, REGULAR = 1 << 0, 1 << 5, 1 << 6
KEPT_NAMES = {0, 7, 8, 9, 10, 11, 12, 13, 14}

FILES = (
    ("fang.otf", "FandolFang-Regular.otf", "GW FangSong", "all"),
    ("ext-fang.ttf", "LXGWWenKai-Light.ttf", "GW FangSong Ext", "rare"),
    ("kai.otf", "FandolKai-Regular.otf", "GW KaiTi", "all"),
    ("ext-kai.ttf", "LXGWWenKai-Regular.ttf", "GW KaiTi Ext", "rare"),
    ("hei.otf", "FandolHei-Regular.otf", "GW HeiTi", "all"),
    ("ext-hei.otf", "NotoSansSC-Regular.otf", "GW HeiTi Ext", "rare"),
    ("xbs.ttf", "NotoSerifSC_700Bold.ttf", "GW XiaoBiaoSong", "all"),
    ("song-digits.otf", "FandolSong-Regular.otf", "GW SongTi", "ascii"),
)


def general_list() -> set[str]:
    """The 8105 characters of 通用规范汉字表."""
    rows = (HERE / "kTGH.txt").read_text().splitlines()
    return {chr(int(row.split("\t")[0].removeprefix("U+"), 16)) for row in rows}


def gb2312() -> set[str]:
    pairs = (bytes([high, low]) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF))
    return set("".join(pair.decode("gb2312", errors="ignore") for pair in pairs))


def characters(folder: Path) -> dict[str, set[str]]:
    """The three selections: everything, what Fandol lacks of the 8105, and ASCII with marks."""
    ascii_and_marks = {*map(chr, range(32, 127)), *MARKS}
    with TTFont(folder / "FandolFang-Regular.otf", lazy=True) as fang:
        held = {chr(code) for code in fang.getBestCmap()}
    return {
        "all": general_list() | gb2312() | ascii_and_marks,
        "rare": general_list() - held,
        "ascii": ascii_and_marks,
    }


def narrowed(source: Path, chosen: set[str]) -> TTFont:
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.drop_tables += DROPPED
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(chosen)))
    subsetter.subset(font)
    return font


def set_metrics(font: TTFont) -> None:
    em = font["head"].unitsPerEm
    ascent, descent = round(ASCENT * em), round(DESCENT * em)
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ascent, descent, 0
    os2 = font["OS/2"]
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, descent, 0
    os2.usWinAscent, os2.usWinDescent = ascent, -descent
    os2.fsSelection |= 1 << 7  # USE_TYPO_METRICS
    os2.version = max(os2.version, 4)


def rename(font: TTFont, family: str) -> None:
    """Give the font a name of its own, at normal weight (a family here has one face, so nothing is made bold or
    light by itself); copyright, makers and licence stay as they are.
    """
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in KEPT_NAMES]
    plain = family.replace(" ", "")
    for number, text in ((1, family), (2, "Regular"), (3, f"{plain}-1"), (4, family), (6, plain)):
        table.setName(text, number, 3, 1, 0x409)
    if "CFF " in font:
        font["CFF "].cff.fontNames = [plain]
        font["CFF "].cff[0].Weight = "Regular"
    os2 = font["OS/2"]
    os2.usWeightClass = NORMAL
    os2.fsSelection = os2.fsSelection & ~(BOLD | ITALIC) | REGULAR
    font["head"].macStyle = 0


def entry(name: str, family: str) -> dict[str, str | int]:
    content = (HERE / name).read_bytes()
    return {
        "name": name,
        "family": family,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def main(folder: Path) -> None:
    chosen = characters(folder)
    for name, source, family, selection in FILES:
        font = narrowed(folder / source, chosen[selection])
        set_metrics(font)
        rename(font, family)
        font.save(HERE / name)
    manifest = [entry(name, family) for name, _, family, _ in FILES]
    (HERE / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
