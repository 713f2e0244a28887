"""Sheets as bytes and back, for the time between upload and writing."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from typing import Any

from accounts.exchange.workbooks import Cell, Sheet


def packed(sheets: list[Sheet]) -> bytes:
    """Small, and the same for the same sheets."""
    told = [
        {
            "name": sheet.name,
            "rows": [
                [{"day": cell.isoformat()} if isinstance(cell, dt.date) else cell for cell in row]
                for row in sheet.rows
            ],
            "merges": sheet.merges,
            "faults": [[*place, kind] for place, kind in sheet.faults.items()],
            "hidden": sheet.hidden,
        }
        for sheet in sheets
    ]
    return gzip.compress(json.dumps(told, ensure_ascii=False).encode(), mtime=0)


def unpacked(content: bytes) -> list[Sheet]:
    return [
        Sheet(
            one["name"],
            [[_cell(cell) for cell in row] for row in one["rows"]],
            [tuple(merge) for merge in one["merges"]],
            {(row, column): kind for row, column, kind in one["faults"]},
            one["hidden"],
        )
        for one in json.loads(gzip.decompress(content))
    ]


def _cell(cell: Any) -> Cell:
    return dt.date.fromisoformat(cell["day"]) if isinstance(cell, dict) else cell
