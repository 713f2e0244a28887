from __future__ import annotations

from collections.abc import Iterator

from reports.document import Document, Table
from reports.numbering import Group, blocks
from reports.tables import Place, Rows, placed


def render_text(document: Document) -> str:
    """One paragraph a line, with its mark; a row of a table is a line with tabs between its cells."""
    return "".join(f"{line}\n" for line in _lines(document))


def _lines(document: Document) -> Iterator[str]:
    for block in blocks(document):
        if isinstance(block, Table):
            yield from _table(block)
        elif isinstance(block, Group):
            yield from (line.whole for line in block.lines)
        else:
            yield block.whole


def _table(table: Table) -> Iterator[str]:
    yield from (words for words in (table.note, table.unit) if words)
    for rows in (table.head, table.rows):
        yield from _rows(rows, len(table.widths))


def _rows(rows: Rows, width: int) -> Iterator[str]:
    return ("\t".join(words for place in row for words in _words(place)) for row in placed(rows, width))


def _words(place: Place) -> list[str]:
    """The text in the cell's first column and nothing in those that it covers, so that the columns stay apart."""
    text = " ".join(place.cell.text.split()) if place.begins else ""
    return [text] + [""] * (place.cell.columns - 1)
