"""A long list → PDF, in ranges."""

from __future__ import annotations

from collections.abc import Callable

from reports.document import Document
from reports.renderers.pdf import render_pdf


def render_long(document: Document, step: Callable[[int, int], None]) -> bytes:
    step(0, 1)
    pdf = render_pdf(document)
    step(1, 1)
    return pdf
