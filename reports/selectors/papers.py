"""The three lists, made of a folder or of a campaign at one press."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet, Sum
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from branches.models import Campaign, Rectification
from reports.document import Document
from reports.selectors.lists import Subject, duty_list, measure_list, problem_list

MOST_ROWS = 3000
"""A longer list is nothing for paper; the ledger goes out as a workbook."""
_LISTS: dict[str, Callable[[QuerySet[Rectification], Subject], Document]] = {
    "problems": problem_list,
    "measures": measure_list,
    "duties": duty_list,
}
PAPERS: dict[str, str | Promise] = {
    "problems": gettext_lazy("List of problems"),
    "measures": gettext_lazy("List of measures"),
    "duties": gettext_lazy("List of responsibilities"),
}


def of_folder(kind: str, folder: Rectification, user: User, day: dt.date) -> Document:
    """The paper ``kind`` (a key of ``PAPERS``) of ``folder`` on ``day``; always in Chinese."""
    with translation.override(settings.LANGUAGE_CODE):
        this = Rectification.objects.visible_to(user).filter(pk=folder.pk)
        return _LISTS[kind](this, Subject(f"{folder.branch.name}整顿", folder.township.name, day))


def of_campaign(kind: str, user: User, campaign: Campaign, day: dt.date) -> Document:
    """The paper ``kind`` (a key of ``PAPERS``) of all that ``user`` may see of ``campaign`` on ``day``.

    Raises ``ValidationError`` where a list would be longer than ``MOST_ROWS``.
    """
    if rows_of(user, campaign) > MOST_ROWS:
        message = _("The list would have more than %(most)d rows. Let each county or township make its own.")
        raise ValidationError(message % {"most": MOST_ROWS})
    with translation.override(settings.LANGUAGE_CODE):
        place = user.organisation or campaign.organisation
        subject = Subject(f"{place.name}{campaign.name}", place.name, day, several=True)
        folders = _folders(user, campaign).order_by("township__position", "township_id", "branch__name", "id")
        return _LISTS[kind](folders, subject)


def rows_of(user: User, campaign: Campaign) -> int:
    """About how many rows the longest list of ``campaign`` has."""
    sums = _folders(user, campaign).aggregate(
        problems=Sum("problem_count", default=0), measures=Sum("measure_count", default=0)
    )
    return max(sums["problems"], sums["measures"])


def _folders(user: User, campaign: Campaign) -> QuerySet[Rectification]:
    return Rectification.objects.visible_to(user).filter(campaign=campaign)
