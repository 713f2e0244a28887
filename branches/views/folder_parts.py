"""Pages that add, change and remove a part of a folder; each noun names its form and its service."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import Verb
from branches.forms.removal import RemoveForm
from branches.models import Rectification
from branches.services.folder_parts import frozen_reason, next_number
from branches.views.writing import WriteView


class PartView(WriteView):
    """A page about something in ``self.folder``."""

    verb = Verb.EDIT_CASES
    service: ModuleType
    noun: str
    folder: Rectification

    def check(self) -> None:
        if reason := frozen_reason(self.folder):
            raise PermissionDenied(reason)

    def done_url(self, record: Any) -> str:
        anchor = f"#{self.noun}-{record.pk}" if record else ""
        return reverse("branches:folder", args=[self.folder.pk]) + anchor

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        folder = self.folder
        crumbs = [
            (_("Folders"), reverse("branches:home")),
            (folder.branch.name, reverse("branches:folder", args=[folder.pk])),
        ]
        return super().get_context_data(
            crumbs=crumbs, cancel_url=self.done_url(None), folder=folder, **kwargs
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "folder": self.folder}


class AddPart(PartView):
    saved = _("Added.")

    def find(self) -> None:
        folders = Rectification.objects.visible_to(self.request.user).select_related("branch", "campaign")
        self.folder = get_object_or_404(folders, pk=self.kwargs["folder"])
        self.subject = self.folder.branch.name

    def get_form_kwargs(self) -> dict[str, Any]:
        model = self.form_class._meta.model  # type: ignore[union-attr]
        numbered = any(field.name == "number" for field in model._meta.fields)
        number = next_number(model, self.folder) if numbered else None
        # The link under a problem says which one it is about.
        problem = self.request.GET.get("problem", "")
        initial = {"problems": [int(problem)]} if problem.isdecimal() else {}
        return {**super().get_form_kwargs(), "next_number": number, "initial": initial}

    def write(self, form: Any) -> Any:
        return self.service.add(rectification=self.folder, by=self.request.user, **form.values())


class ExistingPart(PartView):
    model: type[Any]

    def find(self) -> None:
        visible = self.model.objects.visible_to(self.request.user)
        self.part = get_object_or_404(
            visible.select_related("rectification__branch", "rectification__campaign"), pk=self.kwargs["pk"]
        )
        self.folder = self.part.rectification
        self.subject = str(self.part)


class EditPart(ExistingPart):
    saved = _("Saved.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.part}

    def write(self, form: Any) -> Any:
        # The form has already set the new values on its instance; the service reads the row anew.
        version = form.cleaned_data["version"]
        return self.service.edit(
            **{self.noun: self.part}, version=version, by=self.request.user, **form.values()
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(remove_url=self.remove_url(), **kwargs)

    def remove_url(self) -> str:
        """Where the part is taken out; empty for a part that stays."""
        return reverse(f"branches:remove_{self.noun}", args=[self.part.pk])


class RemovePart(ExistingPart):
    template_name = "forms/confirm_page.html"
    submit_label = _("Delete")
    saved = _("Deleted; the audit trail keeps it.")
    question = _("This is taken out of the folder and of the report.")

    def get_form_class(self) -> Any:
        return RemoveForm

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        del kwargs["folder"]
        return {**kwargs, "initial": {"version": self.part.version}}

    def in_words(self) -> str:
        """What is taken out, as its reader knows it."""
        return str(self.part)

    def write(self, form: Any) -> None:
        version = form.cleaned_data["version"]
        self.service.remove(**{self.noun: self.part}, version=version, by=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = [(self.model._meta.verbose_name, self.in_words())]
        return super().get_context_data(facts=facts, question=self.question, **kwargs)
