from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from branches.choices import SecretaryState, SecretaryTraining

MOST = 999
"""A count beyond is a slip of the pen."""


class WithAnnualFigures(models.Model):
    """What the annual form asks of a branch and nothing else says: states and counts, never who.

    Empty is "not said yet", which is not none.
    """

    secretary_state = models.CharField(
        _("secretary at the start of the year"), max_length=20, choices=SecretaryState.choices, blank=True
    )
    secretary_training = models.CharField(
        _("secretary's training"), max_length=20, choices=SecretaryTraining.choices, blank=True
    )
    drives = models.PositiveSmallIntegerField(
        _("special drives"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST)],
        help_text=_("How many were run in this branch this year."),
    )
    cases = models.PositiveSmallIntegerField(
        _("violations dealt with"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST)],
        help_text=_("How many; neither who nor what is written down."),
    )

    class Meta:
        abstract = True
