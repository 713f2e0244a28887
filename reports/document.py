"""The document tree: what a report says, without how it looks. Leaf: no Django, no queries.

Marks (一、 （一） 一是 1.) are not part of the tree; ``numbering`` gives them.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class ItemStyle(StrEnum):
    """How an item is marked: 一是… in running speech, 1. in a list, or not at all."""

    SPOKEN = "spoken"
    ARABIC = "arabic"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Item:
    """One paragraph of a section; ``lead`` is printed before ``text`` ("强化队伍建设。").

    ``style`` is that of the section where it is None. ``source`` says which record the words come from
    ("measure:5"); renderers ignore it.
    """

    text: str
    lead: str = ""
    source: str = ""
    style: ItemStyle | None = None


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, over ``columns`` columns and ``rows`` rows; what it covers below is left out there.

    A line end in ``text`` begins a new line in the cell.
    """

    text: str
    columns: int = 1
    rows: int = 1
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table. ``widths`` are shares of the text's width, one a column; ``head`` is repeated on every page.

    ``note`` stands above it at the left, ``unit`` at the right (填报单位：… / 截至…); both may be empty.
    """

    widths: tuple[float, ...]
    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    unit: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it: paragraphs, items, tables, subsections (one level).

    Without a heading it has no number. ``source`` is a key that stays the same when the heading is reworded.
    """

    heading: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    item_style: ItemStyle = ItemStyle.SPOKEN
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """版头 (GB/T 9704—2012 7.2): red mark, number, red line. ``signer`` only in upward documents (签发人)."""

    mark: str
    number: str = ""
    signer: str = ""
    secrecy: str = ""
    urgency: str = ""


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记 (7.4): 抄送, 印发机关 and 印发日期, at the foot of the last page."""

    printed_by: str
    printed_on: dt.date
    copies_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    signatory: str
    signed_on: dt.date


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report, in the order of GB/T 9704—2012 7.3: title, addressee, body, signature and date.

    ``attachments`` are their names (7.3.4); a document with ``landscape`` lies on its side from the first page on.
    """

    title: str
    addressee: str = ""
    opening: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    closing: tuple[str, ...] = ()
    signature: Signature | None = None
    letterhead: Letterhead | None = None
    imprint: Imprint | None = None
    landscape: bool = False
    attachments: tuple[str, ...] = ()


def as_json(document: Document) -> str:
    """The tree as JSON text; dates as YYYY-MM-DD."""
    return json.dumps(asdict(document), ensure_ascii=False, indent=2, default=dt.date.isoformat)


def from_json(text: str) -> Document:
    """The tree that ``as_json`` wrote. Raises ``KeyError``, ``TypeError`` or ``ValueError`` for anything else."""
    found = json.loads(text)
    signature, letterhead, imprint = found["signature"], found.get("letterhead"), found.get("imprint")
    return Document(
        title=found["title"],
        addressee=found["addressee"],
        opening=tuple(found["opening"]),
        sections=tuple(_section(section) for section in found["sections"]),
        closing=tuple(found["closing"]),
        signature=signature
        and Signature(signature["signatory"], dt.date.fromisoformat(signature["signed_on"])),
        letterhead=letterhead and Letterhead(**letterhead),
        imprint=imprint
        and Imprint(
            imprint["printed_by"],
            dt.date.fromisoformat(imprint["printed_on"]),
            tuple(imprint["copies_to"]),
        ),
        landscape=found.get("landscape", False),
        attachments=tuple(found.get("attachments", ())),
    )


def _section(found: dict[str, Any]) -> Section:
    return Section(
        heading=found["heading"],
        paragraphs=tuple(found["paragraphs"]),
        items=tuple(_item(item) for item in found["items"]),
        item_style=ItemStyle(found["item_style"]),
        sections=tuple(_section(section) for section in found["sections"]),
        tables=tuple(table_from(table) for table in found.get("tables", ())),
        source=found.get("source", ""),
    )


def _item(found: dict[str, Any]) -> Item:
    style = found.get("style")
    return Item(**{**found, "style": style and ItemStyle(style)})


def table_from(found: dict[str, Any]) -> Table:
    """The table that ``dataclasses.asdict`` took apart."""
    return Table(
        widths=tuple(found["widths"]),
        head=_rows(found["head"]),
        rows=_rows(found["rows"]),
        note=found["note"],
        unit=found["unit"],
        source=found.get("source", ""),
    )


def _rows(found: list[list[dict[str, Any]]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        tuple(Cell(cell["text"], cell["columns"], cell["rows"], Align(cell["align"])) for cell in row)
        for row in found
    )
