"""The one way to what is printed of a report."""

from __future__ import annotations

from reports.blocks import assemble, flatten, tidy
from reports.choices import ReportStyle
from reports.document import Document, from_json
from reports.models import Report
from reports.selectors.compose import compose
from reports.selectors.frames import frame_of


def document_of(report: Report) -> Document:
    """The document that ``report`` is: its frame, and its paragraphs as the office left them. One query.

    Every page, download and job calls this. A report that has been issued answers with the tree that was fixed then,
    and reads nothing else.
    """
    if report.is_frozen:
        return from_json(report.tree)
    return prepared(report)


def prepared(report: Report) -> Document:
    """The document as its paragraphs say it, whether it is to be fixed or not."""
    blocks = [paragraph.block for paragraph in report.paragraphs.all() if paragraph.is_printed]
    return tidy(assemble(empty_frame(report), blocks))


def empty_frame(report: Report) -> Document:
    """The document without its body."""
    return Document(**frame_of(report), landscape=report.style == ReportStyle.TABLE)


def document_of_today(report: Report) -> Document:
    """The document of a report that is not stored: all of the data as it is now, as an office prints it."""
    today = compose(report)
    return tidy(assemble(today, flatten(today)))
