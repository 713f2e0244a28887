"""Whether what was issued is still what was issued: the fixed text and the files, against their hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from reports.choices import FROZEN
from reports.document import as_json, from_json
from reports.models import Report

_AT_A_TIME = 100


def issued() -> Any:
    return Report.objects.filter(state__in=FROZEN).order_by("pk")


def faults() -> Iterator[tuple[Report, str]]:
    """Every report that is not as it was issued, with what is wrong."""
    for report in issued().iterator(chunk_size=_AT_A_TIME):
        for fault in (
            _tree(report),
            _file(report.pdf, report.pdf_sha256),
            _file(report.docx, report.docx_sha256),
        ):
            if fault:
                yield report, fault


def _tree(report: Report) -> str:
    if hashlib.sha256(report.tree.encode()).hexdigest() != report.tree_sha256:
        return "the fixed text does not agree with its hash"
    try:
        same = as_json(from_json(report.tree)) == report.tree
    except (KeyError, TypeError, ValueError):
        same = False
    return "" if same else "the fixed text cannot be read back"


def _file(field: Any, expected: str) -> str:
    try:
        with field.open("rb") as kept:
            found = hashlib.file_digest(kept, "sha256").hexdigest()
    except OSError:
        return f"{field.name} is missing"
    return "" if found == expected else f"{field.name} does not agree with its hash"
