"""The national annual form, the list behind each of its figures, and the page on which a folder answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.forms.annual import AnnualForm
from branches.models import Campaign, Rectification
from branches.selectors import annual
from branches.selectors.annual_columns import BLOCKS, COLUMNS, ROWS, Column, Row
from branches.services import annual as service
from branches.views.addresses import query_without
from branches.views.scope import Subject, full_subject, subject
from branches.views.writing import WriteView

ROWS_A_PAGE = 50
NAME = gettext_lazy("Annual form")
MISSING = "missing"


def annual_form(request: SignedInRequest) -> HttpResponse:
    """The form of a campaign: rows and columns changed over, so that it can be read on any screen."""
    about = subject(request)
    context: dict[str, Any] = {"scope": about.scope, "campaigns": about.campaigns, "campaign": about.campaign}
    context["crumbs"] = about.crumbs("branches:annual_form")
    if about.campaign:
        form = annual.form(request.user, about.campaign, about.scope.organisation)
        context |= {
            "form": form,
            "rows": ROWS,
            "blocks": [(block, [_line(about, form, column) for column in block.columns]) for block in BLOCKS],
            "missing_url": about.address("branches:annual_list", column=MISSING),
            "places": _places(about, form),
            "kind": "annual",
            "query": about.query(),
        }
    return render(request, "branches/annual.html", context)


def _line(about: Subject, form: annual.AnnualForm, column: Column) -> tuple[Column, list[tuple[int, str]]]:
    """A column of the form with its figures, each with the address of its list."""
    return column, [
        (
            form.figures[row.key][column.name],
            about.address("branches:annual_list", row=row.key, column=column.name),
        )
        for row in ROWS
    ]


def _places(about: Subject, form: annual.AnnualForm) -> list[tuple[str, int, str]]:
    """The organisations below in which something is missing: name, number of folders, address of their list."""
    return [
        (
            node.name,
            form.incomplete[node.pk],
            about.address("branches:annual_list", node, column=MISSING),
        )
        for node in about.scope.below
        if node.pk in form.incomplete
    ]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: its ``folders``, in ``words`` what is said of it, ``edit`` where that is put right."""

    name: str
    folders: list[Rectification]
    address: str = ""
    words: str = ""
    number: int | None = None
    edit: str = ""


def annual_list(request: SignedInRequest) -> HttpResponse:
    """What ``?row=&column=`` of the form counts; ``column=missing``: the folders that do not say all that is asked."""
    about, campaign = full_subject(request)
    row = next((row for row in ROWS if row.key == request.GET.get("row", "total")), None)
    name = request.GET.get("column", "screened")
    column = COLUMNS.get(name)
    if row is None or (column is None and name != MISSING):
        raise Http404
    found = _found(request, about, campaign, row, column)
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "scope": about.scope,
        "campaign": campaign,
        "row": row,
        "column": column,
        "total": annual.form(request.user, campaign, about.scope.organisation).figures[row.key].get(name),
        "page": page,
        "entries": [_entry(request, column, one) for one in page],
        "query": query_without(request, "page"),
        "crumbs": [(NAME, about.address("branches:annual_form"))],
    }
    return render(request, "branches/annual_list.html", context)


def _found(
    request: SignedInRequest, about: Subject, campaign: Campaign, row: Row, column: Column | None
) -> Any:
    scope = about.scope.organisation
    if column is None:
        return annual.incomplete(request.user, campaign, scope)
    ask = {"problems": annual.problems_of, "holders": annual.holders_of}.get(column.source, annual.folders_of)
    return ask(request.user, campaign, scope, row, column)


def _entry(request: SignedInRequest, column: Column | None, found: Any) -> Entry:
    if isinstance(found, annual.Holder):
        return Entry(str(found.member), found.folders)
    if column and column.source == "problems":
        folder = found.rectification
        where = f"{reverse('branches:folder', args=[folder.pk])}#problem-{found.pk}"
        return Entry(found.title, [folder], where)
    where = reverse("branches:folder", args=[found.pk])
    if column:
        number = getattr(found, column.sums) if column.sums else None
        return Entry(found.branch.name, [found], where, number=number)
    may = access.allows(request.user, Verb.EDIT_CASES) and not service.archived_reason(found)
    edit = reverse("branches:edit_annual", args=[found.pk]) if may else ""
    return Entry(found.branch.name, [found], where, _("; ").join(annual.missing_of(found)), edit=edit)


class EditAnnual(WriteView):
    verb = Verb.EDIT_CASES
    form_class = AnnualForm
    title = gettext_lazy("Annual figures")
    saved = gettext_lazy("Saved.")

    def find(self) -> None:
        visible = Rectification.objects.visible_to(self.request.user).select_related("branch", "campaign")
        self.folder = get_object_or_404(visible, pk=self.kwargs["pk"])
        self.subject = self.folder.branch.name

    def check(self) -> None:
        if reason := service.archived_reason(self.folder):
            raise PermissionDenied(reason)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.folder}

    def write(self, form: Any) -> Rectification:
        version = form.cleaned_data["version"]
        return service.record(
            rectification=self.folder, version=version, by=self.request.user, **form.values()
        )

    def done_url(self, record: Any) -> str:
        return reverse("branches:folder", args=[self.folder.pk]) + "#annual"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(_("Folders"), reverse("branches:home")), (self.folder.branch.name, self.done_url(None))]
        intro = _(
            "For the annual form only: states and counts, no names. The answers stay until you change them; there is"
            " nothing to be typed again next month."
        )
        return super().get_context_data(crumbs=crumbs, cancel_url=self.done_url(None), intro=intro, **kwargs)
