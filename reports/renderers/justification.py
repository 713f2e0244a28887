"""Justified Chinese lines: the slack goes between all characters, where WeasyPrint 70 widens spaces only.

Replaces ``weasyprint.layout.inline.justify_line``, a private name: weasyprint is pinned, and the layout test for
ragged lines breaks if an upgrade moves it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from reports.renderers.plain_text import SetLine, units

MOST_EM = 0.2
"""A line that would need more slack than this between two characters is left as it is."""

_by_spaces = inline.justify_line


def install() -> None:
    inline.justify_line = justify_line


def justify_line(context: Any, line: Any, extra: float) -> None:
    """Spread ``extra`` px over the gaps between the characters of ``line``."""
    gaps = sum(len(box.text) for box in _text_boxes(line)) - 1
    if gaps < 1 or extra / gaps > line.style["font_size"] * MOST_EM:
        _by_spaces(context, line, extra)
        return
    _spread_children(line, extra / gaps, 0)


def _text_boxes(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            yield from _text_boxes(child)


def _spread_children(box: Any, share: float, shift: float) -> float:
    """Widen what is in ``box`` and move each child by what the ones before it grew; return the new shift."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.TextBox):
            shift = _spread_text(child, share, shift)
        elif isinstance(child, boxes.InlineBox):
            child.position_x += shift
            before = shift
            shift = _spread_children(child, share, shift)
            child.width += shift - before
        else:
            child.translate(shift, 0)
    return shift


def _spread_text(box: Any, share: float, shift: float) -> float:
    box.position_x += shift
    if not box.text:
        return shift
    spacing = box.style["letter_spacing"]
    spacing = (0 if spacing == "normal" else spacing) + share
    if isinstance(box.pango_layout, SetLine):
        box.pango_layout = box.pango_layout.spaced(units(spacing))
    else:
        # The text is laid out anew, with the style of its box, when it is drawn.
        box.style = box.style.copy()
        box.style["letter_spacing"] = spacing
    grown = share * len(box.text)
    box.width += grown
    return shift + grown
