"""The shape of a table as it came in, kept so that it can be recognised, offered and written again."""

from __future__ import annotations

import hashlib
from typing import Any

from branches.ledgers.facts import rows_to_keep
from branches.ledgers.table import Table
from branches.ledgers.words import plain


def layout(table: Table) -> dict[str, Any]:
    """As ``LedgerTemplate.layout`` describes."""
    grid, band = table.grid, table.band
    last = band.top + band.depth
    rows = [*rows_to_keep(grid, range(table.begins, band.top)), *range(band.top, last)]
    texts = [[grid.text(row, column) for column in range(grid.width)] for row in rows]
    place = {row: number for number, row in enumerate(rows)}
    return {
        "sheet": table.sheet.name,
        "above": texts[: -band.depth],
        "heading_rows": table.heading_rows,
        "headings": texts[-band.depth :],
        "merges": [
            [place[top], left, place[bottom], right]
            for top, left, bottom, right in table.sheet.merges
            if top in place and bottom in place
        ],
        "columns": [
            {
                "heading": column.heading,
                "path": list(column.path),
                # What is written again is one measure a row.
                "field": None if column.group else column.field,
                "place": column.place,
            }
            for column in table.columns
        ],
    }


def fingerprint(table: Table) -> str:
    """The same for two tables with the same headings in the same order, whatever stands above and below."""
    said = "|".join("/".join(map(plain, column.path)) for column in table.columns)
    return hashlib.sha256(said.encode()).hexdigest()
