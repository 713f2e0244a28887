"""Acceptances: what the visiting group enters, what a second person signs or returns."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.choices import AcceptanceState, Stage
from branches.forms.acceptances import AcceptanceForm, SignForm
from branches.forms.notices import ReasonForm
from branches.models import Acceptance, Rectification
from branches.selectors import acceptances, schemes
from branches.services import acceptances as acceptance_service
from branches.views.writing import WriteView


def acceptance(request: SignedInRequest, pk: int) -> HttpResponse:
    """One acceptance: marks, survey, words, verdict, who entered and who signed."""
    found = get_object_or_404(acceptances.whole(request.user), pk=pk)
    waits = found.state == AcceptanceState.ENTERED and access.allows(request.user, Verb.HOLD_ACCEPTANCE)
    mine = found.entered_by_id == request.user.pk
    context = {
        "acceptance": found,
        "folder": found.rectification,
        "crumbs": _way_to(found.rectification),
        "can_edit": waits and mine,
        "can_sign": waits and not mine,
        "can_return": waits,
    }
    return render(request, "branches/acceptance.html", context)


def _way_to(folder: Rectification) -> list[tuple[str, str]]:
    return [
        (_("Folders"), reverse("branches:home")),
        (folder.branch.name, reverse("branches:folder", args=[folder.pk])),
    ]


class EnterAcceptance(WriteView):
    """By the scheme in force; where an acceptance was returned, the form begins with what it said."""

    template_name = "branches/acceptance_form.html"
    verb = Verb.HOLD_ACCEPTANCE
    form_class = AcceptanceForm
    title = gettext_lazy("Enter an acceptance")
    saved = gettext_lazy("Entered; another person signs it.")

    def find(self) -> None:
        folders = Rectification.objects.visible_to(self.request.user).select_related("branch", "campaign")
        self.folder = get_object_or_404(folders, pk=self.kwargs["folder"])

    def check(self) -> None:
        if self.folder.stage != Stage.ACCEPTANCE:
            raise PermissionDenied(_("Acceptance has not been applied for."))
        if self.folder.acceptances.filter(state=AcceptanceState.ENTERED).exists():
            raise PermissionDenied(_("There is an acceptance already that waits for its signature."))

    def get_form_kwargs(self) -> dict[str, Any]:
        newest = self.folder.acceptances.first()
        earlier = newest if newest and newest.state == AcceptanceState.RETURNED else None
        scheme = schemes.in_force(self.folder.campaign)
        return {**super().get_form_kwargs(), "scheme": scheme, "earlier": earlier}

    def write(self, form: Any) -> Acceptance:
        return acceptance_service.enter(rectification=self.folder, by=self.request.user, **form.values())

    def done_url(self, record: Any) -> str:
        return reverse("branches:acceptance", args=[record.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            crumbs=_way_to(self.folder),
            cancel_url=reverse("branches:folder", args=[self.folder.pk]),
            **kwargs,
        )


class AcceptanceView(WriteView):
    """A page that is about ``self.acceptance`` while it waits for its signature."""

    template_name = "forms/confirm_page.html"
    verb = Verb.HOLD_ACCEPTANCE

    def find(self) -> None:
        self.acceptance = get_object_or_404(acceptances.whole(self.request.user), pk=self.kwargs["pk"])
        self.folder = self.acceptance.rectification

    def check(self) -> None:
        if self.acceptance.state != AcceptanceState.ENTERED:
            raise PermissionDenied(_("This step is not possible now: somebody may have taken it already."))

    def done_url(self, record: Any) -> str:
        return reverse("branches:acceptance", args=[self.acceptance.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [*_way_to(self.folder), (_("Acceptance"), self.done_url(None))]
        return super().get_context_data(
            crumbs=crumbs, acceptance=self.acceptance, cancel_url=self.done_url(None), **kwargs
        )


class EditAcceptance(AcceptanceView):
    template_name = "branches/acceptance_form.html"
    form_class = AcceptanceForm
    title = gettext_lazy("Correct the acceptance")
    saved = gettext_lazy("Saved.")

    def check(self) -> None:
        super().check()
        if self.acceptance.entered_by_id != self.request.user.pk:
            raise PermissionDenied(
                _("Only who entered the scores changes them; you can return them with a reason.")
            )

    def get_form_kwargs(self) -> dict[str, Any]:
        found = self.acceptance
        return {**super().get_form_kwargs(), "instance": found, "scheme": found.scheme}

    def write(self, form: Any) -> Acceptance:
        version = form.cleaned_data["version"]
        return acceptance_service.edit(
            acceptance=self.acceptance, version=version, by=self.request.user, **form.values()
        )


class SignAcceptance(AcceptanceView):
    template_name = "branches/acceptance_sign.html"
    form_class = SignForm
    title = submit_label = gettext_lazy("Sign the acceptance")
    saved = gettext_lazy("Signed; the decision is on record.")

    def check(self) -> None:
        super().check()
        if self.acceptance.entered_by_id == self.request.user.pk:
            raise PermissionDenied(_("Who entered the scores does not sign them: another person must sign."))

    def get_form_kwargs(self) -> dict[str, Any]:
        found = self.acceptance
        initial = {"version": found.version}
        return {**super().get_form_kwargs(), "passed": found.found.passed, "initial": initial}

    def write(self, form: Any) -> Acceptance:
        version = form.cleaned_data["version"]
        return acceptance_service.sign(
            acceptance=self.acceptance, version=version, by=self.request.user, **form.values()
        )


class ReturnAcceptance(AcceptanceView):
    form_class = ReasonForm
    title = submit_label = gettext_lazy("Return the acceptance")
    saved = gettext_lazy("Returned; it stays on record, and the group enters anew.")

    def write(self, form: Any) -> Acceptance:
        return acceptance_service.give_back(acceptance=self.acceptance, by=self.request.user, **form.values())
