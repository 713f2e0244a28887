"""How a person looks at the ledger: choosing columns, keeping a view under a name, taking it away."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import Verb
from branches.forms.removal import RemoveForm
from branches.forms.saved_views import ColumnsForm, ViewForm
from branches.models import SavedView
from branches.selectors import ledger
from branches.selectors.ledger_columns import LEDGERS
from branches.services import saved_views
from branches.views.addresses import query_without
from branches.views.writing import WriteView


class LedgerView(WriteView):
    """A page about the ledger whose address (kind, filters, order) it carries along, and leads back to."""

    verb = Verb.VIEW_CASES

    def find(self) -> None:
        self.kind = ledger.kind_of(self.request.GET.get("kind"))
        view = ledger.view_of(self.request.user, self.kind, self.request.GET.get("view"))
        self.shown = [column.key for column in ledger.columns_for(self.request.user, self.kind, view)]

    def done_url(self, record: Any) -> str:
        return f"{reverse('branches:ledger')}?{query_without(self.request, 'after', 'view', 'next')}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = self.done_url(None)
        return super().get_context_data(crumbs=[(_("Ledger"), back)], cancel_url=back, **kwargs)


class ChooseColumns(LedgerView):
    form_class = ColumnsForm
    title = _("Choose columns")

    def get_form_kwargs(self) -> dict[str, Any]:
        initial = {"columns": self.shown}
        return {**super().get_form_kwargs(), "ledger": LEDGERS[self.kind], "initial": initial}

    def write(self, form: Any) -> Any:
        columns = form.cleaned_data["columns"]
        return saved_views.choose_columns(kind=self.kind, columns=columns, by=self.request.user)


class SaveView(LedgerView):
    form_class = ViewForm
    title = _("Save this view")
    saved = _("The view is saved.")

    def write(self, form: Any) -> SavedView:
        return saved_views.save_view(
            kind=self.kind, query=self._kept(), columns=self.shown, by=self.request.user, **form.cleaned_data
        )

    def done_url(self, record: Any) -> str:
        return super().done_url(record) + (f"&view={record.pk}" if record else "")

    def _kept(self) -> str:
        """Filters and order without what belongs to the day: campaign and page."""
        kept = QueryDict(
            query_without(self.request, "campaign", "after", "view", "print", "next"), mutable=True
        )
        for name in [name for name, value in kept.items() if not value]:
            del kept[name]
        return kept.urlencode()


class RemoveView(LedgerView):
    template_name = "forms/confirm_page.html"
    form_class = RemoveForm
    title = _("Delete the view")
    submit_label = _("Delete")
    saved = _("Deleted.")

    def find(self) -> None:
        self.view = get_object_or_404(SavedView.objects.visible_to(self.request.user), pk=self.kwargs["pk"])
        self.kind = self.view.kind

    def write(self, form: Any) -> None:
        saved_views.remove_view(view=self.view, by=self.request.user)

    def done_url(self, record: Any) -> str:
        return f"{reverse('branches:ledger')}?kind={self.kind}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(facts=[(self.view._meta.verbose_name, str(self.view))], **kwargs)
