from django.http import FileResponse, HttpResponse
from django.utils.text import get_valid_filename

from accounts.exchange.files import attached
from reports.document import Document
from reports.models import Report
from reports.renderers import CONTENT_TYPES, RENDERERS


def as_file(document: Document, kind: str, name: str = "") -> HttpResponse:
    """``document`` rendered as ``kind`` for saving, named by ``name`` or else by its title."""
    filename = get_valid_filename(f"{name or document.title}.{kind}")
    return attached(RENDERERS[kind](document), filename, CONTENT_TYPES[kind])


def as_kept(report: Report, kind: str) -> FileResponse:
    """The very file that was kept when ``report`` was issued, named by number and title."""
    field = report.pdf if kind == "pdf" else report.docx
    filename = get_valid_filename(f"{report.file_name}.{kind}")
    return FileResponse(
        field.open("rb"), as_attachment=True, filename=filename, content_type=CONTENT_TYPES[kind]
    )
