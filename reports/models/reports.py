from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from branches.models import Campaign, Rectification
from branches.models.scope import CaseQuerySet, Scoped, organisation_column
from branches.models.tracking import Versioned, not_empty
from reports import letterheads
from reports.choices import (
    FOLDER_KINDS,
    FROZEN,
    IN_PREPARATION,
    WORK_KINDS,
    ReportKind,
    ReportState,
    ReportStyle,
    Secrecy,
    Urgency,
)
from reports.models.templates import ReportTemplate
from reports.periods import Period, period

_ONCE = ["kind", "style", "period"]
_PREPARED = Q(state__in=IN_PREPARATION)
_FIXED = ("tree", "tree_sha256", "pdf", "pdf_sha256", "docx", "docx_sha256")
"""What an issued report keeps, and no other has."""


# They do not survive in a file name.
_BRACKETS = str.maketrans("〔〕", "（）")


def stored_path(report: Any, name: str) -> str:
    """Where a file of an issued report lies in the private storage."""
    return f"reports/{report.pk}/{uuid.uuid4().hex}{name[name.rfind('.') :]}"


def _complete() -> Q:
    """Issued with tree, files, their hashes and a number; or not issued and without any of them."""
    whole = Q(state__in=FROZEN, number__isnull=False, number_year__isnull=False, issued_at__isnull=False)
    bare = Q(state__in=IN_PREPARATION, number=None, number_year=None, issued_at=None)
    for name in _FIXED:
        whole, bare = whole & ~Q(**{name: ""}), bare & Q(**{name: ""})
    return whole | bare


def _at_home() -> Q:
    """In a folder, and then where the folder is; or, of a kind about a whole campaign, in none."""
    in_folder = Q(kind__in=FOLDER_KINDS)
    for name in ("rectification", "city", "county", "township"):
        in_folder &= Q(**{f"{name}__isnull": False})
    return in_folder | (~Q(kind__in=FOLDER_KINDS) & Q(rectification=None))


class Report(Scoped, Versioned):
    """What is written about one folder, or (without a folder) by an organisation about a campaign as far as it reaches.

    City, county and township are those of the folder, or else of the organisation: what a county sums up has no
    township and is not seen below.

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
    city = organisation_column(_("city"), null=True)
    county = organisation_column(_("county"), null=True)
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
    red_head = models.BooleanField(_("with a red head"), default=False)
    """For a kind that may be either; ``has_red_head`` says what holds."""
    mark = models.CharField(_("name in the red head"), max_length=60, blank=True)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    signer = models.CharField(_("approved for issue by"), max_length=30, blank=True)
    secrecy = models.CharField(_("secrecy"), max_length=30, blank=True, choices=Secrecy.choices)
    secrecy_term = models.CharField(_("term of secrecy"), max_length=10, blank=True)
    urgency = models.CharField(_("urgency"), max_length=30, blank=True, choices=Urgency.choices)
    copies_to = models.CharField(_("copies to"), max_length=300, blank=True)
    printed_by = models.CharField(_("printed by"), max_length=120, blank=True)
    printed_on = models.DateField(_("printed on"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("composed by"),
    )
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", editable=False, verbose_name=_("written by")
    )
    """Whoever has laid a hand on it: none of them approves it."""
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState.choices, default=ReportState.DRAFT, editable=False
    )
    edition = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="replaced_by",
        verbose_name=_("replaces"),
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True, editable=False)
    """Why the new version replaces the one before."""
    number_code = models.CharField(max_length=40, blank=True, editable=False)
    number_year = models.PositiveSmallIntegerField(null=True, editable=False)
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    issued_at = models.DateTimeField(_("issued at"), null=True, editable=False)
    tree = models.TextField(blank=True, editable=False)
    """The document as it was issued (``document.as_json``); its SHA-256 is ``tree_sha256``, in hexadecimal."""
    tree_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    pdf = models.FileField(upload_to=stored_path, max_length=200, blank=True, default="", editable=False)
    pdf_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    docx = models.FileField(upload_to=stored_path, max_length=200, blank=True, default="", editable=False)
    docx_sha256 = models.CharField(max_length=64, blank=True, editable=False)

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
                condition=Q(rectification__isnull=False) & _PREPARED,
                name="report_once_per_folder_and_period",
                violation_error_message=_("This report is being prepared already."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "campaign", *_ONCE],
                condition=Q(rectification__isnull=True) & _PREPARED,
                name="report_once_per_organisation_and_period",
                violation_error_message=_("This report is being prepared already."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind", "number_code", "number_year", "number"],
                condition=Q(number__isnull=False),
                name="report_number_once_per_year",
                violation_error_message=_("This number has been given already."),
            ),
            models.CheckConstraint(
                condition=_at_home(),
                name="report_at_home",
                violation_error_message=_(
                    "A summary belongs to a campaign, any other report to a folder: to one of them."
                ),
            ),
            models.CheckConstraint(
                condition=_complete(),
                name="report_issued_is_complete",
                violation_error_message=_(
                    "What is issued has a number, its text and its files, and nothing else has."
                ),
            ),
            models.CheckConstraint(
                condition=Q(replaces=None, reason="") | (Q(replaces__isnull=False) & ~Q(reason="")),
                name="report_replaces_with_reason",
                violation_error_message=_("Say why it is replaced."),
            ),
        ]
        indexes = [
            models.Index(fields=[column, "-updated_at", "-id"], name=f"report_{column}_newest")
            for column in ("city", "county", "township")
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """A red head and its imprint are as the standard asks; what no red head shows is not looked at."""
        super().clean()
        if not self.has_red_head:
            # The one thing there that a later change of the frame could put in the wrong.
            self.printed_on = None
            return
        self.document_number = letterheads.written(self.document_number)
        found = letterheads.faults(
            number=self.document_number, secrecy=self.secrecy, term=self.secrecy_term,
            signed_on=self.signed_on, printed_on=self.printed_on,
        )  # fmt: skip
        if found:
            raise ValidationError(found)

    @property
    def has_red_head(self) -> bool:
        return self.red_head or self.kind == ReportKind.RED_HEAD

    @property
    def span(self) -> Period:
        return period(self.period)

    @property
    def manner(self) -> str:
        """How it tells, and about what time, as far as its kind leaves a choice: 文字叙述 · 2026年上半年."""
        if self.kind in WORK_KINDS:
            return f"{self.get_style_display()} · {self.span.words}"
        return "" if self.kind in FOLDER_KINDS else self.span.words

    @property
    def is_frozen(self) -> bool:
        return self.state in FROZEN

    @property
    def numbered(self) -> str:
        """The number under which it was issued: 某委〔2026〕3号; without a red head 2026年第3号. Empty before."""
        if self.number is None:
            return ""
        if self.has_red_head:
            return f"{self.number_code}〔{self.number_year}〕{self.number}号"
        return f"{self.number_year}年第{self.number}号"

    @property
    def file_name(self) -> str:
        """What a file of it is called, without the ending."""
        return f"{self.title} {self.numbered}".translate(_BRACKETS).strip()

    @property
    def about(self) -> str:
        """Whom it is about: the branch, or the organisation that sums up."""
        return str(self.rectification.branch if self.rectification else self.organisation)

    def get_additional_data(self) -> dict[str, Any]:
        places = {name: getattr(self, name) for name in ("city_id", "county_id", "township_id")}
        return {**places, "folder_id": self.rectification_id}
