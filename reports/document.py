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
    """How the items of a section are marked: 一是… in running speech, or 1. in a list."""

    SPOKEN = "spoken"
    ARABIC = "arabic"


@dataclass(frozen=True, slots=True)
class Item:
    """One marked paragraph; ``lead`` is printed before ``text`` ("强化队伍建设。")."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it: paragraphs, then items, then subsections (one level)."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    item_style: ItemStyle = ItemStyle.SPOKEN
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    signatory: str
    signed_on: dt.date


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report, in the order of GB/T 9704—2012 7.3: title, addressee, body, signature and date."""

    title: str
    addressee: str = ""
    opening: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    closing: tuple[str, ...] = ()
    signature: Signature | None = None


def as_json(document: Document) -> str:
    """The tree as JSON text; dates as YYYY-MM-DD."""
    return json.dumps(asdict(document), ensure_ascii=False, indent=2, default=dt.date.isoformat)


def from_json(text: str) -> Document:
    """The tree that ``as_json`` wrote. Raises ``KeyError``, ``TypeError`` or ``ValueError`` for anything else."""
    found = json.loads(text)
    signature = found["signature"]
    return Document(
        title=found["title"],
        addressee=found["addressee"],
        opening=tuple(found["opening"]),
        sections=tuple(_section(section) for section in found["sections"]),
        closing=tuple(found["closing"]),
        signature=signature
        and Signature(signature["signatory"], dt.date.fromisoformat(signature["signed_on"])),
    )


def _section(found: dict[str, Any]) -> Section:
    return Section(
        heading=found["heading"],
        paragraphs=tuple(found["paragraphs"]),
        items=tuple(Item(**item) for item in found["items"]),
        item_style=ItemStyle(found["item_style"]),
        sections=tuple(_section(section) for section in found["sections"]),
    )
