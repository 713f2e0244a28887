from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect

SENT_BY_SCRIPT = "X-Upload"


class ByUpload:
    """A form page whose script sends the form itself, to show how far it is and to try again on a broken line.

    The script is told where to go (201 and the address) instead of being sent there: it would fetch the page behind the
    reader's back, and the page's message with it.
    """

    request: Any

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        if isinstance(answer, HttpResponseRedirect) and SENT_BY_SCRIPT in self.request.headers:
            return HttpResponse(status=201, headers={"Location": answer.url})
        return answer
