"""Plain Chinese text, broken into lines and shaped once. Every glyph stands where WeasyPrint 70 sets it.

WeasyPrint has Pango lay out each line three times: to find where it ends, to measure it, to draw it. Here Pango lays
out some lines of a paragraph at once, and a line is measured and drawn from the same glyphs. One that ends where
WeasyPrint would try more than Pango does, or with anything in it that is not plain, goes the long way.

Between the glyphs of a justified line there is more room than when it was broken. How Pango shares it is known; whether
this Pango does is tried once for each set of typefaces.

By private names, like the shortcuts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import get_pango_font_key
from weasyprint.text.line_break import Layout, strut

ffi.cdef("""
    void pango_layout_set_indent (PangoLayout *layout, int indent);
    gpointer g_object_ref (gpointer object);
""")

PLAIN = re.compile(
    "[ -~·×°\u200b–—‘’“”…‰℃№①-⑳、-〕\u3400-\u4dbf\u4e00-\u9fff！-～￥]*"
    "[!-~·×°–—‘’“”…‰℃№①-⑳、-〕\u3400-\u4dbf\u4e00-\u9fff！-～￥]"
)
"""Ends with something that is seen: what is done about spaces at the end is left to WeasyPrint."""
BETWEEN = re.compile("[\u4e00-\u9fff，。、；：”）》][\u4e00-\u9fff]")
"""Where a line may end so that what follows is broken as if nothing stood before."""
_BETWEEN_WITHOUT_SPACES = re.compile(
    "[0-9A-Za-z%\u4e00-\u9fff，。、；：！？”）》〕][0-9A-Za-z\u4e00-\u9fff（《〔]"
)
"""The same in a text in which no word could be tried without the space behind it."""
_LINES_AT_ONCE = 8
_SIZE_OF_GLYPH = ffi.sizeof("PangoGlyphInfo")
EMPTY = int(pango.PANGO_GLYPH_EMPTY)
OLDEST_PANGO = 15000
"""1.50: what was tried."""


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface at one size, and by which key a PDF knows the typeface."""

    font: Any
    key: int
    size: float


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one typeface: Pango's array, five figures for each, and the characters that they stand for."""

    face: Face
    glyphs: bytes
    characters: str

    def figures(self) -> list[int]:
        """Of each glyph its number, its width, how far it stands to the right and up, and its marks; in units."""
        return memoryview(self.glyphs).cast("i").tolist()


class SetLine(Layout):
    """A line as Pango has set it, in the place of the layout from which WeasyPrint would draw it."""

    first_line_direction = 0
    justification_spacing = 0
    max_width = None

    def __init__(self, text: str, runs: list[Run], spacing: int) -> None:
        self.text, self.runs = text, runs
        self.set_with = self.spacing = spacing
        """Between two glyphs, in Pango's units: when the line was broken, and as it is to be drawn."""
        self.resume: int | None = None
        """The byte with which the next line begins."""
        self.width = self.height = self.baseline = 0.0

    def spaced(self, spacing: int) -> SetLine:
        line = SetLine(self.text, self.runs, self.set_with)
        line.spacing = spacing
        return line

    def figures(self) -> list[list[int]]:
        """Those of each run, with the room between the glyphs with which the line is to be drawn."""
        found = [run.figures() for run in self.runs]
        if self.spacing != self.set_with:
            (left_before, right_before), (left, right) = halves(self.set_with), halves(self.spacing)
            left, right = left - left_before, right - right_before
            for figures in found:
                figures[1::5] = [width + left + right for width in figures[1::5]]
                figures[2::5] = [offset + left for offset in figures[2::5]]
            found[0][1] -= left
            found[0][2] -= left
            found[-1][-4] -= right
        return found


def units(length: Any) -> int:
    """A length in Pango's units, as WeasyPrint rounds it; ``normal`` letter-spacing is none."""
    return 0 if length == "normal" else int(length * TO_UNITS)


def halves(spacing: int) -> tuple[int, int]:
    """How Pango shares the room between two glyphs: left of the second, right of the first; none at the ends."""
    left = int(spacing / 2)
    if spacing % TO_UNITS == 0:
        left = (left + TO_UNITS // 2) // TO_UNITS * TO_UNITS
    return left, spacing - left


class Setter:
    """Pango's layout for text of one style, used again and again."""

    def __init__(self, style: Any, spacing: int | None = None) -> None:
        self.layout = Layout(style).layout
        self.spacing = units(style["letter_spacing"]) if spacing is None else spacing
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        if self.spacing:
            pango.pango_attr_list_insert(attributes, pango.pango_attr_letter_spacing_new(self.spacing))
        if style["overflow_wrap"] in {"anywhere", "break-word"}:
            pango.pango_attr_list_insert(attributes, pango.pango_attr_insert_hyphens_new(False))
        pango.pango_layout_set_attributes(self.layout, attributes)
        self.trailing = 0 if style["letter_spacing"] == "normal" else style["letter_spacing"]
        self.size = style["font_size"]
        self.breaks = style["white_space"] == "normal"
        self.strut: tuple[float, float] = strut(style)
        """How high a line is, and how far below its top the text stands."""
        self.extents = ffi.new("PangoRectangle *")

    def lines(self, text: str, start: int, first: float, others: float) -> dict[int, SetLine | None]:
        """Lay out ``text`` from byte ``start`` on, its first line so wide and the others so: what begins at which byte.

        Nothing stands for a line that must go the long way. Of a long text only some lines are found.
        """
        rest = text.encode()[start:].decode()
        if rest.startswith(" "):
            return {start: None}
        part = rest[: int(max(first, others) / self.size + 1) * _LINES_AT_ONCE] if self.breaks else rest
        data = self._lay_out(part, units(max(0, first)), units(max(0, others)))
        found: dict[int, SetLine | None] = {}
        place, line = 0, pango.pango_layout_get_line_readonly(self.layout, 0)
        while line != ffi.NULL:
            place += 1
            following = pango.pango_layout_get_line_readonly(self.layout, place)
            begin = start + line.start_index
            if following != ffi.NULL:
                found[begin] = self._ended(line, data, following.start_index, start)
            elif len(part) == len(rest):
                found[begin] = self._line(line, data, len(data))
            line = following
        widths = {start: first}
        return {
            begin: line if line and line.width <= widths.get(begin, others) else None
            for begin, line in found.items()
        }

    def _lay_out(self, text: str, first: int, others: int) -> bytes:
        pango.pango_layout_set_width(self.layout, max(first, others) if self.breaks else -1)
        pango.pango_layout_set_indent(self.layout, others - first)
        pointer, data = unicode_to_char_p(text)
        pango.pango_layout_set_text(self.layout, pointer, -1)
        return data

    def _ended(self, line: Any, data: bytes, end: int, start: int) -> SetLine | None:
        """A line that another one follows."""
        before, after = data[max(0, end - 3) : end], data[end : end + 3]
        pair = before.decode(errors="ignore")[-1:] + after.decode(errors="ignore")[:1]
        if not (BETWEEN if b" " in data else _BETWEEN_WITHOUT_SPACES).fullmatch(pair):
            return None
        set_line = self._line(line, data, end)
        if set_line:
            set_line.resume = start + end
        return set_line

    def _line(self, pango_line: Any, data: bytes, end: int) -> SetLine | None:
        """Nothing if a glyph is unknown, raised, stands for more than one character, or runs from right to left."""
        runs: list[Run] = []
        place = pango_line.runs
        while place != ffi.NULL:
            run = _run(place.data, data)
            if run is None:
                return None
            runs.append(run)
            place = place.next
        line = SetLine(data[pango_line.start_index : end].decode(), runs, self.spacing)
        pango.pango_layout_line_get_extents(pango_line, ffi.NULL, self.extents)
        line.width = self.extents.width * FROM_UNITS + self.trailing
        line.height = self.extents.height * FROM_UNITS
        line.baseline = -self.extents.y * FROM_UNITS
        return line


def _run(found: Any, data: bytes) -> Run | None:
    item, string = found.item, found.glyphs
    characters = data[item.offset : item.offset + item.length].decode()
    if item.analysis.level % 2 or string.num_glyphs != len(characters):
        return None
    run = Run(
        _face(item.analysis.font),
        bytes(ffi.buffer(string.glyphs, string.num_glyphs * _SIZE_OF_GLYPH)),
        characters,
    )
    figures = run.figures()
    return None if max(figures[0::5]) > EMPTY or any(figures[3::5]) else run


_faces: dict[int, Face] = {}


def _face(font: Any) -> Face:
    """With a claim of ours on the typeface, so that it outlives the layout it was found in."""
    address = int(ffi.cast("uintptr_t", font))
    if address not in _faces:
        key, _, size = get_pango_font_key(font)
        _faces[address] = Face(ffi.gc(gobject.g_object_ref(font), gobject.g_object_unref), key, size)
    return _faces[address]


def shares_room_as_known(style: Any) -> bool:
    """Whether this Pango, asked for more room, sets the glyphs where ``SetLine.figures`` says."""
    for spacing, other in ((-215, 333), (0, 1024)):
        line, expected = (
            Setter(style, each).lines("一，二", 0, 2**20, 2**20)[0] for each in (spacing, other)
        )
        if not line or not expected or _places(line.spaced(other)) != _places(expected):
            return False
    return True


def _places(line: SetLine) -> list[tuple[list[int], ...]]:
    return [tuple(figures[kind::5] for kind in range(4)) for figures in line.figures()]
