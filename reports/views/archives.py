from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from reports.filters import ReportFilter
from reports.models import Report
from reports.services import archives


@require_POST
def archive(request: SignedInRequest) -> HttpResponse:
    """The reports that the list shows, as one ZIP: the form carries the list's filters."""
    access.require(request.user, Verb.VIEW_CASES)
    shown = ReportFilter(request.POST, Report.objects.visible_to(request.user), request=request)
    title = _("Reports %(day)s") % {"day": timezone.localdate().isoformat()}
    where = " · ".join(pill.words for pill in shown.pills)
    try:
        job = archives.order(
            reports=shown.qs.order_by("pk").values_list("pk", flat=True),
            form=request.POST.get("form", "pdf"),
            title=f"{title} {where}".strip()[:120],
            by=request.user,
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("reports:report_list")
    return redirect("branches:job", job.pk)
