"""The daily digest and the private calendar."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.models import CalendarFeed, Digest
from branches.selectors import digests
from branches.selectors.calendar import calendar
from branches.services import calendar_feeds
from branches.services import digests as digest_service


def reminders(request: SignedInRequest) -> HttpResponse:
    access.require(request.user, Verb.VIEW_CASES)
    feed = CalendarFeed.objects.filter(user=request.user).first()
    address = feed and request.build_absolute_uri(reverse("branches:calendar", args=[feed.token]))
    context = {
        "crumbs": [(_("My work"), reverse("branches:my_work"))],
        "digests": [(digest, digests.lines(digest)) for digest in digests.recent(request.user)],
        "address": address,
    }
    return render(request, "branches/reminders.html", context)


@require_POST
def read_digest(request: SignedInRequest, pk: int) -> HttpResponse:
    digest = get_object_or_404(Digest.objects.visible_to(request.user), pk=pk)
    digest_service.mark_read(digest=digest, by=request.user)
    return redirect("branches:my_work")


@require_POST
def renew_calendar(request: SignedInRequest) -> HttpResponse:
    calendar_feeds.renew(by=request.user)
    messages.success(request, _("Your calendar has a new address; an older one no longer works."))
    return redirect("branches:reminders")


@require_POST
def revoke_calendar(request: SignedInRequest) -> HttpResponse:
    calendar_feeds.revoke(by=request.user)
    messages.success(request, _("The calendar is closed; its address no longer works."))
    return redirect("branches:reminders")


@login_not_required
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """For calendar programs, which do not sign in: the address itself is the key."""
    found = CalendarFeed.objects.of_token(token).select_related("user__organisation").first()
    if found is None:
        raise Http404
    content = calendar(found.user, request.build_absolute_uri)
    return HttpResponse(
        content, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private"}
    )
