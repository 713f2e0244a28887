from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class WithExtra(models.Model):
    """What an imported ledger says in columns that have no place here: text by heading, kept for the export."""

    extra = models.JSONField(_("other columns"), default=dict, blank=True, editable=False)

    class Meta:
        abstract = True
