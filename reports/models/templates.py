from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, ScopedQuerySet
from branches.models.tracking import LongTexts, not_empty
from reports.choices import ReportKind
from reports.fields import fill, of_kind, validate
from reports.wording import DEFAULT_WORDS, default_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

WORDS = tuple(DEFAULT_WORDS)
"""The columns that hold words with fields in them, in the order in which they are printed."""
_FRAME = {"title", "addressee", "opening", "closing", "signatory"}
_PLANNED = {f"{part}_{key}" for part in ("heading", "lead") for key in ("problems", "causes", "measures")}
_OF_KIND: dict[str, set[str]] = {
    ReportKind.PLAN: _FRAME | _PLANNED,
    ReportKind.COUNTY_SUMMARY: _FRAME | {"heading_measures", "lead_measures"},
}


def words_told(kind: str) -> tuple[str, ...]:
    """Those of ``WORDS`` that a report of ``kind`` prints."""
    return tuple(name for name in WORDS if name in _OF_KIND.get(kind, set(WORDS)))


class ReportTemplateQuerySet(ScopedQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Templates of the user's organisation and of those above and below it."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        if user.organisation is None:
            return self.none()
        above = models.Q(organisation__in=user.organisation.lineage_ids)
        return self.filter(above | models.Q(organisation__in=Organisation.objects.visible_to(user)))

    def in_force(self, kind: str, organisation: Organisation) -> Self:
        """Those of ``kind`` that ``organisation`` may use, the one in force first: the nearest, the newest."""
        mine = self.filter(kind=kind, organisation__in=organisation.lineage_ids)
        return mine.order_by("-organisation__level", "-number")


class ReportTemplate(LongTexts):
    """One version of an organisation's words for a kind of report. Never changed: an edit makes the next version."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="report_templates", verbose_name=_("organisation")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ReportKind.choices)
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=120)
    addressee = models.CharField(_("addressee"), max_length=120, blank=True)
    opening = models.TextField(_("opening"), blank=True, max_length=4000)
    heading_findings = models.CharField(_("heading of problems and causes"), max_length=60)
    heading_problems = models.CharField(_("heading of the problems"), max_length=60)
    lead_problems = models.TextField(_("before the problems"), blank=True, max_length=2000)
    heading_causes = models.CharField(_("heading of the causes"), max_length=60)
    lead_causes = models.TextField(_("before the causes"), blank=True, max_length=2000)
    heading_measures = models.CharField(_("heading of the measures"), max_length=60)
    lead_measures = models.TextField(_("before the measures"), blank=True, max_length=2000)
    heading_plans = models.CharField(_("heading of the next steps"), max_length=60)
    lead_plans = models.TextField(_("before the next steps"), blank=True, max_length=2000)
    closing = models.TextField(_("closing"), blank=True, max_length=2000)
    signatory = models.CharField(_("signed by"), max_length=120)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = ReportTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("report template")
        verbose_name_plural = _("report templates")
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "number"], name="report_template_version_once"
            ),
            not_empty("title", "report_template", _("Write a title.")),
            not_empty("signatory", "report_template", _("Say who signs.")),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.number}"

    def clean(self) -> None:
        faults: dict[str, Any] = {}
        for name in WORDS:
            try:
                validate(getattr(self, name), of_kind(self.kind))
            except ValidationError as error:
                faults[name] = error
        if faults:
            raise ValidationError(faults)

    @property
    def version(self) -> int:
        """What an edit brings back of the version that it began from: its key, 0 for the built-in one."""
        return self.pk or 0

    @property
    def words(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in WORDS}

    def filled(self, values: Mapping[str, str]) -> dict[str, str]:
        """The words with their fields replaced, by column."""
        return {name: fill(text, values) for name, text in self.words.items()}

    def get_additional_data(self) -> dict[str, Any]:
        return self.organisation.scope_ids


def built_in(kind: str) -> ReportTemplate:
    """Version 0, unsaved: what holds until a county writes its own."""
    return ReportTemplate(kind=kind, number=0, **default_words(kind))
