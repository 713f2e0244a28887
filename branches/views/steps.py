"""One page for every step of the transition table: what will happen, the words it needs, what is missing."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.forms.steps import StepForm
from branches.models import Problem, Rectification
from branches.selectors.missing import missing_for
from branches.selectors.steps import leads_on
from branches.services import decisions
from branches.services.folder_parts import frozen_reason
from branches.transitions import FOLDER_TRANSITIONS, PROBLEM_TRANSITIONS, Transition
from branches.views.writing import WriteView


class StepView(WriteView):
    template_name = "forms/confirm_page.html"
    form_class = StepForm
    saved = gettext_lazy("Done; the decision is on record.")
    table: tuple[Transition, ...]
    subject: Any
    folder: Rectification

    def take_row(self) -> None:
        """Find the row of the table; an address with no such step is 404, a step out of turn 403.

        An outcome has no page of its own: it comes with the signature under an acceptance, or with a look-back.
        """
        rows = [row for row in self.table if row.step == self.kwargs["step"] and not row.is_outcome]
        if not rows:
            raise Http404
        self.row = rows[0]
        self.verb, self.title, self.submit_label = self.row.verb, self.row.label, self.row.label

    def check(self) -> None:
        # What is pressed a second time is for the service to tell.
        if self.request.method != "POST" and not leads_on(self.row, self.subject):
            raise PermissionDenied(_("This step is not possible now: somebody may have taken it already."))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "transition": self.row}

    def done_url(self, record: Any) -> str:
        return reverse("branches:folder", args=[self.folder.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(_("Folders"), reverse("branches:home")), (self.folder.branch.name, self.done_url(None))]
        facts = [(self.subject._meta.verbose_name, str(self.subject))]
        missing = missing_for(self.row, self.subject)
        return super().get_context_data(
            crumbs=crumbs, facts=facts, missing=missing, cancel_url=self.done_url(None), **kwargs
        )


class ProblemStep(StepView):
    table = PROBLEM_TRANSITIONS

    def find(self) -> None:
        visible = Problem.objects.visible_to(self.request.user).select_related("rectification__branch")
        self.subject = get_object_or_404(visible, pk=self.kwargs["pk"])
        self.folder = self.subject.rectification
        self.take_row()

    def check(self) -> None:
        if reason := frozen_reason(self.folder):
            raise PermissionDenied(reason)
        super().check()

    def write(self, form: Any) -> Any:
        return decisions.take_step(
            problem=self.subject, step=self.row.step, by=self.request.user, **form.cleaned_data
        )

    def done_url(self, record: Any) -> str:
        return super().done_url(record) + f"#problem-{self.subject.pk}"


class FolderStep(StepView):
    table = FOLDER_TRANSITIONS

    def find(self) -> None:
        visible = Rectification.objects.visible_to(self.request.user).select_related("branch", "campaign")
        self.folder = self.subject = get_object_or_404(visible, pk=self.kwargs["pk"])
        self.take_row()

    def write(self, form: Any) -> Any:
        return decisions.take_step(
            rectification=self.folder, step=self.row.step, by=self.request.user, **form.cleaned_data
        )
