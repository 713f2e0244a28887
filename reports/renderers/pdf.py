"""Document tree → PDF, by WeasyPrint. Nothing but our own typefaces is ever read, and nothing from the network."""

from __future__ import annotations

import functools
import threading
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.utils.html import format_html

from reports.document import Document
from reports.renderers.html import render_html
from reports.typefaces import FONT_DIR, font_css, stack

try:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from reports.renderers import justification
except OSError as error:  # Pango is not installed; the rest of the application works without it.
    LOADING_ERROR: OSError | None = error
else:
    LOADING_ERROR = None
    justification.install()

PAGE_CSS = Path(__file__).with_name("page.css")

# Pango and fontconfig keep their state per process: two threads at once damage each other's memory.
_ONE_AT_A_TIME = threading.Lock()


class RenderingUnavailable(Exception):
    """The machine lacks the libraries that set a PDF; the check ``reports.E002`` says which."""


def render_pdf(document: Document) -> bytes:
    """The report as a tagged PDF with title, language and bookmarks. Raises ``RenderingUnavailable``."""
    if LOADING_ERROR:
        raise RenderingUnavailable(str(LOADING_ERROR)) from LOADING_ERROR
    html = HTML(string=page_html(document), url_fetcher=_fetcher())
    with _ONE_AT_A_TIME:
        fonts, sheet = _set_up()
        pdf: bytes = html.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_tags=True)
    return pdf


def warm_up() -> None:
    """Set one line, so that libraries and typefaces are loaded before somebody waits for them."""
    if not LOADING_ERROR:
        render_pdf(Document("预热", opening=("公文",)))


def page_html(document: Document) -> str:
    """The whole HTML page that is printed."""
    return format_html(
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{}</title>'
        '<meta name="author" content="{}"></head><body>{}</body></html>',
        document.title,
        document.signature.signatory if document.signature else "",
        render_html(document),
    )


@functools.cache
def _set_up() -> tuple[Any, Any]:
    """The typefaces and the style sheet, once for the life of the process (a quarter of the time of a report)."""
    fonts = FontConfiguration()
    css = f"{font_css()}\n{_families()}\n{PAGE_CSS.read_text()}"
    return fonts, CSS(string=css, font_config=fonts, url_fetcher=_fetcher())


def _families() -> str:
    folio = f"{{ font-family: {stack('song')} }}"
    return (
        f"html {{ font-family: {stack('fang')} }} h1 {{ font-family: {stack('xbs')} }}"
        f"h2 {{ font-family: {stack('hei')} }} h3 {{ font-family: {stack('kai')} }}"
        f"@page {{ @bottom-right {folio} @bottom-left {folio} }}"
    )


@functools.cache
def _fetcher() -> Any:
    return OwnFilesOnly()


if not LOADING_ERROR:

    class OwnFilesOnly(URLFetcher):
        """Gives out the files of ``reports/fonts`` and nothing else, whatever a document asks for."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            parts = urlsplit(url)
            path = Path(unquote(parts.path)).resolve()
            if parts.scheme != "file" or path.parent != FONT_DIR:
                raise ValueError(f"Not one of our own files: {url}")
            return URLFetcherResponse(url, path.read_bytes())
