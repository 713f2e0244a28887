"""Line boxes of plain text without what WeasyPrint 70 has for everything else that may stand in a line."""

from __future__ import annotations

from typing import Any

from weasyprint.css import AnonymousStyle
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout import inline
from weasyprint.text.line_break import strut

from reports.renderers.plain_text import PLAIN, Setter, SetLine

_KEY = (
    "font_size", "font_style", "font_stretch", "font_weight", "font_variant_caps", "lang", "letter_spacing",
    "overflow_wrap", "direction",
)  # fmt: skip
_USUAL = {
    "white_space": "normal",
    "direction": "ltr",
    "vertical_align": "baseline",
    "text_decoration_line": "none",
    "word_spacing": 0,
    "word_break": "normal",
    "visibility": "visible",
    "font_kerning": "auto",
    "font_variant_ligatures": "normal",
    "font_variant_position": "normal",
    "font_variant_caps": "normal",
    "font_variant_numeric": "normal",
    "font_variant_alternates": "normal",
    "font_variant_east_asian": "normal",
    "font_feature_settings": "normal",
    "font_variation_settings": "normal",
    "font_language_override": "normal",
}
_ZEROS = {
    f"{kind}_{side}{end}": 0
    for kind, end in (("margin", ""), ("padding", ""), ("border", "_width"))
    for side in ("top", "right", "bottom", "left")
}
_long_way = inline.get_next_linebox


class Paragraph:
    """The text of one box and what of it has been set, by the byte it begins with and the widths it was set for."""

    def __init__(self, line: Any, box: Any) -> None:
        self.setter = _setter(box.style)
        self.height, self.baseline = strut(line.style)
        self.text_height = strut(box.style)[0]
        self.size = line.style["font_size"]
        self.found: dict[tuple[int, float], SetLine | None] = {}

    def line(self, box: Any, start: int, first: float, others: float) -> SetLine | None:
        if (start, first) not in self.found:
            for begin, line in self.setter.lines(box.text, start, first, others).items():
                self.found[begin, first if begin == start else others] = line
        return self.found.get((start, first))


def _setter(style: Any) -> Setter:
    kept: dict[Any, Setter] = vars(style.font_config).setdefault("plain_text", {})
    key = (*style["font_family"], *(style[name] for name in _KEY))
    if key not in kept:
        kept[key] = Setter(style)
    return kept[key]


def _paragraph(line: Any, box: Any) -> Paragraph | None:
    known: dict[str, Any] = vars(box)
    if "paragraph" not in known:
        known["paragraph"] = Paragraph(line, box) if _is_plain(line, box) else None
    return known["paragraph"]


def _is_plain(line: Any, box: Any) -> bool:
    style = box.style
    return (
        type(line) is LineBox
        and type(style) is type(line.style) is AnonymousStyle
        and line.text_overflow == "clip"
        and line.block_ellipsis == "none"
        and not box.is_leader
        and style["font_size"] > 0
        and all(style[name] == value for name, value in _USUAL.items())
        and PLAIN.fullmatch(box.text) is not None
    )


def get_next_linebox(
    context: Any,
    linebox: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Any,
    containing_block: Any,
    absolute_boxes: Any,
    fixed_boxes: Any,
    first_letter_style: Any,
    first_line_style: Any,
) -> Any:
    """See ``weasyprint.layout.inline.get_next_linebox``."""
    if not (context.excluded_shapes or first_letter_style or first_line_style):
        index, inner = (0, None) if skip_stack is None else next(iter(skip_stack.items()))
        if index == len(linebox.children) - 1 and type(linebox.children[index]) is TextBox:
            start = 0 if inner is None else next(iter(inner))
            found = _next_line(context, linebox, position_y, index, start, containing_block)
            if found:
                return found
    return _long_way(
        context, linebox, position_y, bottom_space, skip_stack, containing_block, absolute_boxes, fixed_boxes,
        first_letter_style, first_line_style,
    )  # fmt: skip


def _next_line(
    context: Any, linebox: Any, position_y: float, index: int, start: int, containing_block: Any
) -> Any:
    box = linebox.children[index]
    paragraph = _paragraph(linebox, box)
    if paragraph is None:
        return None
    left = containing_block.content_box_x()
    available = left + containing_block.width - left
    right = (left + available) * (1 + 1e-9)
    begin = left + linebox.text_indent
    set_line = paragraph.line(box, start, right - begin, right - left)
    if set_line is None:
        return None
    text = _text_box(box, set_line, paragraph.text_height)
    text.position_x = begin
    line = linebox.copy()
    line.children = [text]
    line.remove_decoration_sides = set()
    vars(line).update(_ZEROS)
    line.position_x = left
    line.width = text.position_x + text.width - left
    offset = inline.text_align(context, line, available, set_line.resume is None)
    _stand(line, text, paragraph, position_y, offset)
    return line, None if set_line.resume is None else {index: {set_line.resume: None}}


def _text_box(box: Any, set_line: SetLine, line_height: float) -> Any:
    text = box.copy_with_text(set_line.text)
    vars(text).update(_ZEROS)
    text.width, text.height, text.pango_layout = set_line.width, set_line.height, set_line
    text.margin_top = text.margin_bottom = (line_height - text.height) / 2
    text.baseline = set_line.baseline + text.margin_top
    return text


def _stand(line: Any, text: Any, paragraph: Paragraph, position_y: float, offset: float) -> None:
    """Put ``line`` and what is in it where they stand on the page."""
    half = (paragraph.height - paragraph.size) / 2
    top = min(-paragraph.baseline, -text.baseline)
    bottom = max(
        -paragraph.baseline + (paragraph.size + half + half),
        -text.baseline + (text.height + text.margin_top + text.margin_bottom),
    )
    line.baseline = -top
    line.height = bottom - top
    line.position_x += offset
    line.position_y = position_y
    text.position_x += offset
    text.position_y = -text.baseline + (position_y - top)


def install() -> None:
    inline.get_next_linebox = get_next_linebox
