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
    tags = vars(stream)["_tags"]
    for text in box.children:
        if tags is not None:
            stream.stream.append(b"/Span\n<</MCID %d>>\nBDC" % len(tags))
            tags[text] = {"tag": "Span", "mcid": len(tags)}
        _draw(stream, text, text.pango_layout)
        if tags is not None:
            stream.end_marked_content()


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
    across, down = _number(textbox.position_x), _number(textbox.position_y + textbox.baseline)
    stream.stream.append(f"1 0 0 -1 {across} {down} Tm".encode())
    fonts, written, previous = vars(stream)["_fonts"], "", None
    for run, figures in zip(line.runs, line.figures(), strict=True):
        face = run.face
        font = fonts.get(face.key) or stream.add_font(face.font)[0]
        if face is not previous:
            if written:
                stream.show_text(written)
            previous, written = face, ""
            stream.set_font_size(font.hash, face.size)
        written += _string(stream, run, figures, font)
    stream.show_text(written)
    stream.end_text()


def _number(length: float) -> str:
    """As pydyf writes it."""
    return str(int(length)) if length == int(length) else f"{length:f}".rstrip("0")


def _string(stream: Any, run: Run, figures: list[int], font: Any) -> str:
    size, glyphs, names, advances = run.face.size, figures[0::5], font.to_unicode, font.widths
    if not names.keys() >= set(glyphs):
        for glyph, character in zip(glyphs, run.characters, strict=True):
            if glyph != EMPTY and glyph not in names:
                names[glyph] = character
    shapes: dict[tuple[int, int, int], tuple[str, str]] = {}
    parts = ["<"]
    for glyph, width, offset in zip(glyphs, figures[1::5], figures[2::5], strict=True):
        if glyph == EMPTY:
            parts.append(f">{-width / size}<")
            continue
        if glyph not in advances:
            advances[glyph] = _advance(stream, run.face, glyph)
        key = (advances[glyph], width, offset)
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
