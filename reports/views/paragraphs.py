"""The editor: text left, the very pages right. One form; each of its buttons saves what was typed, too."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Verb
from accounts.requests import SignedInRequest
from reports import pictures
from reports.choices import ReportState
from reports.exceptions import Overtaken
from reports.forms.paragraphs import step_in, typed_in, unwritten_in
from reports.models import Report
from reports.renderers.pdf import RenderingUnavailable
from reports.selectors import rights, versions
from reports.selectors.editor import Editor, editor, to_read
from reports.selectors.steps import fixed_reason, offers
from reports.services import paragraphs
from reports.services.paragraphs import Step, Written
from reports.views.reports import visible, way_to

PRIVATE = {"Cache-Control": "private, max-age=86400, immutable"}


def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """The draft and its pages; for who does not write reports, or once it is submitted, the pages alone."""
    return _page(request, _shown(get_object_or_404(visible(request), pk=pk)))


def _shown(found: Report) -> Editor:
    return to_read(found) if found.is_frozen else editor(found)


@require_POST
def save(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was typed and the button that was pressed. The script asks for JSON; htmx for the form alone."""
    found = get_object_or_404(visible(request), pk=pk)
    try:
        step = step_in(request.POST)
        written = paragraphs.save(report=found, by=request.user, typed=typed_in(request.POST), step=step)
    except Overtaken as overtaken:
        shown = editor(found, overtaken.clashes, unwritten_in(request.POST))
        return _answer(request, shown, status=409)
    except ValidationError as error:
        return _refuse(request, found, error)
    if request.accepts("text/html"):
        return _go_on(request, found, step, written)
    return _told(editor(found), written)


def _go_on(request: SignedInRequest, found: Report, step: Step | None, written: Written) -> HttpResponse:
    shown = editor(visible(request).get(pk=found.pk))
    if step and step.verb == "update" and shown.offers:
        words = _("What you had edited was left as it is; decide there yourself: %(number)s.")
        messages.warning(request, words % {"number": shown.offers})
    if request.htmx:
        return _answer(request, shown, about=written.about)
    anchor = f"#p-{written.about.pk}" if written.about else ""
    return redirect(reverse("reports:report", args=[found.pk]) + anchor)


def _told(shown: Editor, written: Written) -> JsonResponse:
    """The paragraphs that were written, by key: their fingerprints and the line below each; and the pages."""
    keys = {row.pk for row in written.changed}
    entries = {
        entry.row.pk: {
            "was": entry.row.print_of_text,
            "edited": entry.state.edited,
            "foot": render_to_string("reports/partials/paragraph_foot.html", {"entry": entry}),
        }
        for entry in shown.entries
        if entry.row.pk in keys
    }
    return JsonResponse({"paragraphs": entries, **_state(shown)})


def _answer(request: SignedInRequest, shown: Editor, *, status: int = 200, about: Any = None) -> HttpResponse:
    """The form alone for htmx, the whole page else."""
    if not request.htmx:
        return _page(request, shown, status=status)
    context = {"editor": shown, "report": shown.report, "about": about, "with_messages": True}
    return render(request, "reports/partials/draft.html", context, status=status)


def _refuse(request: SignedInRequest, found: Report, error: ValidationError) -> HttpResponse:
    """Nothing was written; what was typed stays in the form."""
    if not request.accepts("text/html"):
        return JsonResponse({"faults": error.messages}, status=422)
    for words in error.messages:
        messages.error(request, words)
    return _answer(request, editor(found, typed=unwritten_in(request.POST)), status=422)


def _page(request: SignedInRequest, shown: Editor, *, status: int = 200) -> HttpResponse:
    writes = rights.allows(request.user, Verb.WRITE_REPORT, shown.report)
    context = {
        "editor": shown,
        "report": shown.report,
        "folder": shown.report.rectification,
        "crumbs": way_to(shown.report),
        "sheets": _sheets(shown),
        "can_write": writes,
        "can_edit": not fixed_reason(shown.report) and writes,
        "can_renew": shown.report.state == ReportState.ISSUED and writes,
        "offers": offers(shown.report, request.user),
        "decisions": list(shown.report.decisions.select_related("by")),
        "others": versions.others(shown.report, request.user).exists(),
    }
    return render(request, "reports/report.html", context, status=status)


def pages(request: SignedInRequest, pk: int) -> JsonResponse:
    """The pages as they are now, for the script."""
    return JsonResponse(_state(_shown(get_object_or_404(visible(request), pk=pk))))


def page_picture(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    found = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    picture = pictures.picture(str(found.pk), name)
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type="image/png", headers=PRIVATE)


def _state(shown: Editor) -> dict[str, Any]:
    """What stands around the text, for the script: pages, counts, and what deserves a second look."""
    sheets = _sheets(shown)
    context = {"editor": shown, "report": shown.report}
    return {
        "pages": sheets,
        "counts": render_to_string("reports/partials/counts.html", {**context, "sheets": sheets}),
        "warnings": render_to_string("reports/partials/second_look.html", context),
    }


def _sheets(shown: Editor) -> list[dict[str, Any]]:
    """Name, address and size of each page; none where no PDF can be set."""
    owner = shown.report.pk
    try:
        found = pictures.sheets(str(owner), shown.document)
    except RenderingUnavailable:
        return []
    return [
        {
            "name": sheet.name,
            "url": reverse("reports:page_picture", args=[owner, sheet.name]),
            "width": sheet.width,
            "height": sheet.height,
        }
        for sheet in found
    ]
