"""Ledgers that were written, read and looked through again: what would change is told."""

import tempfile
from pathlib import Path

from accounts.exchange import workbooks
from branches.choices import LedgerKind
from branches.ledgers import outlines
from branches.models import Measure, Problem
from branches.services import exports
from branches.services.exports import Wish
from tests.branches.ledgers.arriving import arrive
from tests.factories import make_campaign

SHAPES = list(outlines.to_fill_in())
BOTH = [(shape, form) for shape in SHAPES for form in ("xlsx", "csv") if (shape, form) != ("V14", "csv")]
"""Every shape of records as either file; V14 has several sheets, which separated values do not hold."""


def export(by, kind=LedgerKind.PROBLEMS, keys=None, **wish):
    """What ``by`` exports: everything, or the rows with these keys."""
    model = Problem if kind == LedgerKind.PROBLEMS else Measure
    keys = model.objects.visible_to(by).values_list("pk", flat=True) if keys is None else keys
    county = by.organisation.county or by.organisation
    return exports.export(keys=keys, wish=Wish(make_campaign(county), kind, **wish), by=by)


def read(made):
    """The sheets of the file, as an upload is read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / made.name
        path.write_bytes(made.content)
        return workbooks.read(path)


def returned(by, made, **options):
    """The file brought in again by ``by``."""
    return arrive(by, *read(made), **options)


def said(ledger):
    """What the rows that are not unchanged would do."""
    rows = ledger.rows.exclude(state="4_unchanged")
    return [(row.row, row.state, row.details["differences"], row.details["findings"]) for row in rows]
