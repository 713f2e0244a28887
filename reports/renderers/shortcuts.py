"""Work that WeasyPrint 70 does and that a page does not need. Every page stays as it is, glyph for glyph.

- Streams are compressed at zlib's usual level: the highest takes 20 ms of a report for half a percent of its size.
- A line of text has neither margins nor borders nor a size of its own: nothing of it is in percent; nor have the twelve
  of sixteen margin boxes of each page in which nothing stands.
- Where a line ends between two Chinese characters, the next one does not fit on it: to try is not needed. One line and
  a half of text tell where; WeasyPrint has Pango lay out four, for words that are long.
- The sixteen margin boxes of a page are styled once for all pages of a side, and each tag does not make a list of all
  pages to find its own.
- A line of text has no background to lay out.
- Objects are not searched for cycles while a document is set; the next ordinary search finds what is left.

All by private names: weasyprint is pinned, and the tests of the layout break if an upgrade moves them.
"""

from __future__ import annotations

import gc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from types import SimpleNamespace
from typing import Any

import pydyf
from weasyprint.css import AnonymousStyle
from weasyprint.formatting_structure.boxes import LineBox, MarginBox, TextBox
from weasyprint.layout import background, inline, page
from weasyprint.pdf import stream
from weasyprint.text.line_break import create_layout, first_line_metrics, line_size

from reports.renderers.hooks import hook
from reports.renderers.plain_text import BETWEEN

LEVEL = 6
_SIDES = ("top", "right", "bottom", "left")
_OF_A_LINE: dict[str, Any] = {
    **{f"margin_{side}": 0 for side in _SIDES},
    **{f"padding_{side}": 0 for side in _SIDES},
    **{f"border_{side}_width": 0 for side in _SIDES},
    "width": "auto",
    "min_width": 0,
    "max_width": inf,
    "height": "auto",
    "min_height": 0,
    "max_height": inf,
}
_OF_NO_BACKGROUND = {
    "background": None,
    **{
        f"border_{place}_radius": (0, 0) for place in ("top_left", "top_right", "bottom_right", "bottom_left")
    },
}
_PageType = page.PageType
_set_page_styles = page.set_page_type_computed_styles
_layout_backgrounds = background.layout_box_backgrounds
_page_references = pydyf.PDF.page_references.fget
_resolve_percentages = inline.resolve_percentages
_to_bytes = vars(pydyf)["_to_bytes"]
_set_color = stream.Stream.set_color
_split_first_line = inline.split_first_line
_FEWEST = 8
"""Characters of a line below which it is set the long way."""


def resolve_percentages(box: Any, containing_block: Any) -> None:
    if type(box) is LineBox and type(box.style) is AnonymousStyle:
        vars(box).update(_OF_A_LINE)
    else:
        _resolve_percentages(box, containing_block)


def resolve_margin_box(box: Any, containing_block: Any) -> None:
    if type(box) is MarginBox and not box.is_generated:
        vars(box).update(_OF_A_LINE)
    else:
        _resolve_percentages(box, containing_block)


def split_first_line(
    text: str, style: Any, context: Any, max_width: float | None, justification_spacing: float, **options: Any
) -> Any:
    """See ``weasyprint.text.line_break.split_first_line``."""
    size = style["font_size"]
    if max_width is not None and size * _FEWEST < max_width < inf and style["white_space"] == "normal":
        enough = int(max_width / size * 1.5)
        if len(text) > enough:
            head = text[:enough]
            layout = create_layout(head, style, context, max_width, justification_spacing)
            line, resume_at = layout.get_first_line()
            if resume_at is not None and line_size(line, style)[0] <= max_width:
                place = len(head.encode()[:resume_at].decode())
                if BETWEEN.fullmatch(head[place - 1 : place + 1]):
                    return first_line_metrics(line, head, layout, resume_at, True, style)
    return _split_first_line(text, style, context, max_width, justification_spacing, **options)


def page_references(pdf: Any) -> tuple[bytes, ...]:
    """Made anew only when there is another page: each element of the tree of tags asks for all of them."""
    known: dict[str, Any] = vars(pdf)
    if len(known.get("references", ())) * 3 != len(pdf.pages["Kids"]):
        known["references"] = _page_references(pdf)
    return known["references"]


def page_type(side: str, blank: bool, name: str, index: int, groups: Any) -> Any:
    """No rule of ours asks which page it is: all of one side and name have the same style."""
    return _PageType(side, blank, name, 1, ())


def set_page_type_computed_styles(kind: Any, html: Any, style_for: Any) -> None:
    if (kind, None) not in style_for.get_computed_styles():
        _set_page_styles(kind, html, style_for)


def layout_box_backgrounds(box_page: Any, box: Any, get_image: Any, *rest: Any, **options: Any) -> None:
    """A line has neither a background nor corners, and neither has plain text in it."""
    if type(box) is LineBox and all(type(child) is TextBox for child in box.children):
        for bare in (box, *box.children):
            vars(bare).update(_OF_NO_BACKGROUND)
    else:
        _layout_backgrounds(box_page, box, get_image, *rest, **options)


def to_bytes(item: Any) -> bytes:
    """What is asked most often first: a report asks fifty thousand times."""
    kind = type(item)
    if kind is bytes:
        return item
    if kind is str:
        return item.encode("ascii")
    return b"%d" % item if kind is int else _to_bytes(item)


def set_color(on: Any, color: Any, stroke: bool = False) -> None:
    """Nothing to say where the colour is the very one that was set last and still holds."""
    known: dict[str, Any] = vars(on)
    if stroke:
        _set_color(on, color, stroke)
    elif known.get("held") != (color, known["_current_color"], known["_current_alpha"]):
        _set_color(on, color)
        known["held"] = (color, known["_current_color"], known["_current_alpha"])


def install() -> None:
    hook(inline, "resolve_percentages", resolve_percentages)
    hook(inline, "split_first_line", split_first_line)
    hook(page, "resolve_percentages", resolve_margin_box)
    hook(page, "PageType", page_type)
    hook(page, "set_page_type_computed_styles", set_page_type_computed_styles)
    hook(background, "layout_box_backgrounds", layout_box_backgrounds)
    hook(pydyf, "_to_bytes", to_bytes)
    hook(stream.Stream, "set_color", set_color)
    hook(pydyf.PDF, "page_references", property(page_references))
    hook(
        pydyf,
        "zlib",
        SimpleNamespace(compressobj=lambda level: zlib.compressobj(level=min(level, LEVEL))),
    )


@contextmanager
def without_search_for_cycles() -> Iterator[None]:
    """A long list has millions of objects that live until it is done; searching them takes a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
