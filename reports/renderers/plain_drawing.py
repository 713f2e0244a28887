"""Plain text onto the page: what ``weasyprint.draw.text`` writes, from the glyphs that were found when it was set."""

from __future__ import annotations

from typing import Any

from weasyprint import draw
from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.text.ffi import FROM_UNITS, pango

from reports.renderers.hooks import hook
from reports.renderers.plain_text import EMPTY, Face, Run, SetLine

_long_way = draw.draw_text
_any_line = draw.draw_inline_level


def draw_inline_level(stream: Any, page: Any, box: Any, *rest: Any) -> None:
    """See ``weasyprint.draw.draw_inline_level``. A line of plain text has neither background nor border."""
    if type(box) is not LineBox or any(
        type(vars(text).get("pango_layout")) is not SetLine for text in box.children
    ):
        _any_line(stream, page, box, *rest)
        return
    for text in box.children:
        with stream.marked(text, "Span"):
            _draw(stream, text, text.pango_layout)


def draw_text(stream: Any, textbox: Any, *rest: Any) -> None:
    """See ``weasyprint.draw.text.draw_text``."""
    line = textbox.pango_layout
    if type(line) is SetLine:
        _draw(stream, textbox, line)
    else:
        _long_way(stream, textbox, *rest)


def _draw(stream: Any, textbox: Any, line: SetLine) -> None:
    stream.set_color(textbox.style["color"])
    stream.begin_text()
    stream.set_text_matrix(1, 0, 0, -1, textbox.position_x, textbox.position_y + textbox.baseline)
    written = ""
    previous = None
    for run, figures in zip(line.runs, line.figures(), strict=True):
        face = run.face
        font = vars(stream)["_fonts"].get(face.key) or stream.add_font(face.font)[0]
        if face is not previous:
            if written:
                stream.show_text(written)
            previous, written = face, ""
            stream.set_font_size(font.hash, face.size)
        written += _string(stream, run, figures, font)
    stream.show_text(written)
    stream.end_text()


def _string(stream: Any, run: Run, figures: list[int], font: Any) -> str:
    size = run.face.size
    shapes: dict[tuple[int, int, int], tuple[str, str]] = {}
    widths, names = font.widths, font.to_unicode
    parts = ["<"]
    for place, (glyph, width, offset) in enumerate(
        zip(figures[0::5], figures[1::5], figures[2::5], strict=True)
    ):
        if glyph == EMPTY:
            parts.append(f">{-width / size}<")
            continue
        if glyph not in names:
            names[glyph] = run.characters[place]
        if glyph not in widths:
            widths[glyph] = _advance(stream, run.face, glyph)
        key = (widths[glyph], width, offset)
        if key not in shapes:
            shapes[key] = _around(*key, size)
        before, after = shapes[key]
        parts.append(f"{before}{glyph:04x}{after}")
    written = "".join(parts)
    return written[:-1] if written.endswith("<") else f"{written}>"


def _advance(stream: Any, face: Face, glyph: int) -> int:
    pango.pango_font_get_glyph_extents(face.font, glyph, stream.ink_rect, stream.logical_rect)
    return round(stream.logical_rect.width * 1000 * FROM_UNITS / face.size)


def _around(advance: int, width: int, offset: int, size: float) -> tuple[str, str]:
    """What stands before and after a glyph so that the next one stands right."""
    shift = offset / size
    kerning = advance + shift - width * 1000 * FROM_UNITS / size
    return f">{-shift}<" if shift else "", f">{int(kerning)}<" if kerning else ""


def install() -> None:
    hook(draw, "draw_text", draw_text)
    hook(draw, "draw_inline_level", draw_inline_level)
