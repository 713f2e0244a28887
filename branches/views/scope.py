"""Which organisation and which campaign a page of figures is about, as its address says."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, QueryDict
from django.urls import reverse

from accounts import access
from accounts.access import Verb
from accounts.models import Organisation
from accounts.requests import SignedInRequest
from branches.models import Campaign
from branches.selectors import campaigns, overview
from branches.selectors.overview import Scope


@dataclass(frozen=True, slots=True)
class Subject:
    """``campaigns`` are those to choose from; ``campaign`` is None where there is none."""

    scope: Scope
    campaigns: list[Campaign]
    campaign: Campaign | None

    def query(self, organisation: Organisation | None = None, **further: str) -> str:
        """The query string of the same campaign, about ``organisation`` or the same scope."""
        query = QueryDict(mutable=True)
        query["campaign"] = str(self.campaign.pk if self.campaign else "")
        query["scope"] = str((organisation or self.scope.organisation).pk)
        query.update(further)
        return query.urlencode()

    def address(self, name: str, organisation: Organisation | None = None, **further: str) -> str:
        """The page ``name`` with that query."""
        return f"{reverse(name)}?{self.query(organisation, **further)}"

    def crumbs(self, name: str) -> list[tuple[str, str]]:
        """The way up to the reader's own organisation, on the page ``name``."""
        return [(node.name, self.address(name, node)) for node in self.scope.way]


def subject(request: SignedInRequest) -> Subject:
    """What ``?campaign=&scope=`` say. Raises ``Http404`` outside of what the reader sees."""
    access.require(request.user, Verb.VIEW_CASES)
    try:
        scope = overview.scope(request.user, request.GET.get("scope", ""))
    except Organisation.DoesNotExist as error:
        raise Http404 from error
    choices = campaigns.touching(request.user, scope.organisation)
    return Subject(scope, choices, campaigns.chosen(choices, request.GET.get("campaign")))


def full_subject(request: SignedInRequest) -> tuple[Subject, Campaign]:
    """The same for what is nothing without a campaign. Raises ``Http404`` where there is none."""
    found = subject(request)
    if found.campaign is None:
        raise Http404
    return found, found.campaign
