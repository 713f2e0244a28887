"""Document tree ↔ a row of paragraphs, as an editor needs them. Pure: no queries.

Works for any document: what carries no source of its own is known by its place ("opening.1", "measures.1").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from reports.choices import HEADINGS, BlockKind
from reports.document import Document, Item, ItemStyle, Section, Table

LONGEST_SOURCE = 240

_STYLES = {
    BlockKind.SPOKEN: ItemStyle.SPOKEN,
    BlockKind.ARABIC: ItemStyle.ARABIC,
    BlockKind.PLAIN: ItemStyle.PLAIN,
    BlockKind.CLOSING: ItemStyle.PLAIN,
}
_KINDS = {style: BlockKind(style) for style in ItemStyle}


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph without its mark. ``text`` begins with ``lead``; a table has its cells as text, for comparing."""

    kind: BlockKind
    source: str
    text: str
    lead: str = ""
    table: Table | None = None


def flatten(document: Document) -> tuple[Block, ...]:
    """Every paragraph between title and signature, in print order; no two have the same source."""
    return tuple(_once(_blocks(document)))


def _blocks(document: Document) -> Iterator[Block]:
    yield from _texts(BlockKind.PLAIN, "opening", document.opening)
    for section in document.sections:
        yield from _section(section, BlockKind.HEADING1, "")
    yield from _texts(BlockKind.CLOSING, "closing", document.closing)


def _section(section: Section, kind: BlockKind, parent: str) -> Iterator[Block]:
    key = section.source or f"{parent}{section.heading}"
    yield Block(kind, f"heading:{key}", section.heading)
    yield from _texts(BlockKind.PLAIN, key, section.paragraphs)
    for number, item in enumerate(section.items, 1):
        style = _KINDS[item.style or section.item_style]
        yield Block(style, item.source or f"{key}:{number}", item.lead + item.text, item.lead)
    for number, table in enumerate(section.tables, 1):
        yield Block(BlockKind.TABLE, table.source or f"{key}.table{number}", written(table), table=table)
    for subsection in section.sections:
        yield from _section(subsection, BlockKind.HEADING2, f"{key}/")


def _texts(kind: BlockKind, key: str, texts: Iterable[str]) -> Iterator[Block]:
    return (Block(kind, f"{key}.{number}", text) for number, text in enumerate(texts, 1))


def _once(blocks: Iterable[Block]) -> Iterator[Block]:
    seen: set[str] = set()
    for block in blocks:
        source = known = block.source[:LONGEST_SOURCE]
        number = 1
        while source in seen:
            number += 1
            source = f"{known}#{number}"
        seen.add(source)
        yield replace(block, source=source)


def written(table: Table) -> str:
    """The cells of ``table``: a line a row, a bar between cells."""
    return "\n".join("｜".join(cell.text for cell in row) for row in (*table.head, *table.rows))


@dataclass(slots=True)
class _Draft:
    """A section while it is put together."""

    heading: str
    source: str = ""
    paragraphs: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    sections: list[_Draft] = field(default_factory=list)

    @property
    def tail(self) -> _Draft:
        """Where the next paragraph goes: below a table that is a part without a heading."""
        here = self.sections[-1] if self.sections else self
        if here.tables:
            here = _Draft("")
            self.sections.append(here)
        return here

    def put(self, block: Block) -> None:
        if block.kind == BlockKind.TABLE and block.table:
            (self.sections[-1] if self.sections else self).tables.append(block.table)
            return
        here, style = self.tail, _STYLES[block.kind]
        if style is ItemStyle.PLAIN and not here.items and not block.lead:
            here.paragraphs.append(block.text)
            return
        lead = block.lead if block.text.startswith(block.lead) else ""
        here.items.append(Item(block.text[len(lead) :], lead, block.source, style))

    def done(self) -> Section:
        styles = {item.style for item in self.items} - {ItemStyle.PLAIN}
        return Section(
            self.heading,
            tuple(self.paragraphs),
            tuple(self.items),
            (styles.pop() if len(styles) == 1 else None) or ItemStyle.SPOKEN,
            tuple(section.done() for section in self.sections),
            tuple(self.tables),
            self.source,
        )


def assemble(frame: Document, blocks: Sequence[Block]) -> Document:
    """``frame`` (title, addressee, signature, …) with ``blocks`` as its body. Nothing of them is left out."""
    body, closing = _cut_closing(blocks)
    opening: list[str] = []
    sections: list[_Draft] = []
    for block in body:
        if block.kind in HEADINGS:
            _open(sections, block)
        elif sections:
            sections[-1].put(block)
        elif block.kind in {BlockKind.PLAIN, BlockKind.CLOSING}:
            opening.append(block.text)
        else:
            sections.append(_Draft(""))
            sections[-1].put(block)
    done = tuple(section.done() for section in sections)
    return replace(frame, opening=tuple(opening), sections=done, closing=closing)


def _cut_closing(blocks: Sequence[Block]) -> tuple[Sequence[Block], tuple[str, ...]]:
    """The closing is what stands last; a closing paragraph that was moved up is a paragraph like any other."""
    end = len(blocks)
    while end and blocks[end - 1].kind == BlockKind.CLOSING:
        end -= 1
    return blocks[:end], tuple(block.text for block in blocks[end:])


def _open(sections: list[_Draft], block: Block) -> None:
    draft = _Draft(block.text, block.source.removeprefix("heading:"))
    if block.kind == BlockKind.HEADING1 or not sections:
        sections.append(draft)
    else:
        sections[-1].sections.append(draft)


def tidy(document: Document) -> Document:
    """As an office prints it: no heading over nothing, no lone subheading, no 一是 without a 二是."""
    kept = (_tidy(section) for section in document.sections)
    return replace(document, sections=tuple(section for section in kept if has_content(section)))


def has_content(section: Section) -> bool:
    return bool(
        section.paragraphs or section.items or section.tables or any(map(has_content, section.sections))
    )


def _tidy(section: Section) -> Section:
    section = replace(
        section,
        items=_without_lone_mark(section),
        sections=tuple(_tidy(part) for part in section.sections if has_content(part)),
    )
    own = section.paragraphs or section.items or section.tables
    if own or len(section.sections) != 1:
        return section
    # One subsection is none: its content stands under the main heading.
    return replace(section.sections[0], heading=section.heading, source=section.source)


def _without_lone_mark(section: Section) -> tuple[Item, ...]:
    styles = [item.style or section.item_style for item in section.items]
    if styles.count(ItemStyle.SPOKEN) != 1:
        return section.items
    return tuple(
        replace(item, style=ItemStyle.PLAIN) if style is ItemStyle.SPOKEN else item
        for item, style in zip(section.items, styles, strict=True)
    )
