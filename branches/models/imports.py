"""Ledgers that come in: the file, what each of its rows would do, what was written from it, and its shape."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from branches.choices import ImportState, RowState
from branches.models.branches import Branch
from branches.models.campaigns import Campaign
from branches.models.jobs import Job

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


def stored_path(ledger: Any, name: str) -> str:
    """Where the cells of a ledger lie in the private storage until it is taken over or thrown away."""
    return f"imports/{ledger.pk}.json.gz"


class LedgerImportQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """An import is its owner's alone: it was read with his rights and may hold what is not written."""
        return self.filter(owner=user) if user.is_authenticated else self.none()


class LedgerImport(models.Model):
    """One ledger on its way in. ``chosen`` is what the owner said headings mean (heading → field code or null);
    ``facts`` is what was recognised (``selectors.imports.facts``); ``cells`` go when it is written or thrown away.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("imported by")
    )
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+", verbose_name=_("campaign"))
    township = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("township")
    )
    branch = models.ForeignKey(Branch, models.SET_NULL, null=True, related_name="+", verbose_name=_("branch"))
    name = models.CharField(_("file name"), max_length=120)
    cells = models.FileField(_("file"), upload_to=stored_path, max_length=200)
    chosen = models.JSONField(default=dict)
    masked = models.BooleanField(_("private numbers and names struck out"), default=True)
    state = models.CharField(_("state"), max_length=20, choices=ImportState.choices, default=ImportState.READ)
    facts = models.JSONField(default=dict)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    written_at = models.DateTimeField(_("taken over"), null=True)
    undone_at = models.DateTimeField(_("undone"), null=True)

    objects = LedgerImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger import")
        verbose_name_plural = _("ledger imports")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed and taken over."""
        return self.state in {ImportState.READ, ImportState.CHECKED}


class ImportRow(models.Model):
    """What one row of data would do. ``row`` from 1; ``details``: differences and findings, see ``ledgers.preview``."""

    ledger = models.ForeignKey(LedgerImport, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    sheet = models.CharField(max_length=100)
    row = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=RowState.choices)
    branch = models.CharField(max_length=120)
    text = models.CharField(max_length=120)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["state", "position"]
        indexes = [models.Index(fields=["ledger", "state", "position"], name="import_row_problems_first")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"


class ImportedRecord(models.Model):
    """A record that an import wrote: at which version it left it, and what was there ``before`` (null: nothing)."""

    ledger = models.ForeignKey(LedgerImport, models.CASCADE, related_name="records")
    model = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    version = models.PositiveIntegerField(null=True)
    before = models.JSONField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"


class LedgerTemplateQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        return self.filter(organisation__in=Organisation.objects.visible_to(user))


class LedgerTemplate(models.Model):
    """The shape of a ledger that an organisation sent last, so that it can be offered again and written again.

    ``layout``: {"sheet": name, "above": [[text, …] per row over the headings], "heading_rows": [number from 1, …],
    "headings": [[text, …] per row of headings], "merges": [[top, left, bottom, right] from 0, of the rows down to the
    headings], "columns": [{"heading", "path": [text from the top, …], "field": code or null, "place": from 0}, …]}.
    ``mapping``: what people of the organisation said headings mean, where it differs from what was recognised.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="ledger_templates", verbose_name=_("organisation")
    )
    fingerprint = models.CharField(max_length=64, editable=False)
    name = models.CharField(_("name"), max_length=120)
    shape = models.CharField(_("shape"), max_length=10, blank=True)
    layout = models.JSONField(_("layout"), default=dict)
    mapping = models.JSONField(_("meaning of headings"), default=dict)
    used_at = models.DateTimeField(_("last used"))

    objects = LedgerTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger template")
        verbose_name_plural = _("ledger templates")
        ordering = ["-used_at"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "fingerprint"], name="ledger_template_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def fields(self) -> set[str]:
        """The fields that its columns hold."""
        return {column["field"] for column in self.layout["columns"] if column["field"]}
