from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Case, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.forms.measures import ProgressForm
from branches.models import Measure, ProgressEntry, Rectification
from branches.models.measures import DONE
from branches.services import measures
from branches.services.folder_parts import frozen_reason
from branches.views.answers import framed
from branches.views.folder_parts import EditPart, PartView

RECENT = 3


def choose_measure(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which measure there is something new of: the unfinished first, nearest deadline first."""
    visible = Rectification.objects.visible_to(request.user).select_related("branch")
    folder = get_object_or_404(visible, pk=pk)
    access.require(request.user, Verb.LOG_PROGRESS)
    if reason := frozen_reason(folder):
        raise PermissionDenied(reason)
    rows = folder.measures.order_by(Case(When(percent=DONE, then=1), default=0), "due_on", "number")
    context = {
        "folder": folder,
        "measures": rows,
        "crumbs": [
            (_("Folders"), reverse("branches:home")),
            (folder.branch.name, reverse("branches:folder", args=[pk])),
        ],
        **framed(request),
    }
    return render(request, "branches/choose_measure.html", context)


class LogProgress(PartView):
    """One step from each measure: what was done, how far, when."""

    verb = Verb.LOG_PROGRESS
    form_class = ProgressForm
    template_name = "branches/progress_form.html"
    title = _("Log progress")
    saved = _("Progress logged.")

    def find(self) -> None:
        visible = Measure.objects.visible_to(self.request.user)
        related = visible.select_related("rectification__branch", "rectification__campaign")
        self.measure = get_object_or_404(related, pk=self.kwargs["pk"])
        self.folder, self.subject = self.measure.rectification, self.measure.title

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "measure": self.measure}

    def write(self, form: Any) -> Any:
        return measures.log_progress(measure=self.measure, by=self.request.user, **form.values())

    def done_url(self, record: Any) -> str:
        return reverse("branches:folder", args=[self.folder.pk]) + f"#measure-{self.measure.pk}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(measure=self.measure, recent=_recent(self.measure), **kwargs)


class EditProgress(EditPart):
    """Correct an entry that was logged."""

    verb = Verb.LOG_PROGRESS
    noun, service, form_class, model = "entry", measures, ProgressForm, ProgressEntry
    template_name = "branches/progress_form.html"
    title = _("Correct progress")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "measure": self.part.measure}

    def write(self, form: Any) -> Any:
        version = form.cleaned_data["version"]
        return measures.edit_progress(entry=self.part, version=version, by=self.request.user, **form.values())

    def done_url(self, record: Any) -> str:
        return reverse("branches:folder", args=[self.folder.pk]) + f"#measure-{self.part.measure_id}"

    def remove_url(self) -> str:
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        measure = self.part.measure
        return super().get_context_data(measure=measure, recent=_recent(measure), **kwargs)


def _recent(measure: Measure) -> list[ProgressEntry]:
    """The newest entries, for memory beside the form."""
    return list(measure.progress_entries.all()[:RECENT])
