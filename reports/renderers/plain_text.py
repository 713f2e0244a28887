"""Plain Chinese text, broken into lines and shaped once. Every glyph stands where WeasyPrint 70 sets it.

WeasyPrint has Pango lay out each line three times: to find where it ends, to measure it, to draw it. Here Pango lays
out some lines of a paragraph at once, and where one ends between two Chinese characters it is measured and drawn from
the same glyphs; a line that ends otherwise, or with anything else in it, goes the long way. Between the glyphs of a
justified line there is more room than Pango had left; how Pango would share it is known, and tried once in a process.

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

BETWEEN = re.compile("[\u4e00-\u9fff，。、；：”）》][\u4e00-\u9fff]")
"""Where a line may end so that what follows could be broken as if nothing stood before."""
PLAIN = re.compile(
    "[ -~·×°\u200b–—‘’“”…‰℃№①-⑳、-〕\u3400-\u4dbf\u4e00-\u9fff！-～￥]*[!-~°–—”…‰、-〕\u3400-\u4dbf\u4e00-\u9fff！-～￥]"
)
_LINES_AT_ONCE = 8
_SIZE_OF_GLYPH = ffi.sizeof("PangoGlyphInfo")
EMPTY = int(pango.PANGO_GLYPH_EMPTY)


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface at one size, and by which key a PDF knows the typeface."""

    font: Any
    key: int
    size: float


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one typeface: as Pango's array of five figures each, and the characters that they stand for."""

    face: Face
    glyphs: bytes
    characters: str


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
        self.width = self.height = self.baseline = 0.0

    def spaced(self, spacing: int) -> SetLine:
        line = SetLine(self.text, self.runs, self.set_with)
        line.spacing = spacing
        return line


def units(length: Any) -> int:
    """A length in Pango's units, as WeasyPrint rounds it; ``normal`` letter-spacing is none."""
    return 0 if length == "normal" else int(length * TO_UNITS)


def halves(spacing: int) -> tuple[int, int]:
    """How Pango shares the room between two glyphs among the left of the one and the right of the other."""
    left = int(spacing / 2)
    if spacing % TO_UNITS == 0:
        left = (left + TO_UNITS // 2) // TO_UNITS * TO_UNITS
    return left, spacing - left


class Setter:
    """Pango's layout for one style, kept for the next paragraph in the same."""

    def __init__(self, style: Any) -> None:
        self.layout = Layout(style).layout
        spacing = units(style["letter_spacing"])
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        if spacing:
            pango.pango_attr_list_insert(attributes, pango.pango_attr_letter_spacing_new(spacing))
        if style["overflow_wrap"] in {"anywhere", "break-word"}:
            pango.pango_attr_list_insert(attributes, pango.pango_attr_insert_hyphens_new(False))
        pango.pango_layout_set_attributes(self.layout, attributes)
        self.spacing = spacing
        self.trailing = 0 if style["letter_spacing"] == "normal" else style["letter_spacing"]
        self.size = style["font_size"]
        self.strut: tuple[float, float] = strut(style)
        """How high a line is, and how far below its top the text stands."""
        self.breaks = style["white_space"] == "normal"
        self.extents = ffi.new("PangoRectangle *")

    def lines(self, text: str, start: int, first: float, others: float) -> dict[int, SetLine | None]:
        """Lay out ``text`` from byte ``start`` on, its first line so wide and the others so: what begins at which byte.

        Nothing stands for a line that must go the long way. Of a long text only some lines are found.
        """
        rest = text.encode()[start:].decode()
        part = rest[: int(max(first, others) / self.size + 1) * _LINES_AT_ONCE]
        widths = units(max(0, first)), units(max(0, others))
        pango.pango_layout_set_width(self.layout, max(widths) if self.breaks else -1)
        pango.pango_layout_set_indent(self.layout, widths[1] - widths[0])
        pointer, data = unicode_to_char_p(part)
        pango.pango_layout_set_text(self.layout, pointer, -1)
        found: dict[int, SetLine | None] = {}
        place, line = 0, pango.pango_layout_get_line_readonly(self.layout, 0)
        while line != ffi.NULL:
            place += 1
            following = pango.pango_layout_get_line_readonly(self.layout, place)
            if following != ffi.NULL:
                found[start + line.start_index] = self._ended(line, data, following.start_index, start)
            elif len(part) == len(rest):
                found[start + line.start_index] = self._line(line, data, len(data))
            line = following
        for begin, set_line in found.items():
            if set_line and set_line.width > (first if begin == start else others):
                found[begin] = None
        return found

    def _ended(self, line: Any, data: bytes, end: int, start: int) -> SetLine | None:
        if not BETWEEN.fullmatch(data[max(0, end - 3) : end + 3].decode(errors="ignore")):
            return None
        set_line = self._line(line, data, end)
        if set_line:
            set_line.resume = start + end
        return set_line

    def _line(self, pango_line: Any, data: bytes, end: int) -> SetLine | None:
        """What Pango has set as one line, unless a glyph is unknown, raised, or stands for more than a character."""
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
    glyphs = bytes(ffi.buffer(string.glyphs, string.num_glyphs * _SIZE_OF_GLYPH))
    figures = figures_of(glyphs)
    if max(figures[0::5]) > EMPTY or any(figures[3::5]):
        return None
    return Run(_face(item.analysis.font), glyphs, characters)


def figures_of(glyphs: bytes) -> list[int]:
    """Of each glyph its number, width, offsets to the right and up in units, and marks."""
    return memoryview(glyphs).cast("i").tolist()


_faces: dict[int, Face] = {}


def _face(font: Any) -> Face:
    """With a claim of ours on the typeface, so that it outlives the layout it was found in."""
    address = int(ffi.cast("uintptr_t", font))
    if address not in _faces:
        key, _, size = get_pango_font_key(font)
        _faces[address] = Face(ffi.gc(gobject.g_object_ref(font), gobject.g_object_unref), key, size)
    return _faces[address]
