from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from branches.choices import LIVE_NOTICES, Light, NoticeState
from branches.models.campaigns import Campaign
from branches.models.deadline import Dated, light_of
from branches.models.measures import Measure
from branches.models.progress import ProgressEntry
from branches.models.rectifications import Rectification
from branches.models.scope import CaseQuerySet, Scoped
from branches.models.tracking import LongTexts, Versioned, not_empty


def _person(label: Any, **options: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=label,
        **options,
    )


class NoticeQuerySet(CaseQuerySet):
    def live(self) -> Self:
        """Neither settled nor withdrawn."""
        return self.filter(state__in=LIVE_NOTICES)


class SupervisionNotice(Scoped, Dated, Versioned):
    """督办单: the county, or whoever stands above it, wants an answer by ``due_on`` about a measure or the folder.

    ``number`` runs for each campaign and issuing organisation. Nothing is deleted: a notice is withdrawn with a reason.
    """

    rectification = models.ForeignKey(
        Rectification, models.PROTECT, related_name="notices", verbose_name=_("folder"), editable=False
    )
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="notices", verbose_name=_("campaign"), editable=False
    )
    issuer = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("issued by"), editable=False
    )
    number = models.PositiveIntegerField(_("number"), editable=False)
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="notices", verbose_name=_("measure")
    )
    text = models.TextField(_("what is asked"), max_length=1000)
    issued_on = models.DateField(_("issued on"), editable=False)
    issued_by = _person(_("issued in person by"))
    due_on = models.DateField(_("reply by"))
    state = models.CharField(
        _("state"), max_length=20, choices=NoticeState.choices, default=NoticeState.AWAITING, editable=False
    )
    reason = models.CharField(_("reason for withdrawing"), max_length=200, blank=True, editable=False)
    withdrawn_by = _person(_("withdrawn by"), null=True)
    key = models.UUIDField(null=True, unique=True, editable=False)
    """Given by the form: what is sent twice on a flaky line is issued once."""

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("supervision notice")
        verbose_name_plural = _("supervision notices")
        ordering = ["-issued_on", "-id"]
        constraints = [
            not_empty("text", "notice", _("Write what is asked.")),
            models.UniqueConstraint(
                fields=["campaign", "issuer", "number"],
                name="notice_number_once",
                violation_error_message=_("This number has been given already."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("issued_on")),
                name="notice_due_after_issued",
                violation_error_code="due_on",
                violation_error_message=_("The reply is due before the notice is issued."),
            ),
            models.CheckConstraint(
                condition=Q(state=NoticeState.WITHDRAWN, withdrawn_by__isnull=False) & ~Q(reason="")
                | ~Q(state=NoticeState.WITHDRAWN) & Q(reason="", withdrawn_by=None),
                name="notice_withdrawn_with_reason",
                violation_error_message=_("Say why it is withdrawn."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", column, "due_on", "id"], name=f"notice_{column}_due")
            for column in ("city", "county", "township")
        ]

    def __str__(self) -> str:
        """The number as it is printed: no "第", no leading zeros, the year in 〔 〕 (GB/T 9704—2012 7.2.5)."""
        return f"督办〔{self.campaign.year}〕{self.number}号"

    @property
    def is_live(self) -> bool:
        return self.state in LIVE_NOTICES

    @property
    def light(self) -> Light:
        """By the date of the reply; once replied it is the county's turn, and the light goes out."""
        return light_of(self.due_on) if self.state == NoticeState.AWAITING else Light.DONE

    def get_additional_data(self) -> dict[str, Any]:
        return self.rectification.get_additional_data()


class ReplyQuerySet(CaseQuerySet):
    scope_prefix = "notice__"


class NoticeReply(LongTexts):
    """One round: what the township replied, with the progress it shows, and what the county answered."""

    notice = models.ForeignKey(
        SupervisionNotice, models.CASCADE, related_name="replies", verbose_name=_("supervision notice")
    )
    due_on = models.DateField(_("reply by"))
    text = models.TextField(_("reply"), max_length=2000)
    entries = models.ManyToManyField(
        ProgressEntry, blank=True, related_name="replies", verbose_name=_("progress shown")
    )
    replied_on = models.DateField(_("replied on"))
    replied_by = _person(_("replied by"))
    is_accepted = models.BooleanField(_("accepted"), null=True, editable=False)
    answer = models.TextField(_("answer"), blank=True, max_length=1000)
    answered_on = models.DateField(_("answered on"), null=True, editable=False)
    answered_by = _person(_("answered by"), null=True)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("reply to a supervision notice")
        verbose_name_plural = _("replies to supervision notices")
        ordering = ["id"]
        constraints = [
            not_empty("text", "reply", _("Write the reply.")),
            models.CheckConstraint(
                condition=Q(is_accepted=None, answered_on=None, answered_by=None)
                | Q(is_accepted__isnull=False, answered_on__isnull=False, answered_by__isnull=False),
                name="reply_answer_agrees",
                violation_error_message=_("An answer has its day and its person."),
            ),
            models.CheckConstraint(
                condition=~Q(is_accepted=False, answer=""),
                name="reply_asked_again_with_words",
                violation_error_message=_("Say what is still wanted."),
            ),
            models.UniqueConstraint(
                fields=["notice"],
                condition=Q(is_accepted=None),
                name="reply_one_at_a_time",
                violation_error_message=_("There is a reply already that has not been answered."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def days_late(self) -> int:
        """Days between the date that was asked for and the reply; 0 if it came in time."""
        return max(0, (self.replied_on - self.due_on).days)

    @property
    def day(self) -> dt.date:
        return self.replied_on

    def get_additional_data(self) -> dict[str, Any]:
        return self.notice.get_additional_data()
