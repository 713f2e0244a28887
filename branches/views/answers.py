"""How a page or a press answers: as a page of its own, or into the dialog of the page that it was asked from.

A link or a form with ``data-dialog`` (static/app/dialog.js) asks for its address in the dialog. The same view and the
same template answer, in another frame; without the script they are plain pages.

A form with files is sent by a script (static/app/upload.js), to show how far it is and to try again on a broken line.
That is told where to go (201 and the address) instead of being sent there: it would fetch the page behind the reader's
back, the page's message with it, and take what comes for the sign-in page.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

from accounts.requests import SignedInRequest

DIALOG = "dialog"
SENT_BY_SCRIPT = "X-Upload"
PAGE_FRAME, DIALOG_FRAME = "base.html", "forms/dialog.html"


def in_dialog(request: SignedInRequest) -> bool:
    return bool(request.htmx) and request.htmx.target == DIALOG


def framed(request: SignedInRequest) -> dict[str, Any]:
    """What a template needs to be shown as a page or in the dialog: ``{% extends frame %}``."""
    inside = in_dialog(request)
    return {"frame": DIALOG_FRAME if inside else PAGE_FRAME, "in_dialog": inside}


def written(
    request: SignedInRequest, words: str | Promise, url: str, *, leads_on: bool = False
) -> HttpResponse:
    """It is done: go to ``url`` and say ``words``; in a dialog, close it and renew the page where it stands,
    unless the work ``leads_on`` to another page. The browser forgets its draft of this form.
    """
    if in_dialog(request):
        answer = HttpResponseClientRedirect(url) if leads_on else HttpResponse(status=204)
        if not leads_on:
            return _told(answer, "written", request, words, url)
    elif SENT_BY_SCRIPT in request.headers:
        answer = HttpResponse(status=201, headers={"Location": url})
    else:
        answer = redirect(url)
    if words:
        # The tag tells the browser whose draft is done with (templates/partials/messages.html, drafts.js).
        messages.success(request, words, extra_tags=request.path)
    return answer


def refused(request: SignedInRequest, words: str | Promise, url: str) -> HttpResponse:
    """Nothing was done, and why; the page is shown as it is now."""
    if in_dialog(request):
        return _told(HttpResponse(status=204), "refused", request, words, url)
    messages.warning(request, words)
    return redirect(url)


def _told(
    answer: HttpResponse, event: str, request: SignedInRequest, words: str | Promise, url: str
) -> HttpResponse:
    detail: dict[str, Any] = {"words": str(words), "form": request.path, "at": urlsplit(url).fragment}
    return trigger_client_event(answer, event, detail)
