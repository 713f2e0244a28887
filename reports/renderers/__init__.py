"""Document tree → bytes. A renderer never queries."""

from collections.abc import Callable

from reports.document import Document, as_json
from reports.renderers.docx import render_docx
from reports.renderers.html import render_html
from reports.renderers.pdf import render_pdf
from reports.renderers.text import render_text
from reports.renderers.xlsx import render_xlsx

RENDERERS: dict[str, Callable[[Document], bytes]] = {
    "pdf": render_pdf,
    "docx": render_docx,
    "xlsx": render_xlsx,
    "html": lambda document: render_html(document).encode(),
    "txt": lambda document: render_text(document).encode(),
    "json": lambda document: as_json(document).encode(),
}

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
OFFERED = ("pdf", "docx")
"""What a report or a paper is offered as."""
TABLES = ("pdf", "xlsx")
"""What a paper is offered as that is a table and nothing else."""
