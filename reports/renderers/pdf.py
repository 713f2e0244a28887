"""Document tree → PDF, by WeasyPrint. Nothing but our own typefaces is ever read, and nothing from the network."""

from __future__ import annotations

import datetime as dt
import functools
import logging
import re
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.html import format_html

from reports.document import Cell, Document, Item, Section, Signature, Table
from reports.office_fonts import office_faces, on_the_grid
from reports.renderers.html import render_html
from reports.typefaces import FONT_DIR, font_css, stack

try:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from reports.renderers import justification, plain_drawing, plain_lines, shortcuts, subsets
except OSError as error:  # Pango is not installed; the rest of the application works without it.
    LOADING_ERROR: OSError | None = error
else:
    LOADING_ERROR = None
    justification.install()
    shortcuts.install()
    plain_lines.install()
    plain_drawing.install()
    subsets.install()

STYLE_SHEETS = [Path(__file__).with_name(f"{name}.css") for name in ("page", "official", "tables")]

# Pango and fontconfig keep their state per process: two threads at once damage each other's memory.
_ONE_AT_A_TIME = threading.Lock()


class RenderingUnavailable(Exception):
    """The machine lacks the libraries that set a PDF; the check ``reports.E002`` says which."""


def render_pdf(
    document: Document, *, archive: bool = False, told: Callable[[int], None] | None = None
) -> bytes:
    """The report as a tagged PDF with title, language and bookmarks. Raises ``RenderingUnavailable``.

    With ``archive`` it is written as PDF/A-3a, for the copy that is kept. ``told`` is called with the number of each
    page as it is set; what it raises ends the work.
    """
    if LOADING_ERROR:
        raise RenderingUnavailable(str(LOADING_ERROR)) from LOADING_ERROR
    html = HTML(string=page_html(document), url_fetcher=_fetcher())
    with _ONE_AT_A_TIME, warnings.catch_warnings(), shortcuts.without_search_for_cycles():
        # WeasyPrint leaves the colour profile of PDF/A to be closed by the interpreter.
        warnings.simplefilter("ignore", ResourceWarning)
        fonts, sheet = _set_up(settings.REPORT_FONT_DIR)
        kind: dict[str, Any] = {"pdf_variant": "pdf/a-3a"} if archive else {"pdf_tags": True}
        with page_by_page(told):
            pdf: bytes = html.write_pdf(stylesheets=[sheet], font_config=fonts, **kind)
    return pdf


@contextmanager
def page_by_page(told: Callable[[int], None] | None) -> Iterator[None]:
    """Within, ``told`` hears of each page that is set: WeasyPrint says so to a logger. Nobody else need hear it."""
    if told is None:
        yield
        return
    logger, hearing = logging.getLogger("weasyprint.progress"), PageHandler(told)
    level = logger.level
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(hearing)
    try:
        yield
    finally:
        logger.removeHandler(hearing)
        logger.propagate = True
        logger.setLevel(level)


class PageHandler(logging.Handler):
    def __init__(self, told: Callable[[int], None]) -> None:
        super().__init__()
        self.told = told

    def emit(self, record: logging.LogRecord) -> None:
        if found := re.fullmatch(r"Step 5 - Creating layout - Page (\d+)", record.getMessage()):
            self.told(int(found[1]))


def warm_up() -> None:
    """Set a page with everything on it, so that libraries and typefaces are loaded before somebody waits for them."""
    if not LOADING_ERROR:
        words = "整顿软弱涣散党组织，限于2026年底前完成“两委”堃。" * 4
        table = Table((1, 3), ((Cell("甲"), Cell("乙")),), ((Cell("丙"), Cell(words)),))
        section = Section(
            "情况", items=(Item(words, "一。"),), sections=(Section("问题", (words,)),), tables=(table,)
        )
        render_pdf(
            Document("预热", "各级：", (words,), (section,), signature=Signature("某镇", dt.date(2026, 1, 1)))
        )


def page_html(document: Document) -> str:
    """The whole HTML page that is printed."""
    author = document.signature and format_html(
        '<meta name="author" content="{}">', document.signature.signatory
    )
    return format_html(
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{}</title>{}</head>'
        "<body>{}</body></html>",
        document.title,
        author or "",
        render_html(document, marked=False),
    )


@functools.cache
def _set_up(office_folder: str) -> tuple[Any, Any]:
    """The typefaces and the style sheet, once for the life of the process (a quarter of the time of a report)."""
    fonts = FontConfiguration()
    css = "\n".join([font_css(), _families(), _widths(), *(sheet.read_text() for sheet in STYLE_SHEETS)])
    return fonts, CSS(string=css, font_config=fonts, url_fetcher=_fetcher())


def _families() -> str:
    folio = f"{{ font-family: {stack('song')} }}"
    return (
        f"html {{ font-family: {stack('fang')} }}"
        f"h1, .mark {{ font-family: {stack('xbs')} }} h3, .signer-name {{ font-family: {stack('kai')} }}"
        f"h2, th, .secrecy, .urgency {{ font-family: {stack('hei')} }}"
        f"@page {{ @bottom-right {folio} @bottom-left {folio} @left-bottom {folio} @left-top {folio} }}"
    )


def _widths() -> str:
    return " ".join(f".w{share} {{ width: {share}% }}" for share in range(1, 101))


@functools.cache
def _fetcher() -> Any:
    return OwnFilesOnly()


if not LOADING_ERROR:

    class OwnFilesOnly(URLFetcher):
        """Gives out the files of ``reports/fonts`` and the office's faces, and nothing else, whatever is asked for."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            for face in office_faces().values():
                if url == face.url:
                    return URLFetcherResponse(url, on_the_grid(face.path, face.number))
            parts = urlsplit(url)
            path = Path(unquote(parts.path)).resolve()
            if parts.scheme != "file" or path.parent != FONT_DIR:
                raise ValueError(f"Not one of our own files: {url}")
            return URLFetcherResponse(url, path.read_bytes())
