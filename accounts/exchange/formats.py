"""How the administration reads a workbook: under the same limits as a ledger, and without losing a row."""

from __future__ import annotations

import tempfile
from pathlib import Path

import tablib
from import_export.formats.base_formats import XLSX

from accounts.exchange import workbooks


class GuardedXLSX(XLSX):
    """Reads the first sheet; what cannot be read is told in the words of ``UnreadableWorkbook``."""

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
            file.write(in_stream)
            file.flush()
            sheet = workbooks.read(Path(file.name))[0]
        rows = [[cell if cell != "" else None for cell in padded(row, sheet.width)] for row in sheet.rows]
        headers = ["" if cell is None else cell for cell in rows[0]] if rows else []
        return tablib.Dataset(*rows[1:], headers=headers)


def padded(cells: list[workbooks.Cell], width: int) -> list[workbooks.Cell]:
    return [*cells, *[""] * (width - len(cells))]
