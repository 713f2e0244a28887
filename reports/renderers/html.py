"""Document tree → one ``<article>``; the screen and the PDF share it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.document import Document, Table
from reports.numbering import Block, Group, GroupKind, Line, LineKind, blocks
from reports.renderers.html_tables import render_table
from reports.typography import free_quotes, title_cells, title_lines

_TAGS = {LineKind.HEADING1: "h2", LineKind.HEADING2: "h3"}
# Two that stand on one line, at its left and right end.
_PAIRS = {LineKind.NUMBER: "number-row", LineKind.SIGNER: "number-row"} | {
    LineKind.PRINTED_BY: "printed-row", LineKind.PRINTED_ON: "printed-row",
}  # fmt: skip
MARK_SIZES = (48, 44, 40, 36, 32, 28, 24)
"""Sizes of the red mark in pt; the largest is taken with which it stays on its line."""
_MARK_WIDTH = 442
"""156 mm in pt."""


def render_html(document: Document, *, title_tag: str = "h1", marked: bool = True) -> SafeString:
    """A safe fragment. On a page with an ``h1`` of its own give ``title_tag="p"``.

    ``marked`` puts the lead of an item into an element of its own, for whoever wants to show it otherwise.
    """
    parts = SafeString("\n".join(_pieces(document, title_tag, marked)))
    side = SafeString(' class="landscape"') if document.landscape else ""
    return format_html('<article lang="zh-CN"{}>\n{}\n</article>\n', side, parts)


def _pieces(document: Document, title_tag: str, marked: bool) -> Iterator[SafeString]:
    """Block for block; what ends the document, signature and imprint, is one piece that no page divides."""
    ending: list[SafeString] = []
    for block in blocks(document):
        if isinstance(block, Group) and block.kind in {GroupKind.SIGNATURE, GroupKind.IMPRINT}:
            ending.append(_group(block))
        elif isinstance(block, Line) and block.kind is LineKind.TITLE:
            yield _title(title_lines(block.text, title_cells(document)), title_tag)
        else:
            yield _block(block, marked)
    if ending:
        yield format_html('<div class="ending">{}</div>', _joined(ending)) if document.imprint else ending[0]


def _title(parts: Iterable[str], tag: str) -> SafeString:
    broken = format_html_join(SafeString("<br>"), "{}", ((part,) for part in parts))
    return format_html('<{0} class="paper-title">{1}</{0}>', SafeString(tag), broken)


def _block(block: Block, marked: bool) -> SafeString:
    if isinstance(block, Line):
        return _line(block, marked)
    return render_table(block) if isinstance(block, Table) else _group(block)


def _line(line: Line, marked: bool = False) -> SafeString:
    if line.kind is LineKind.SIGNER:
        return format_html(
            '<p class="signer">{}<span class="signer-name">{}</span></p>', line.mark, line.text
        )
    tag = SafeString(_TAGS.get(line.kind, "p"))
    lead = free_quotes(line.lead)
    if lead and marked:
        lead = format_html('<span class="lead-words">{}</span>', lead)
    return format_html(
        '<{0} class="{1}">{2}{3}{4}</{0}>', tag, line.kind, line.mark, lead, free_quotes(line.text)
    )


def _group(group: Group) -> SafeString:
    if group.kind is GroupKind.SIGNATURE:
        return format_html(
            '<div class="signature"><div>{}</div></div>', SafeString("\n".join(map(_line, group.lines)))
        )
    if group.kind is GroupKind.ATTACHMENTS:
        return format_html('<div class="attachments">{}</div>', _joined(map(_line, group.lines)))
    return format_html('<div class="{}">{}</div>', group.kind, _joined(_rows(group)))


def _rows(group: Group) -> Iterable[SafeString]:
    pairs: dict[str, list[Line]] = {}
    for line in group.lines:
        pairs.setdefault(_PAIRS.get(line.kind, line.kind), []).append(line)
    for name, found in pairs.items():
        if name in _PAIRS.values():
            yield format_html('<div class="{}">{}</div>', name, _joined(map(_line, found)))
        else:
            yield _mark(found[0]) if found[0].kind is LineKind.MARK else _line(found[0])


def _mark(line: Line) -> SafeString:
    return format_html('<p class="mark mark-{}">{}</p>', mark_size(line.text), line.text)


def mark_size(mark: str) -> int:
    """The size in pt at which the red mark fills its line without running over it."""
    return next((size for size in MARK_SIZES if size * len(mark) <= _MARK_WIDTH), MARK_SIZES[-1])


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(parts))
