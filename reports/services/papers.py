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
from reports.renderers.long_tables import render_long
from reports.renderers.text import render_text
from reports.selectors.papers import of_campaign
from reports.typefaces import missing_characters, named


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
    pdf = render_long(document, running.step)
    running.job.file.save("paper.pdf", ContentFile(pdf), save=False)
    answer = {"filename": get_valid_filename(f"{document.title}.pdf")}
    if unknown := missing_characters(render_text(document)):
        answer["words"] = _("No typeface holds %(characters)s.") % {"characters": named(unknown)}
    return answer
