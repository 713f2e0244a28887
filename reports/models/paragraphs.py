from __future__ import annotations

from hashlib import blake2b
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branches.models.scope import CaseQuerySet
from branches.models.tracking import Versioned
from reports.blocks import Block
from reports.choices import HEADINGS, BlockKind
from reports.document import table_from
from reports.models.reports import Report

MOST_CHARACTERS = 20_000


class ParagraphQuerySet(CaseQuerySet):
    scope_prefix = "report__"


class Paragraph(Versioned):
    """One paragraph of a draft: what was taken from the data, and what stands there now.

    ``source`` names the record ("measure:5"; empty for a paragraph of the office's own). Where an editor cut it into
    several, each carries the source, ``part`` 0 being the first: it alone holds what was ``taken``. ``table`` holds a
    table as ``dataclasses.asdict`` takes it apart; its cells are changed in the data only.
    """

    report = models.ForeignKey(
        Report, models.CASCADE, related_name="paragraphs", editable=False, verbose_name=_("report")
    )
    position = models.PositiveIntegerField(_("order"), editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=BlockKind.choices)
    source = models.CharField(_("source"), max_length=250, blank=True, editable=False)
    part = models.PositiveSmallIntegerField(default=0, editable=False)
    lead = models.TextField(blank=True, editable=False)
    taken = models.TextField(_("taken from the data"), blank=True, editable=False)
    text = models.TextField(_("paragraph"), blank=True, max_length=MOST_CHARACTERS)
    table = models.JSONField(null=True, editable=False)
    hidden = models.BooleanField(_("not printed"), default=False)

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "source", "part"],
                condition=~Q(source=""),
                name="paragraph_source_once_per_report",
            ),
        ]
        indexes = [models.Index(fields=["report", "position"], name="paragraph_order")]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def print_of_text(self) -> str:
        """A fingerprint that a form brings back, so that it is known whether the text is still the one it showed."""
        return fingerprint(self.text)

    @property
    def is_heading(self) -> bool:
        return self.kind in HEADINGS

    @property
    def is_own(self) -> bool:
        """Whether the office added it: it comes from no record."""
        return not self.source

    @property
    def is_printed(self) -> bool:
        return not self.hidden and bool(self.text)

    @property
    def block(self) -> Block:
        """What is printed of it."""
        table = table_from(self.table) if self.table else None
        return Block(BlockKind(self.kind), self.source, self.text, self.lead, table)

    def get_additional_data(self) -> dict[str, Any]:
        return self.report.get_additional_data()


def fingerprint(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()
