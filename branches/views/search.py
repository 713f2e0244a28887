from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.requests import SignedInRequest
from branches.choices import SearchKind
from branches.selectors import search

LONGEST = 100


def search_page(request: SignedInRequest) -> HttpResponse:
    """What the reader finds by words, in his scope: each hit leads to its place."""
    query = request.GET.get("q", "")[:LONGEST].strip()
    kind = request.GET.get("kind", "")
    found = search.everywhere(request.user, query, kind, request.GET.get("after", ""))
    context = {"q": query, "kind": kind, "found": found, "kinds": _kinds(request)}
    return render(request, "branches/search.html", context)


def _kinds(request: SignedInRequest) -> list[SearchKind]:
    return list(SearchKind) if request.user.sees_cases else [SearchKind.BRANCH]
