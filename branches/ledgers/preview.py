"""What was read, in figures and row by row: for the pages, the command and the workbook of errors."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from branches.ledgers.records import Finding, Reading, Spot
from branches.ledgers.table import Table


@dataclass(slots=True)
class RowView:
    """One row of data. ``differences``: [what, before, after]; ``findings``: [severity, column, value, message]."""

    spot: Spot
    sheet: str
    state: str
    branch: str = ""
    text: str = ""
    differences: list[list[str]] = field(default_factory=list)
    findings: list[list[str]] = field(default_factory=list)


def table_facts(table: Table, sheet_samples: int = 1) -> dict[str, Any]:
    """A table in short: its columns with an example of what stands below each, and how many rows were passed over."""
    return {
        "sheet": table.sheet.name,
        "shape": table.shape.code if table.shape else "",
        "name": table.shape.name if table.shape else "",
        "figures": table.is_figures,
        "heading_rows": table.heading_rows,
        "rows": len(table.data),
        "passed": dict(Counter(table.passed.values())),
        "columns": [[column.heading, column.field, _sample(table, column.place)] for column in table.columns],
    }


def _sample(table: Table, place: int) -> str:
    found = (table.grid.value(row, place).text for row in table.data[:20])
    return next((text[:60] for text in found if text), "")


def column_heading(table: Table, code: str) -> str:
    """What the ledger calls the column of a finding, which may name the field instead."""
    column = table.column_of(code)
    return column.heading if column else code


def listed(finding: Finding, reading: Reading) -> dict[str, Any]:
    """A finding as the command prints it."""
    table = reading.tables[finding.spot.table]
    return {
        "sheet": table.sheet.name,
        "row": finding.spot.row,
        "column": column_heading(table, finding.column),
        "value": finding.value,
        "message": finding.message,
    }
