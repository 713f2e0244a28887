from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branches.choices import Light, LookBackState
from branches.models.deadline import Dated, light_of
from branches.models.decisions import Decision
from branches.models.rectifications import Rectification
from branches.models.scope import CaseQuerySet, Scoped
from branches.models.tracking import Versioned


class LookBackQuerySet(CaseQuerySet):
    def open(self) -> Self:
        return self.filter(state=LookBackState.DUE)


class LookBack(Scoped, Dated, Versioned):
    """回头看: a re-check after the branch was signed off; planned at the sign-off, then done, or waived with words."""

    rectification = models.ForeignKey(
        Rectification, models.PROTECT, related_name="look_backs", verbose_name=_("folder"), editable=False
    )
    due_on = models.DateField(_("due on"), editable=False)
    state = models.CharField(
        _("result"),
        max_length=20,
        choices=LookBackState.choices,
        default=LookBackState.DUE,
        editable=False,
    )
    text = models.TextField(_("findings"), blank=True, max_length=1000)
    done_on = models.DateField(_("done on"), null=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("done by"),
    )

    decision = models.OneToOneField(
        Decision,
        models.PROTECT,
        null=True,
        related_name="look_back",
        editable=False,
        verbose_name=_("decision"),
    )

    objects = LookBackQuerySet.as_manager()

    class Meta:
        verbose_name = _("look-back")
        verbose_name_plural = _("look-backs")
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=LookBackState.DUE, text="", done_on=None, done_by=None)
                | ~Q(state=LookBackState.DUE) & ~Q(text="") & Q(done_on__isnull=False, done_by__isnull=False),
                name="look_back_done_with_words",
                violation_error_code="text",
                violation_error_message=_("Write what was found."),
            ),
        ]
        indexes = [
            models.Index(
                fields=[column, "due_on", "id"],
                condition=Q(state=LookBackState.DUE),
                name=f"look_back_{column}_due",
            )
            for column in ("city", "county", "township")
        ]

    def __str__(self) -> str:
        return f"{self.rectification} · {self.due_on}"

    @property
    def is_open(self) -> bool:
        return self.state == LookBackState.DUE

    @property
    def light(self) -> Light:
        return light_of(self.due_on) if self.is_open else Light.DONE

    def get_additional_data(self) -> dict[str, Any]:
        return self.rectification.get_additional_data()
