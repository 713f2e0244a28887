from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from branches.choices import AcceptanceState, AcceptanceVerdict
from branches.models.decisions import Decision
from branches.models.rectifications import Rectification
from branches.models.schemes import AcceptanceScheme, SchemeItem
from branches.models.scope import FolderPartQuerySet
from branches.models.tracking import Versioned, not_empty
from branches.verdicts import Survey, Verdict, judge


class Acceptance(Versioned):
    """验收: what the visiting group found, by one edition of the scheme; the survey as totals only.

    The verdict follows from the rules (``found``); it is written down when a second person signs.
    """

    rectification = models.ForeignKey(
        Rectification, models.PROTECT, related_name="acceptances", verbose_name=_("folder"), editable=False
    )
    scheme = models.ForeignKey(
        AcceptanceScheme, models.PROTECT, related_name="acceptances", verbose_name=_("acceptance scheme"),
        editable=False,
    )  # fmt: skip
    held_on = models.DateField(_("held on"))
    issued = models.PositiveIntegerField(_("survey sheets issued"), default=0)
    returned = models.PositiveIntegerField(_("returned"), default=0)
    satisfied = models.PositiveIntegerField(_("satisfied"), default=0)
    fairly = models.PositiveIntegerField(_("fairly satisfied"), default=0)
    dissatisfied = models.PositiveIntegerField(_("dissatisfied"), default=0)
    text = models.TextField(_("findings"), max_length=1000)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("entered by"),
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=AcceptanceState.choices,
        default=AcceptanceState.ENTERED,
        editable=False,
    )
    verdict = models.CharField(
        _("verdict"), max_length=20, choices=AcceptanceVerdict.choices, blank=True, editable=False
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False,
        verbose_name=_("signed or returned by"),
    )  # fmt: skip
    answered_on = models.DateField(_("signed or returned on"), null=True, editable=False)
    reason = models.TextField(_("reason for returning"), blank=True, max_length=1000, editable=False)
    decision = models.OneToOneField(
        Decision,
        models.PROTECT,
        null=True,
        related_name="acceptance",
        editable=False,
        verbose_name=_("decision"),
    )

    objects = FolderPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("acceptance")
        verbose_name_plural = _("acceptances")
        ordering = ["-id"]
        constraints = [
            not_empty("text", "acceptance", _("Write what was found.")),
            models.CheckConstraint(
                condition=Q(returned__lte=F("issued")),
                name="acceptance_returned_of_issued",
                violation_error_code="returned",
                violation_error_message=_("More sheets were returned than issued."),
            ),
            models.CheckConstraint(
                condition=Q(returned__gte=F("satisfied") + F("fairly") + F("dissatisfied")),
                name="acceptance_votes_of_returned",
                violation_error_code="dissatisfied",
                violation_error_message=_("There are more votes than sheets returned."),
            ),
            models.CheckConstraint(
                condition=Q(state=AcceptanceState.ENTERED, verdict="", answered_by=None, answered_on=None, reason="")
                | Q(state=AcceptanceState.SIGNED, answered_by__isnull=False, answered_on__isnull=False, reason="")
                & ~Q(verdict="")
                | Q(state=AcceptanceState.RETURNED, verdict="", answered_by__isnull=False, answered_on__isnull=False)
                & ~Q(reason=""),
                name="acceptance_state_agrees",
                violation_error_message=_("The state does not agree with who signed."),
            ),
            models.CheckConstraint(
                condition=~Q(state=AcceptanceState.SIGNED) | ~Q(answered_by=F("entered_by")),
                name="acceptance_four_eyes",
                violation_error_message=_("Who entered the scores does not sign them."),
            ),
            models.UniqueConstraint(
                fields=["rectification"],
                condition=Q(state=AcceptanceState.ENTERED),
                name="acceptance_one_at_a_time",
                violation_error_message=_("There is an acceptance already that waits for its signature."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.rectification} · {self.held_on}"

    @property
    def survey(self) -> Survey:
        return Survey(self.issued, self.returned, self.satisfied, self.fairly, self.dissatisfied)

    @property
    def found(self) -> Verdict:
        """What the rules say of the marks and the survey."""
        return judge([score.marks for score in self.scores.all()], self.survey, self.scheme.rules)

    def get_additional_data(self) -> dict[str, Any]:
        return self.rectification.get_additional_data()


class AcceptanceScore(models.Model):
    """The marks given for one item of the scheme."""

    acceptance = models.ForeignKey(
        Acceptance, models.CASCADE, related_name="scores", verbose_name=_("acceptance")
    )
    item = models.ForeignKey(SchemeItem, models.PROTECT, related_name="+", verbose_name=_("item"))
    marks = models.DecimalField(_("marks"), max_digits=5, decimal_places=1, validators=[MinValueValidator(0)])

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["item__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["acceptance", "item"],
                name="score_once_per_item",
                violation_error_message=_("This item has been scored already."),
            ),
            models.CheckConstraint(
                condition=Q(marks__gte=0),
                name="score_not_negative",
                violation_error_code="marks",
                violation_error_message=_("A mark is not negative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.marks}"

    def get_additional_data(self) -> dict[str, Any]:
        return self.acceptance.get_additional_data()
