"""Long papers are set in the background."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from accounts.access import Verb, require
from accounts.audit import service
from accounts.models import User
from branches.models import Campaign, Job
from branches.services import jobs
from branches.services.jobs import Running, handler
from reports.document import Document
from reports.renderers.pdf import render_pdf
from reports.renderers.text import render_text
from reports.selectors.papers import of_campaign
from reports.typefaces import missing_characters, named

LINES_A_PAGE, LINE_CHARACTERS = 20, 52


def pages_of(document: Document) -> int:
    """About how many pages the tables of ``document`` will take, for a bar of progress."""
    lines = 0
    for section in document.sections:
        for table in section.tables:
            share = LINE_CHARACTERS / sum(table.widths)
            for row in table.rows:
                cells = zip(row[::-1], table.widths[::-1], strict=False)
                lines += max(
                    (len(cell.text) // max(1, int(width * share)) + 1 for cell, width in cells), default=1
                )
    return max(1, lines // LINES_A_PAGE)


@service
def order(*, kind: str, campaign: Campaign, title: str, by: User) -> Job:
    """Have the paper ``kind`` of all that ``by`` may see of ``campaign`` set as PDF."""
    require(by, Verb.VIEW_CASES)
    return jobs.start(kind="paper", title=title, order={"paper": kind, "campaign": campaign.pk}, by=by)


@handler("paper")
def set_paper(running: Running) -> dict[str, str]:
    """Raises ``ValidationError`` if the list has become too long, ``PermissionDenied`` if the right is gone."""
    require(running.by, Verb.VIEW_CASES)
    campaign = Campaign.objects.visible_to(running.by).get(pk=running.order["campaign"])
    document = of_campaign(running.order["paper"], running.by, campaign, timezone.localdate())
    pages = pages_of(document)
    pdf = render_pdf(document, told=lambda page: running.step(min(page, pages), pages + 1))
    running.keep("paper.pdf", ContentFile(pdf))
    answer = {"filename": get_valid_filename(f"{document.title}.pdf")}
    if unknown := missing_characters(render_text(document)):
        answer["words"] = _("No typeface holds %(characters)s.") % {"characters": named(unknown)}
    return answer
