"""Report templates: a county's words, version by version, with a preview of invented data."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.views.writing import WriteView
from reports.choices import ReportKind
from reports.fields import of_kind
from reports.forms.templates import TemplateForm
from reports.models import ReportTemplate
from reports.renderers.html import render_html
from reports.selectors.templates import example, in_force, kinds, versions
from reports.services import templates


def template_list(request: SignedInRequest) -> HttpResponse:
    access.require(request.user, Verb.EDIT_TEMPLATES)
    context = {"kinds": kinds(request.user), "crumbs": _way()}
    return render(request, "reports/template_list.html", context)


def template(request: SignedInRequest, pk: int) -> HttpResponse:
    """One version as it was published, and as it would print."""
    visible = ReportTemplate.objects.visible_to(request.user).select_related("organisation", "created_by")
    found = get_object_or_404(visible, pk=pk)
    access.require(request.user, Verb.EDIT_TEMPLATES)
    edit = reverse("reports:edit_template", args=[found.kind])
    context = {
        "template": found,
        "paper": _paper(found),
        "edit_url": f"{edit}?from={found.pk}",
        "crumbs": [*_way(), (found.get_kind_display(), edit)],
    }
    return render(request, "reports/template.html", context)


class EditTemplate(WriteView):
    """A press on "preview" shows what was typed; publishing makes the next version."""

    template_name = "reports/template_form.html"
    verb = Verb.EDIT_TEMPLATES
    form_class = TemplateForm
    submit_label = gettext_lazy("Publish as a new version")
    saved = gettext_lazy("Published. Reports begun from now on use it; drafts may go over to it.")

    def find(self) -> None:
        access.require(self.request.user, self.verb)
        if self.kwargs["kind"] not in ReportKind or self.request.user.organisation is None:
            raise Http404
        self.organisation = self.request.user.organisation
        self.kind = self.kwargs["kind"]
        self.base = in_force(self.request.user, self.kind)
        wanted = self.request.GET.get("from", "")
        older = ReportTemplate.objects.visible_to(self.request.user).filter(kind=self.kind)
        self.shown = get_object_or_404(older, pk=wanted) if wanted.isdecimal() else self.base
        self.title = self.base.get_kind_display()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "base": self.base, "initial": self.shown.words}

    def form_valid(self, form: Any) -> HttpResponse:
        if "preview" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        return super().form_valid(form)

    def write(self, form: Any) -> ReportTemplate:
        user, base = self.request.user, form.cleaned_data["version"]
        return templates.publish(
            kind=self.kind, organisation=self.organisation, by=user, base=base, **form.values()
        )

    def done_url(self, record: Any) -> str:
        return reverse("reports:template_list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form")
        typed = form.instance if form and form.is_bound and form.is_valid() else self.shown
        return super().get_context_data(
            crumbs=_way(),
            cancel_url=self.done_url(None),
            fields=of_kind(self.kind),
            paper=_paper(typed),
            versions=versions(self.request.user, self.kind),
            **kwargs,
        )


def _way() -> list[tuple[str, str]]:
    return [
        (_("Reports"), reverse("reports:report_list")),
        (_("Templates"), reverse("reports:template_list")),
    ]


def _paper(words: ReportTemplate) -> SafeString:
    return mark_safe(render_html(example(words), title_tag="p"))
