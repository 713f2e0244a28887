#!/usr/bin/env python3
"""How long papers take, as ratios within one run: ``python benchmarks/report.py`` from the project's folder.

Every line is one of the promises about speed: what is measured, how many times what it is, at most how many times, and
whether that is met. The measure is WeasyPrint alone, as its documentation says to use it for many documents: warm, one
reused font configuration and style sheet, none of our functions in its place. What is compared runs in turn with it,
in seconds of the processor, so that a busy machine tells the same as an idle one. LibreOffice and the batch are
measured by the clock: they need the machine for themselves.

``--quick`` leaves out LibreOffice, the long list and the batch; ``--batch`` and ``--rows`` say how many.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rectification.settings.test")
os.environ["DATABASE_URL"] = f"sqlite:///{tempfile.mkdtemp()}/report.sqlite3"

import django  # noqa: E402

django.setup()

import pypdfium2  # noqa: E402  (settings come first)
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from presses import Presses  # noqa: E402
from weasyprint import CSS, HTML  # noqa: E402
from weasyprint.layout import inline  # noqa: E402

from branches.models import Job  # noqa: E402
from branches.services import jobs  # noqa: E402
from reports.blocks import flatten  # noqa: E402
from reports.document import Cell, Document, Section, Table  # noqa: E402
from reports.models import Paragraph, Report  # noqa: E402
from reports.renderers import justification  # noqa: E402
from reports.renderers import pdf as printing  # noqa: E402
from reports.renderers.docx import render_docx  # noqa: E402
from reports.renderers.hooks import without_hooks  # noqa: E402
from reports.renderers.pdf import page_html, render_pdf, warm_up  # noqa: E402
from reports.selectors.documents import document_of  # noqa: E402
from reports.services import archives  # noqa: E402
from reports.services.sheets import write_all  # noqa: E402
from tests.factories import make_folder, make_report, make_tree, make_user  # noqa: E402
from tests.reports import sample  # noqa: E402

RUNS = 12
FIFTY = 11
"""Times the body of the sample: 51 pages."""
WORKERS = os.cpu_count() or 1


def alone(html: str, *, tagged: bool = False, extra: str = "") -> bytes:
    """WeasyPrint by itself."""
    configuration, sheet = printing._set_up("")
    sheets = [sheet, CSS(string=extra, font_config=configuration)] if extra else [sheet]
    parsed = HTML(string=html, url_fetcher=printing._fetcher())
    ours = inline.justify_line
    with without_hooks():
        inline.justify_line = justification._by_spaces
        try:
            pdf: bytes = parsed.write_pdf(stylesheets=sheets, font_config=configuration, pdf_tags=tagged)
        finally:
            inline.justify_line = ours
    return pdf


Clock = Callable[[], float]


def seconds(work: Callable[[], object], clock: Clock = time.process_time) -> float:
    """Of the processor, as long as all is done in this process: others may be at work on the same machine."""
    start = clock()
    work()
    return clock() - start


def in_turn(*works: Callable[[], object], runs: int = RUNS, clock: Clock = time.process_time) -> list[float]:
    """Medians in seconds; every round runs each of ``works`` once."""
    rounds = [[seconds(work, clock) for work in works] for _ in range(runs)]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def line(what: str, found: float, unit: float, most: float, of: str) -> None:
    ratio = found / unit
    mark = "met" if ratio <= most else "NOT MET"
    print(
        f"{what:<52}{ratio:6.2f} × {of:<24} at most {most:<5}{mark:<9}({found * 1000:.0f} ms of {unit * 1000:.0f})",
        flush=True,
    )


class Office:
    """A server with the sample as a draft in it, and somebody who has it open."""

    def __init__(self) -> None:
        call_command("migrate", verbosity=0)
        tree = make_tree()
        self.user = make_user("supervisor", tree.county)
        self.report = make_report(make_folder(township=tree.township))
        self.report.paragraphs.all().delete()
        document = sample.document()
        write_all(self.report, flatten(document))
        Report.objects.update(title=document.title, signatory="某某镇整顿工作组")
        self.report.refresh_from_db()
        self.client = Client()
        self.client.force_login(self.user)
        self.times = 0

    def pdf(self) -> None:
        self._get("report_pdf")

    def docx(self) -> None:
        self._get("report_docx")

    def first_picture(self) -> None:
        """The pages after something was changed, and the picture of the first."""
        self.times += 1
        Report.objects.filter(pk=self.report.pk).update(title=f"关于第{self.times}村党支部整顿工作情况的报告")
        first = self._get("pages").json()["pages"][0]
        self._get("page_picture", first["name"])

    def _get(self, name: str, *rest: str) -> Any:
        answer = self.client.get(reverse(f"reports:{name}", args=[self.report.pk, *rest]))
        if answer.status_code != 200:  # noqa: PLR2004
            raise RuntimeError(f"{name}: {answer.status_code}")
        return answer

    def clone(self, number: int) -> list[int]:
        """So many reports of as many folders, each with a title and a sentence of its own; their keys."""
        rows = list(Paragraph.objects.filter(report=self.report))
        for place in range(number):
            report = Report.objects.get(pk=self.report.pk)
            report.pk, report._state.adding = None, True
            report.rectification = make_folder(township=report.township)
            report.title = f"关于第{place + 1}村党支部整顿工作情况的报告"
            report.save()
            for row in rows:
                row.pk, row.report_id, row._state.adding = None, report.pk, True
            rows[-1].text = f"第{place + 1}村：{own_words(place)}。"
            Paragraph.objects.bulk_create(rows)
        return list(Report.objects.exclude(pk=self.report.pk).values_list("pk", flat=True))


def own_words(number: int) -> str:
    """Twenty characters that our typefaces hold and that no other report has just so."""
    rare = [chr(code) for code in range(0x4E00, 0x9FA6) if len(chr(code).encode("gb2312", "ignore")) == 2]  # noqa: PLR2004
    return "".join(rare[(number * 37 + place * 101) % len(rare)] for place in range(20))


def single(office: Office) -> float:
    """Prints what a single report takes; returns the seconds of one from the server."""
    html = page_html(document_of(office.report))
    for _ in range(3):
        office.pdf()
        alone(html)
    unit, ours, shown, word = in_turn(
        lambda: alone(html), office.pdf, office.first_picture, lambda: render_docx(sample.document())
    )
    line("Sample: composed and as PDF from the server", ours, unit, 1.3, "WeasyPrint alone")
    line("Sample: from a change to the first page's picture", shown, unit, 2, "WeasyPrint alone")
    line("Sample as DOCX", word, ours, 0.7, "its PDF")
    return ours


def first_of_all(_: int) -> tuple[float, float]:
    """In a process like one that gunicorn forks when fonts are loaded: the first report, and one when it is warm."""
    document = sample.document()
    first = seconds(lambda: render_pdf(document))
    return first, statistics.median(seconds(lambda: render_pdf(document)) for _ in range(RUNS))


def after_start() -> None:
    with get_context("fork").Pool(1, maxtasksperchild=1) as pool:
        found = pool.map(first_of_all, range(5), chunksize=1)
    first, warm = (statistics.median(times) for times in zip(*found, strict=True))
    line("First report after the start", first, warm, 2, "warm")


def fifty_pages() -> None:
    document = sample.document()
    long = replace(document, sections=document.sections * FIFTY)
    with pypdfium2.PdfDocument(render_pdf(long)) as pdf:
        pages = len(pdf)
    html = page_html(document)
    unit, ours, fifty = in_turn(
        lambda: alone(html), lambda: render_pdf(document), lambda: render_pdf(long), runs=6
    )
    line(f"{pages} pages", fifty, ours, 6, "our sample")
    line(f"{pages} pages", fifty, unit, 6, "WeasyPrint, the sample")


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
        theirs, ours = in_turn(
            convert, lambda: render_pdf(sample.document()), runs=3, clock=time.perf_counter
        )
    line("Sample, against LibreOffice from the DOCX", ours, theirs, 0.2, "LibreOffice")


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


def long_list(rows: int) -> None:
    document = ledger(rows)
    html, told = page_html(document), list[int]()
    same, ours = in_turn(
        lambda: alone(html, tagged=True), lambda: render_pdf(document, told=told.append), runs=2
    )
    line(f"List of {rows} rows, {max(told)} pages, told one by one", ours, same, 0.6, "WeasyPrint, our style")


def batch(office: Office, number: int) -> None:
    """Through the very job: compose, set in processes, pack."""
    job = archives.order(reports=office.clone(number), form="pdf", title="汇报", by=office.user)
    clocks = (time.perf_counter, time.process_time)
    before = [in_turn(office.pdf, clock=clock)[0] for clock in clocks]
    with Presses() as presses:
        taken = seconds(lambda: jobs.run(str(job.pk)), time.perf_counter)
    after = [in_turn(office.pdf, clock=clock)[0] for clock in clocks]
    by_clock, by_processor = ((first + last) / 2 for first, last in zip(before, after, strict=True))
    state = Job.objects.get(pk=job.pk)
    print(f"{state.get_state_display()}: {state.answer.get('words')} {state.file.size >> 20} MB")
    line(f"{number} different reports, by the clock", taken, number * by_clock, 0.6, f"{number} × one")
    shared = presses.cpu / WORKERS
    line(f"The same by the processor, {WORKERS} cores", shared, number * by_processor, 0.6, f"{number} × one")
    for early, late, most in presses.memory():
        mark = "met" if most < 200 and late - early < 20 else "NOT MET"  # noqa: PLR2004
        print(
            f"  memory of a worker: {early} MB after a tenth, {late} at the end, {most} at most (200)  {mark}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="single reports only")
    parser.add_argument("--batch", type=int, default=1000, help="how many reports (1000)")
    parser.add_argument("--rows", type=int, default=1000, help="how many rows of the list (1000)")
    wanted = parser.parse_args()
    warm_up()
    after_start()
    office = Office()
    single(office)
    fifty_pages()
    if not wanted.quick:
        against_office()
        long_list(wanted.rows)
        batch(office, wanted.batch)


if __name__ == "__main__":
    main()
