from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.selectors import digests, work


def my_work(request: SignedInRequest) -> HttpResponse:
    """What waits for the reader; each line leads to its form and back here."""
    access.require(request.user, Verb.VIEW_CASES)
    digest = digests.unread(request.user)
    context = {
        "piles": work.piles(request.user),
        "digest": digest,
        "digest_lines": digests.lines(digest) if digest else [],
    }
    return render(request, "branches/work.html", context)
