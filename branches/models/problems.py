from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from branches.choices import SETTLED, ProblemStatus
from branches.models.campaigns import Criterion
from branches.models.deadline import WithDeadline
from branches.models.extra import WithExtra
from branches.models.scope import CaseQuerySet, Scoped
from branches.models.tracking import FolderPart, not_empty, number_once
from branches.wording import after_title


class ProblemQuerySet(CaseQuerySet):
    pass


class Problem(Scoped, WithDeadline, WithExtra, FolderPart):
    """What is wrong. Reports print ``text``; ``title`` is a label for lists."""

    title = models.CharField(
        _("short title"),
        max_length=60,
        blank=True,
        help_text=_("For lists only, never printed; taken from the first clause when left empty."),
    )
    text = models.TextField(_("problem"), max_length=2000)
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, null=True, blank=True, related_name="problems", verbose_name=_("criterion")
    )
    responsible = models.CharField(_("responsible post"), max_length=100, blank=True)
    found_on = models.DateField(_("found on"))
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=ProblemStatus.choices,
        default=ProblemStatus.OPEN,
        editable=False,
    )
    closed_on = models.DateField(_("signed off on"), null=True, editable=False)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("problem")
        verbose_name_plural = _("problems")
        ordering = ["number"]
        constraints = [
            number_once("problem"),
            not_empty("text", "problem", _("Write what the problem is.")),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("found_on")),
                name="problem_due_after_found",
                violation_error_code="due_on",
                violation_error_message=_("The deadline is before the day the problem was found."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=SETTLED, closed_on__isnull=False)
                | (~Q(status__in=SETTLED) & Q(closed_on__isnull=True)),
                name="problem_closed_on_agrees",
                violation_error_message=_("The status does not agree with the day of sign-off."),
            ),
        ]
        indexes = [
            models.Index(fields=["-due_on", "-id"], name="problem_due"),
            models.Index(fields=["city", "-due_on", "-id"], name="problem_city_due"),
            models.Index(fields=["county", "-due_on", "-id"], name="problem_county_due"),
            models.Index(fields=["township", "-due_on", "-id"], name="problem_township_due"),
            models.Index(fields=["status", "county", "-due_on", "-id"], name="problem_status_county_due"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if (
            self.criterion
            and self.rectification_id
            and self.criterion.campaign_id != self.rectification.campaign_id
        ):
            raise ValidationError({"criterion": _("Choose criteria of this campaign only.")})

    @property
    def detail(self) -> str:
        """The text without the clause that the title repeats."""
        return after_title(self.text, self.title)

    @property
    def is_settled(self) -> bool:
        return self.status in SETTLED
