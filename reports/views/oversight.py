"""Supervision notices and acceptance sheets on paper."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from accounts.requests import SignedInRequest
from branches.selectors import acceptances, notices
from reports.selectors import acceptance_sheet, supervision_notice
from reports.views.downloads import as_file


def notice_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(notices.whole(request.user), pk=pk)
    # 〔 〕 do not survive in a file name.
    name = f"督办单{notice.campaign.year}-{notice.number}号"
    return as_file(supervision_notice.compose(notice), "pdf", name)


def acceptance_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    return _sheet(request, pk, "pdf")


def acceptance_docx(request: SignedInRequest, pk: int) -> HttpResponse:
    return _sheet(request, pk, "docx")


def _sheet(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    acceptance = get_object_or_404(acceptances.whole(request.user), pk=pk)
    return as_file(acceptance_sheet.compose(acceptance), kind)
