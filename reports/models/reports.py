from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from branches.models import Campaign, Rectification
from branches.models.scope import CaseQuerySet, Scoped, organisation_column
from branches.models.tracking import Versioned, not_empty
from reports.choices import ReportKind, ReportStyle
from reports.models.templates import ReportTemplate
from reports.periods import Period, period

_ONCE = ["kind", "style", "period"]


class Report(Scoped, Versioned):
    """What is written about one folder, or (without a folder) by an organisation about its whole campaign.

    The frame is here: title, addressee, signature, what a red head needs. The body is in ``paragraphs``.
    ``selectors.documents.document_of`` puts both together; that is the only way to what is printed.
    """

    rectification = models.ForeignKey(
        Rectification,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="reports",
        verbose_name=_("folder"),
    )
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, editable=False, related_name="reports", verbose_name=_("campaign")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, editable=False, related_name="reports", verbose_name=_("written by")
    )
    township = organisation_column(_("township"), null=True)
    kind = models.CharField(
        _("kind"), max_length=20, choices=ReportKind.choices, default=ReportKind.WORK_REPORT, editable=False
    )
    style = models.CharField(
        _("style"), max_length=10, choices=ReportStyle.choices, default=ReportStyle.PROSE, editable=False
    )
    period = models.CharField(_("period"), max_length=7, blank=True, editable=False)
    template = models.ForeignKey(
        ReportTemplate,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="reports",
        verbose_name=_("template"),
    )
    title = models.CharField(_("title"), max_length=120)
    addressee = models.CharField(_("addressee"), max_length=120, blank=True)
    signatory = models.CharField(_("signed by"), max_length=120)
    signed_on = models.DateField(_("date"))
    mark = models.CharField(_("name in the red head"), max_length=60, blank=True)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    signer = models.CharField(_("approved for issue by"), max_length=30, blank=True)
    secrecy = models.CharField(_("secrecy"), max_length=30, blank=True)
    urgency = models.CharField(_("urgency"), max_length=30, blank=True)
    copies_to = models.CharField(_("copies to"), max_length=300, blank=True)
    printed_by = models.CharField(_("printed by"), max_length=120, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("composed by"),
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-updated_at", "-id"]
        constraints = [
            not_empty("title", "report", _("Write a title.")),
            not_empty("signatory", "report", _("Say who signs.")),
            models.UniqueConstraint(
                fields=["rectification", *_ONCE],
                condition=Q(rectification__isnull=False),
                name="report_once_per_folder_and_period",
                violation_error_message=_("This report is being prepared already."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "campaign", *_ONCE],
                condition=Q(rectification__isnull=True),
                name="report_once_per_organisation_and_period",
                violation_error_message=_("This report is being prepared already."),
            ),
        ]
        indexes = [
            models.Index(fields=[column, "-updated_at", "-id"], name=f"report_{column}_newest")
            for column in ("city", "county", "township")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def span(self) -> Period:
        return period(self.period)

    @property
    def about(self) -> str:
        """Whom it is about: the branch, or the organisation that sums up."""
        return str(self.rectification.branch if self.rectification else self.organisation)

    def get_additional_data(self) -> dict[str, Any]:
        places = {name: getattr(self, name) for name in ("city_id", "county_id", "township_id")}
        return {**places, "folder_id": self.rectification_id}
