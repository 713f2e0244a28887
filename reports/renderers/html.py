"""Document tree → one ``<article>``; the screen and the PDF share it."""

from __future__ import annotations

from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.document import Document
from reports.numbering import Line, LineKind, lines
from reports.typography import free_quotes, title_lines

_TAGS = {LineKind.HEADING1: "h2", LineKind.HEADING2: "h3"}
_SIGNATURE = {LineKind.SIGNATORY, LineKind.DATE}


def render_html(document: Document, *, title_tag: str = "h1") -> SafeString:
    """A safe fragment. On a page with an ``h1`` of its own give ``title_tag="p"``."""
    parts: list[SafeString] = []
    for is_signature, group in groupby(lines(document), key=lambda line: line.kind in _SIGNATURE):
        rendered = format_html_join("\n", "{}", ((_line(line, title_tag),) for line in group))
        parts.append(
            format_html('<div class="signature"><div>{}</div></div>', rendered) if is_signature else rendered
        )
    return format_html('<article lang="zh-CN">\n{}\n</article>\n', SafeString("\n".join(parts)))


def _line(line: Line, title_tag: str) -> SafeString:
    if line.kind is LineKind.TITLE:
        broken = format_html_join(SafeString("<br>"), "{}", ((part,) for part in title_lines(line.text)))
        return format_html('<{0} class="paper-title">{1}</{0}>', SafeString(title_tag), broken)
    tag = SafeString(_TAGS.get(line.kind, "p"))
    lead = format_html('<span class="lead-words">{}</span>', free_quotes(line.lead)) if line.lead else ""
    return format_html(
        '<{0} class="{1}">{2}{3}{4}</{0}>', tag, line.kind, line.mark, lead, free_quotes(line.text)
    )
