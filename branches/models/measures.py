from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from branches.models.deadline import WithDeadline
from branches.models.extra import WithExtra
from branches.models.problems import Problem
from branches.models.scope import CaseQuerySet, Scoped
from branches.models.tracking import FolderPart, not_empty, number_once

DONE = 100


class MeasureQuerySet(CaseQuerySet):
    def begun(self) -> Self:
        """Without those that are still no more than the next step they came from."""
        return self.exclude(plan__isnull=False, percent=0, outcome="")


class Measure(Scoped, WithDeadline, WithExtra, FolderPart):
    """What is done about no, one or several problems.

    Reports print ``title`` as the lead and then ``outcome``, or the progress entries marked for the report,
    or else ``description``. ``percent`` is that of the latest progress entry.
    """

    title = models.CharField(_("measure"), max_length=100)
    description = models.TextField(_("what is to be done"), blank=True, max_length=3000)
    problems = models.ManyToManyField(
        Problem, blank=True, related_name="measures", verbose_name=_("serves problems")
    )
    responsible = models.CharField(_("responsible post"), max_length=100, blank=True)
    starts_on = models.DateField(_("starts on"))
    outcome = models.TextField(_("outcome"), blank=True, max_length=3000)
    percent = models.PositiveSmallIntegerField(_("percent"), default=0, editable=False)
    done_on = models.DateField(_("done on"), null=True, editable=False)
    last_progress_on = models.DateField(_("last progress"), null=True, editable=False)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["number"]
        constraints = [
            number_once("measure"),
            not_empty("title", "measure", _("Name the measure.")),
            models.CheckConstraint(
                condition=Q(percent__lte=DONE),
                name="measure_percent_to_100",
                violation_error_code="percent",
                violation_error_message=_("The percent lies between 0 and 100."),
            ),
            models.CheckConstraint(
                condition=Q(percent=DONE, done_on__isnull=False) | Q(percent__lt=DONE, done_on__isnull=True),
                name="measure_done_on_agrees",
                violation_error_message=_("The percent does not agree with the day it was done."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="measure_due_after_start",
                violation_error_code="due_on",
                violation_error_message=_("The deadline is before the start."),
            ),
        ]
        indexes = [
            models.Index(fields=["-due_on", "-id"], name="measure_due"),
            models.Index(fields=["city", "-due_on", "-id"], name="measure_city_due"),
            models.Index(fields=["county", "-due_on", "-id"], name="measure_county_due"),
            models.Index(fields=["township", "-due_on", "-id"], name="measure_township_due"),
            models.Index(
                fields=["due_on"],
                include=["city", "county", "township"],
                condition=Q(percent__lt=DONE),
                name="measure_unfinished_due",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_settled(self) -> bool:
        return self.percent == DONE
