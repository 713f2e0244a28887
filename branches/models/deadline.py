from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from branches.choices import AMBER_DAYS, Light


class Dated:
    """Something with ``due_on``: how many days are left."""

    due_on: dt.date | None

    @property
    def days_left(self) -> int:
        """Days from today to the due date, negative when overdue. Raises ``ValueError`` for a row without a date."""
        if self.due_on is None:
            raise ValueError("There is no date to count the days to.")
        return (self.due_on - timezone.localdate()).days

    @property
    def days_overdue(self) -> int:
        return -self.days_left


class WithDeadline(Dated, models.Model):
    """A deadline as the office wrote it, the date that can be read from it, and whether it goes on for good."""

    deadline = models.CharField(
        _("deadline"),
        max_length=60,
        blank=True,
        help_text=_("As the office writes it; the date is read from the words."),
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    long_term = models.BooleanField(_("long-term"), default=False)

    class Meta:
        abstract = True

    @property
    def is_settled(self) -> bool:
        """Whether the work is done, so that its deadline no longer counts."""
        raise AttributeError

    @property
    def light(self) -> Light:
        """Computed from the date today, never stored; what is long-term never turns red."""
        if self.is_settled:
            return Light.DONE
        return Light.GREEN if self.due_on and self.long_term else light_of(self.due_on)


def light_of(due_on: dt.date | None) -> Light:
    """The light of something unfinished that is due on ``due_on``."""
    if due_on is None:
        return Light.NONE
    days = (due_on - timezone.localdate()).days
    if days < 0:
        return Light.RED
    return Light.AMBER if days <= AMBER_DAYS else Light.GREEN


def overdue_q(today: dt.date) -> models.Q:
    """Rows whose date has passed and that are not long-term; the caller adds "not done"."""
    return models.Q(due_on__lt=today, long_term=False)
