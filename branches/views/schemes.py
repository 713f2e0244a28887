"""The acceptance scheme of a campaign: seen by all of it, changed by who keeps its code lists."""

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
from accounts.models import User
from accounts.requests import SignedInRequest
from branches.forms.schemes import SchemeForm
from branches.models import AcceptanceScheme, Campaign
from branches.selectors import schemes
from branches.services import schemes as scheme_service
from branches.views.writing import WriteView


def scheme(request: SignedInRequest, campaign: int) -> HttpResponse:
    access.require(request.user, Verb.VIEW_BRANCHES)
    found = get_object_or_404(Campaign.objects.visible_to(request.user), pk=campaign)
    allowed = access.allows(request.user, Verb.MANAGE_CODE_LISTS) and _manages(request.user, found)
    context = {"campaign": found, "scheme": schemes.in_force(found), "can_edit": allowed}
    return render(request, "branches/scheme.html", context)


def _manages(user: User, campaign: Campaign) -> bool:
    return Campaign.objects.managed_by(user).filter(pk=campaign.pk).exists()


class EditScheme(WriteView):
    template_name = "branches/scheme_form.html"
    verb = Verb.MANAGE_CODE_LISTS
    form_class = SchemeForm
    title = gettext_lazy("Edit the acceptance scheme")
    saved = gettext_lazy("Saved.")

    def find(self) -> None:
        visible = Campaign.objects.visible_to(self.request.user)
        self.campaign = get_object_or_404(visible, pk=self.kwargs["campaign"])

    def check(self) -> None:
        if not _manages(self.request.user, self.campaign):
            raise PermissionDenied(_("This campaign is run by an organisation outside yours."))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": schemes.in_force(self.campaign)}

    def write(self, form: Any) -> AcceptanceScheme:
        version = form.cleaned_data["version"]
        return scheme_service.save(
            campaign=self.campaign, version=version, by=self.request.user, **form.values()
        )

    def done_url(self, record: Any) -> str:
        return reverse("branches:scheme", args=[self.campaign.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(_("Acceptance scheme"), self.done_url(None))]
        return super().get_context_data(
            crumbs=crumbs, pretitle=self.campaign.name, cancel_url=self.done_url(None), **kwargs
        )
