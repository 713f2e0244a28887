#!/usr/bin/env python3
"""How long papers take, as ratios within one run: ``python benchmarks/report.py`` from the project's folder.

The unit is WeasyPrint alone on the HTML of the sample report (6 pages), warm, with one reused font configuration and
style sheet and none of our hooks. What is compared runs in turn with it, so that a busy machine slows both.
``--quick`` leaves out LibreOffice, the batch and the long list.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rectification.settings.test")

import django  # noqa: E402

django.setup()

import pydyf  # noqa: E402  (settings come first)
import pypdfium2  # noqa: E402
from weasyprint import CSS, HTML  # noqa: E402
from weasyprint.layout import inline, page  # noqa: E402
from weasyprint.pdf import fonts, stream  # noqa: E402

from reports.document import Cell, Document, Section, Table  # noqa: E402
from reports.renderers import justification, shortcuts  # noqa: E402
from reports.renderers import pdf as printing  # noqa: E402
from reports.renderers.docx import render_docx  # noqa: E402
from reports.renderers.pdf import page_html, render_pdf, warm_up  # noqa: E402
from tests.reports import sample  # noqa: E402

# What WeasyPrint has in the places of our hooks.
THEIRS: list[tuple[Any, str, Any]] = [
    (stream, "Font", fonts.Font),
    (pydyf, "zlib", zlib),
    (inline, "resolve_percentages", shortcuts._resolve_percentages),
    (inline, "split_first_line", shortcuts._split_first_line),
    (inline, "justify_line", justification._by_spaces),
    (page, "resolve_percentages", shortcuts._resolve_percentages),
]
RUNS = 12
LEDGER_ROWS = 1000
WORKERS = 2
FIFTY_PAGES = 9
"""Times the body of the sample."""


def alone(html: str, *, tagged: bool = False, extra: str = "") -> bytes:
    """WeasyPrint without our hooks, as its documentation says to use it for many documents."""
    configuration, sheet = printing._set_up("")
    sheets = [sheet, CSS(string=extra, font_config=configuration)] if extra else [sheet]
    kept = [(module, name, getattr(module, name)) for module, name, _ in THEIRS]
    try:
        for module, name, theirs in THEIRS:
            setattr(module, name, theirs)
        parsed = HTML(string=html, url_fetcher=printing._fetcher())
        pdf: bytes = parsed.write_pdf(stylesheets=sheets, font_config=configuration, pdf_tags=tagged)
        return pdf
    finally:
        for module, name, ours in kept:
            setattr(module, name, ours)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turn(*works: Callable[[], object], runs: int = RUNS) -> list[float]:
    """Medians in seconds; every round runs each of ``works`` once."""
    rounds = [[seconds(work) for work in works] for _ in range(runs)]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def picture(document: Document) -> None:
    """What the editor waits for: the PDF and the picture of its first page."""
    with pypdfium2.PdfDocument(render_pdf(document)) as pdf:
        pdf[0].render(scale=1.5).to_pil()


def different(number: int) -> Document:
    """The sample with words of its own, so that no subset of a typeface can be used again."""
    own = "".join(chr(0x4E00 + (number * 37 + place * 11) % 20000) for place in range(20))
    return replace(sample.document(), title=f"关于第{number}村党支部整顿工作情况的报告", closing=(own,))


def set_some(numbers: range) -> tuple[int, int]:
    """Megabytes that a worker of the batch takes after a tenth of its reports and after all."""
    early = 0
    for place, number in enumerate(numbers):
        render_pdf(different(number))
        if place == len(numbers) // 10:
            early = memory()
    return early, memory()


def memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def ledger(rows: int) -> Document:
    widths = (4, 9, 12, 22, 22, 9, 8, 8, 6)
    problem = "班子合力不足，个别成员担当意识不强，分管工作推一步走一步，集体议定事项久拖不决（{n}）。"
    measure = "分三期轮训“两委”成员，选派骨干到先进社区跟班学习，修订议事规则和分工清单（{n}）。"
    texts = (
        "{n}", "某某镇", "某某社区党总支", problem, measure, "镇党委副书记", "2026年12月底前", "整改中", "80%",
    )  # fmt: skip
    head = tuple(Cell(f"第{number}列") for number in range(1, 10))
    body = tuple(tuple(Cell(text.format(n=number)) for text in texts) for number in range(rows))
    return Document(
        "某县整顿台账", sections=(Section("", tables=(Table(widths, (head,), body),)),), landscape=True
    )


def report(what: str, found: float, unit: float, most: float, of: str) -> None:
    ratio = found / unit
    mark = "" if ratio <= most else "   over"
    print(f"{what:<46}{ratio:7.2f} × {of:<24} at most {most:<5}({found * 1000:.0f} ms){mark}", flush=True)


def one_by_one() -> float:
    """Prints what a single report takes; returns the seconds of one."""
    document = sample.document()
    html = page_html(document)
    long = replace(document, sections=document.sections * FIFTY_PAGES)
    first = seconds(lambda: render_pdf(document))
    for _ in range(3):
        render_pdf(document)
        alone(html)
    unit, ours, shown, word = in_turn(
        lambda: alone(html),
        lambda: render_pdf(document),
        lambda: picture(document),
        lambda: render_docx(document),
    )
    print(f"WeasyPrint alone on the sample: {unit * 1000:.0f} ms")
    report("PDF of the sample, HTML included", ours, unit, 1.3, "WeasyPrint alone")
    report("PDF and the picture of its first page", shown, unit, 2, "WeasyPrint alone")
    report("DOCX of the sample", word, ours, 0.7, "the PDF")
    report("First report after the start (warmed up)", first, ours, 2, "warm")
    ours, fifty = in_turn(lambda: render_pdf(document), lambda: render_pdf(long), runs=4)
    report(f"PDF of {FIFTY_PAGES} × the body, 41 pages", fifty, unit, 6, "WeasyPrint, the sample")
    report(f"PDF of {FIFTY_PAGES} × the body, 41 pages", fifty, ours, 6, "our sample")
    return ours


def against_office() -> None:
    program = shutil.which("soffice")
    if not program:
        print("LibreOffice is not installed: left out")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.docx")
        path.write_bytes(render_docx(sample.document()))
        command: list[Any] = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", folder, path]

        def convert() -> None:
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603  (our own file)

        convert()
        office, ours = in_turn(convert, lambda: render_pdf(sample.document()), runs=3)
    report("PDF, against LibreOffice from the DOCX", ours, office, 0.2, "LibreOffice")


def batch(one: float, number: int) -> None:
    share = number // WORKERS
    ranges = [range(place * share, (place + 1) * share) for place in range(WORKERS)]
    with ProcessPoolExecutor(WORKERS) as pool:
        start = time.perf_counter()
        sizes = list(pool.map(set_some, ranges))
        taken = time.perf_counter() - start
    whole = share * WORKERS
    report(f"{whole} different reports, {WORKERS} processes", taken, whole * one, 0.6, f"{whole} × one")
    words = ", ".join(f"{early} → {late} MB" for early, late in sizes)
    print(f"  memory of each worker, after a tenth and at the end: {words} (at most 200, and flat)")


def long_list() -> None:
    document = ledger(LEDGER_ROWS)
    html = page_html(document)
    automatic = ".ruled { table-layout: auto }"
    plain, same, ours = in_turn(
        lambda: alone(html, tagged=True, extra=automatic),
        lambda: alone(html, tagged=True),
        lambda: render_pdf(document),
        runs=1,
    )
    report(f"List of {LEDGER_ROWS} rows", ours, plain, 0.6, "WeasyPrint, its layout")
    report(f"List of {LEDGER_ROWS} rows", ours, same, 1, "WeasyPrint, our style")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="single reports only")
    parser.add_argument("--batch", type=int, default=1000, help="how many reports (1000)")
    wanted = parser.parse_args()
    warm_up()
    one = one_by_one()
    if not wanted.quick:
        against_office()
        long_list()
        batch(one, wanted.batch)


if __name__ == "__main__":
    main()
