"""How a job in the background is getting on: a page that renews its bar, and the file it made."""

from __future__ import annotations

import uuid

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.requests import SignedInRequest
from branches.models import Job
from branches.services import jobs


def _mine(request: SignedInRequest, pk: uuid.UUID) -> Job:
    return get_object_or_404(Job.objects.visible_to(request.user), pk=pk)


def job(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    found = _mine(request, pk)
    template = "branches/partials/job_state.html" if request.htmx else "branches/job.html"
    return render(request, template, {"job": found})


def job_file(request: SignedInRequest, pk: uuid.UUID) -> FileResponse:
    found = _mine(request, pk)
    if not found.file:
        raise Http404
    name = found.answer.get("filename", found.file.name.rpartition("/")[2])
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=name)


@require_POST
def cancel_job(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    jobs.cancel(job=_mine(request, pk), by=request.user)
    return redirect("branches:job", pk)
