"""Enumerations of the reports. Imports nothing of ours."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKind(models.TextChoices):
    """What is written: about one branch, or by an organisation about all of those below it."""

    WORK_REPORT = "work_report", _("Work report")
    RED_HEAD = "red_head", _("Report with a red head")
    PLAN = "plan", _("Rectification plan")
    COUNTY_SUMMARY = "county_summary", _("Summary report")


WORK_KINDS = (ReportKind.WORK_REPORT, ReportKind.RED_HEAD)
"""Told of the work on one branch, in a style and about a time that the office chooses."""
FOLDER_KINDS = (*WORK_KINDS, ReportKind.PLAN)
"""About one folder; any other is about a campaign as far as an organisation reaches, and belongs to no folder."""


class ReportStyle(models.TextChoices):
    """How problems, causes and measures are told."""

    PROSE = "prose", _("Text")
    TABLE = "table", _("Table")


class Secrecy(models.TextChoices):
    """密级 of an official document, as it is printed."""

    SECRET = "秘密", _("Secret (秘密)")
    CONFIDENTIAL = "机密", _("Confidential (机密)")
    TOP_SECRET = "绝密", _("Top secret (绝密)")


class Urgency(models.TextChoices):
    """紧急程度 of an official document, as it is printed."""

    URGENT = "加急", _("Urgent (加急)")
    EXTRA_URGENT = "特急", _("Extra urgent (特急)")


class ReportState(models.TextChoices):
    """How far a report is. What has been issued is fixed: it is replaced by a new version or voided, never changed."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    ISSUED = "issued", _("Issued and fixed")
    SUPERSEDED = "superseded", _("Replaced")
    VOIDED = "voided", _("Voided")


IN_PREPARATION = (ReportState.DRAFT, ReportState.SUBMITTED, ReportState.APPROVED)
FROZEN = (ReportState.ISSUED, ReportState.SUPERSEDED, ReportState.VOIDED)


class BlockKind(models.TextChoices):
    """What a paragraph of a draft is; ``blocks`` takes a document apart into them and puts it together again."""

    HEADING1 = "heading1", _("Heading 一、")
    HEADING2 = "heading2", _("Heading （一）")
    PLAIN = "plain", _("No mark")
    SPOKEN = "spoken", _("Marked 一是")
    ARABIC = "arabic", _("Marked 1.")
    TABLE = "table", _("Table")
    CLOSING = "closing", _("Closing")


HEADINGS = (BlockKind.HEADING1, BlockKind.HEADING2)
MARKS = (BlockKind.SPOKEN, BlockKind.ARABIC, BlockKind.PLAIN)
"""Between these a paragraph can be switched."""
