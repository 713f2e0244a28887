"""Concluding a look-back, or leaving it out."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import Verb
from branches.forms.look_backs import LookBackForm
from branches.forms.notices import ReasonForm
from branches.models import LookBack
from branches.selectors import look_backs
from branches.services import look_backs as look_back_service
from branches.views.writing import WriteView


class LookBackView(WriteView):
    verb = Verb.LOOK_BACK

    def find(self) -> None:
        self.look_back = get_object_or_404(look_backs.visible(self.request.user), pk=self.kwargs["pk"])
        self.folder = self.look_back.rectification

    def check(self) -> None:
        if not self.look_back.is_open:
            raise PermissionDenied(_("This look-back has been concluded already."))

    def done_url(self, record: Any) -> str:
        return reverse("branches:folder", args=[self.folder.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(_("Folders"), reverse("branches:home")), (self.folder.branch.name, self.done_url(None))]
        return super().get_context_data(
            crumbs=crumbs, look_back=self.look_back, cancel_url=self.done_url(None), **kwargs
        )


class Conclude(LookBackView):
    template_name = "branches/look_back.html"
    form_class = LookBackForm
    title = gettext_lazy("Look back")
    saved = gettext_lazy("The look-back is on record.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "folder": self.folder}

    def write(self, form: Any) -> LookBack:
        conclude = look_back_service.rebounded if form.is_rebound else look_back_service.consolidated
        return conclude(look_back=self.look_back, by=self.request.user, **form.values())


class Waive(LookBackView):
    template_name = "forms/confirm_page.html"
    form_class = ReasonForm
    title = submit_label = gettext_lazy("Waive the look-back")
    saved = gettext_lazy("Waived; your reason is on record.")

    def write(self, form: Any) -> LookBack:
        return look_back_service.waive(
            look_back=self.look_back, by=self.request.user, text=form.cleaned_data["reason"]
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = [(_("look-back"), f"{self.folder.branch.name} · {self.look_back.due_on}")]
        return super().get_context_data(facts=facts, **kwargs)
