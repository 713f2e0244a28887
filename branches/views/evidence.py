"""Evidence: served to those in scope only, captioned, withdrawn, taken home as one archive."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.forms.evidence import AttachForm, EvidenceForm, WithdrawForm
from branches.models import Evidence, Measure, Problem, Rectification
from branches.selectors.evidence import archive, groups
from branches.services import evidence as evidence_service
from branches.views.folder_parts import EditPart, ExistingPart, RemovePart

# Shown in the browser; anything else is only ever saved.
SHOWN = {"image/jpeg", "image/png", "image/webp", "application/pdf"}
PRIVATE = {"Cache-Control": "private, max-age=3600"}


def _standing(request: SignedInRequest, pk: int) -> Evidence:
    return get_object_or_404(Evidence.objects.visible_to(request.user).standing(), pk=pk)


def evidence(request: SignedInRequest, pk: int) -> FileResponse:
    found = _standing(request, pk)
    return FileResponse(
        found.file.open("rb"),
        as_attachment=found.kind not in SHOWN,
        filename=found.name,
        content_type=found.kind,
        headers=PRIVATE,
    )


def thumbnail(request: SignedInRequest, pk: int) -> FileResponse:
    found = _standing(request, pk)
    if not found.thumbnail:
        raise Http404
    return FileResponse(found.thumbnail.open("rb"), content_type="image/jpeg", headers=PRIVATE)


def folder_evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every file of a folder, by problem and measure."""
    access.require(request.user, Verb.VIEW_CASES)
    folder = _folder(request, pk)
    can_log = folder.is_editable and access.allows(request.user, Verb.LOG_PROGRESS)
    crumbs = [(gettext("Folders"), reverse("branches:home"))]
    crumbs.append((folder.branch.name, reverse("branches:folder", args=[pk])))
    context = {"folder": folder, "groups": groups(folder), "can_log": can_log, "crumbs": crumbs}
    return render(request, "branches/folder_evidence.html", context)


def _folder(request: SignedInRequest, pk: int) -> Rectification:
    folders = Rectification.objects.visible_to(request.user).select_related("branch", "campaign")
    return get_object_or_404(folders, pk=pk)


def evidence_archive(request: SignedInRequest, pk: int) -> FileResponse:
    """All evidence of a folder as one ZIP."""
    folder = _folder(request, pk)
    return FileResponse(archive(folder), as_attachment=True, filename=f"{folder.branch.name}佐证材料.zip")


class AttachEvidence(ExistingPart):
    """Files for a problem or a measure itself, where no progress entry is the place for them."""

    noun: str
    verb = Verb.LOG_PROGRESS
    form_class = AttachForm
    title = _("Add evidence")
    submit_label = _("Upload")
    saved = _("Kept.")

    def write(self, form: Any) -> list[Evidence]:
        return evidence_service.attach(**{self.noun: self.part}, by=self.request.user, **form.values())

    def done_url(self, record: Any) -> str:
        return super().done_url(self.part)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(pretitle=str(self.part), **kwargs)


class AttachToProblem(AttachEvidence):
    noun, model = "problem", Problem


class AttachToMeasure(AttachEvidence):
    noun, model = "measure", Measure


class OfEvidence:
    noun, service, model = "evidence", evidence_service, Evidence
    verb = Verb.LOG_PROGRESS
    part: Any
    folder: Any

    def done_url(self, record: Any) -> str:
        return reverse("branches:folder", args=[self.folder.pk]) + f"#{self.part.anchor}"


class EditEvidence(OfEvidence, EditPart):
    form_class = EvidenceForm
    title = _("Edit caption")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(remove_label=_("Withdraw"), **kwargs)


class WithdrawEvidence(OfEvidence, RemovePart):
    title = submit_label = _("Withdraw")
    saved = _("Withdrawn; it stays on record.")
    question = _("The file is taken out of sight, with your reason; it stays on record.")

    def get_form_class(self) -> Any:
        return WithdrawForm

    def write(self, form: Any) -> None:
        version = form.cleaned_data["version"]
        evidence_service.withdraw(evidence=self.part, version=version, by=self.request.user, **form.values())
