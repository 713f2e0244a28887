#!/usr/bin/env python3
"""How long a report takes, as ratios within one run: ``python benchmarks/report.py`` from the project's folder.

The unit is one plain rendering (tree to text). Prints medians of twenty runs on a warm process.
"""

from __future__ import annotations

import itertools
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rectification.settings.test")

import django

django.setup()

from reports import pictures  # noqa: E402  (settings come first)
from reports.renderers.html import render_html  # noqa: E402
from reports.renderers.pdf import render_pdf  # noqa: E402
from tests.reports import sample  # noqa: E402

RUNS = 20
FIFTY_PAGES = 9


def median(work: Callable[[], object]) -> float:
    """Seconds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    document = sample.document()
    long = replace(document, sections=document.sections * FIFTY_PAGES)
    start = time.perf_counter()
    render_pdf(document)
    first = time.perf_counter() - start
    owners = map(str, itertools.count())
    html, pdf, pages, drawn = (
        median(lambda: render_html(document)),
        median(lambda: render_pdf(document)),
        median(lambda: render_pdf(long)),
        median(lambda: pictures.sheets(next(owners), document)),
    )
    print(f"HTML of the sample        1.0   ({html * 1000:.2f} ms)")
    print(f"PDF, 6 pages, warm    {pdf / html:7.0f}   ({pdf * 1000:.0f} ms)")
    print(f"PDF, first in process {first / pdf:7.1f} × warm")
    print(f"Pictures of all pages {drawn / pdf:7.1f} × the PDF alone")
    print(f"PDF, {FIFTY_PAGES} × the body     {pages / pdf:7.1f} × the sample")


if __name__ == "__main__":
    main()
