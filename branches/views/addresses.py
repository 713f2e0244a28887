from django.http import Http404, HttpRequest, QueryDict

from branches.models import Campaign
from branches.selectors import campaigns


def query_without(request: HttpRequest, *names: str) -> str:
    """The query string of ``request`` without ``names``: what a link to another page of a list carries along."""
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return query.urlencode()


def query_of(request: HttpRequest, *names: str) -> str:
    """What the query string of ``request`` says of ``names``, without the empty ones."""
    query = QueryDict(mutable=True)
    for name in names:
        query.setlist(name, [value for value in request.GET.getlist(name) if value])
    return query.urlencode()


def campaign_of(wanted: QueryDict, choices: list[Campaign]) -> Campaign | None:
    """The one of ``choices`` that an address names, else the usual one. Raises ``Http404`` if it names another.

    Nothing may be shown, changed or taken away in place of what was asked for.
    """
    named = wanted.get("campaign")
    campaign = campaigns.chosen(choices, named)
    if named and (campaign is None or named != str(campaign.pk)):
        raise Http404
    return campaign
