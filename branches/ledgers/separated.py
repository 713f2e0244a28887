"""A ledger as separated values: for other programs. Every row says everything; nothing in it is taken for a formula."""

from __future__ import annotations

import csv
import io

from accounts.exchange.formulas import marked
from accounts.exchange.workbooks import Cell, Sheet
from branches.ledgers.filling import written_out
from branches.ledgers.printing import shown


def separated(sheet: Sheet) -> bytes:
    """``sheet`` as CSV in UTF-8, with the mark that tells a Chinese Excel so."""
    out = io.StringIO()
    csv.writer(out).writerows([_said(cell) for cell in row] for row in written_out(sheet))
    return out.getvalue().encode("utf-8-sig")


def _said(cell: Cell) -> str:
    return marked(cell) if isinstance(cell, str) else shown(cell)
