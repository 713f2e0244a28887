"""Line boxes of plain text without what WeasyPrint 70 has for everything else that may stand in a line."""

from __future__ import annotations

from typing import Any

from weasyprint.css import AnonymousStyle
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout import inline
from weasyprint.text.ffi import pango

from reports.renderers.hooks import hook
from reports.renderers.plain_text import OLDEST_PANGO, PLAIN, SetLine, Setter, shares_room_as_known

_KEY = (
    "font_size", "font_style", "font_stretch", "font_weight", "lang", "letter_spacing", "line_height", "overflow_wrap",
)  # fmt: skip
_USUAL = {
    "direction": "ltr",
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
_OF_TEXT = {*_KEY, *_USUAL, "font_family", "white_space"}
"""What a style says of the setting of text. All of it comes down from the elements around."""
_ZEROS = {
    f"{kind}_{side}{end}": 0
    for kind, end in (("margin", ""), ("padding", ""), ("border", "_width"))
    for side in ("top", "right", "bottom", "left")
}
_long_way = inline.get_next_linebox


class Paragraph:
    """The text of one box and what of it has been set, by the byte it begins with and the widths it was set for."""

    def __init__(self, setter: Setter) -> None:
        self.setter = setter
        self.found: dict[tuple[int, float], SetLine | None] = {}

    def line(self, box: Any, start: int, first: float, others: float) -> SetLine | None:
        if (start, first) not in self.found:
            for begin, line in self.setter.lines(box.text, start, first, others).items():
                self.found[begin, first if begin == start else others] = line
        return self.found.get((start, first))


def _paragraph(line: Any, box: Any) -> Paragraph | None:
    known: dict[str, Any] = vars(box)
    if "paragraph" not in known:
        setter = _setter(box.style) if _is_plain(line, box) else None
        known["paragraph"] = Paragraph(setter) if setter else None
    return known["paragraph"]


def _is_plain(line: Any, box: Any) -> bool:
    return (
        type(line) is LineBox
        and type(box.style) is AnonymousStyle
        and box.style is line.style
        and line.text_overflow == "clip"
        and line.block_ellipsis == "none"
        and not box.is_leader
        and PLAIN.fullmatch(box.text) is not None
    )


def _setter(style: Any) -> Setter | None:
    """One for all text to which the same is said, by the style nearest above that says anything of it."""
    says = style.parent_style
    while says.parent_style is not None and not _OF_TEXT & getattr(says, "cascaded", {}).keys():
        says = says.parent_style
    known: dict[str, Any] = vars(says)
    if "setter" not in known:
        known["setter"] = _kept(style) if _is_usual(style) else None
    return known["setter"]


def _is_usual(style: Any) -> bool:
    return (
        style["font_size"] > 0
        and style["white_space"] in {"normal", "nowrap"}
        and all(style[name] == value for name, value in _USUAL.items())
    )


def _kept(style: Any) -> Setter | None:
    """One for each way of setting text, for the life of the process."""
    known: dict[str, Any] = vars(style.font_config)
    if "shares_room_as_known" not in known:
        known["shares_room_as_known"] = shares_room_as_known(style)
    if not known["shares_room_as_known"]:
        return None
    setters: dict[Any, Setter] = known.setdefault("setters", {})
    key = (*style["font_family"], style["white_space"], *(style[name] for name in _KEY))
    if key not in setters:
        setters[key] = Setter(style)
    return setters[key]


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
    text = _text_box(box, set_line, paragraph.setter.strut[0])
    text.position_x = begin
    line = linebox.copy()
    line.children = [text]
    line.remove_decoration_sides = set()
    vars(line).update(_ZEROS)
    line.position_x = left
    line.width = text.position_x + text.width - left
    offset = inline.text_align(context, line, available, set_line.resume is None)
    _stand(line, text, paragraph.setter, position_y, offset)
    return line, None if set_line.resume is None else {index: {set_line.resume: None}}


def _text_box(box: Any, set_line: SetLine, line_height: float) -> Any:
    text = box.copy_with_text(set_line.text)
    vars(text).update(_ZEROS)
    text.width, text.height, text.pango_layout = set_line.width, set_line.height, set_line
    text.margin_top = text.margin_bottom = (line_height - text.height) / 2
    text.baseline = set_line.baseline + text.margin_top
    return text


def _stand(line: Any, text: Any, setter: Setter, position_y: float, offset: float) -> None:
    """Put ``line`` and what is in it where they stand on the page."""
    height, baseline = setter.strut
    half = (height - setter.size) / 2
    top = min(-baseline, -text.baseline)
    bottom = max(
        -baseline + (setter.size + half + half),
        -text.baseline + (text.height + text.margin_top + text.margin_bottom),
    )
    line.baseline = -top
    line.height = bottom - top
    line.position_x += offset
    line.position_y = position_y
    text.position_x += offset
    text.position_y = -text.baseline + (position_y - top)


def install() -> None:
    if pango.pango_version() >= OLDEST_PANGO:
        hook(inline, "get_next_linebox", get_next_linebox)
