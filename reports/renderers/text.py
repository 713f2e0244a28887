from reports.document import Document
from reports.numbering import lines


def render_text(document: Document) -> str:
    """One paragraph a line, with its mark."""
    return "".join(f"{line.whole}\n" for line in lines(document))
