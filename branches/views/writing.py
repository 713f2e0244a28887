"""The road of a write from the browser: right, form, service, and what to answer when a service declines."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import FormView

from accounts import access
from accounts.access import Verb
from accounts.models import AuditEntry
from accounts.requests import SignedInRequest
from branches.exceptions import StaleVersion
from branches.views.answers import DIALOG, framed, in_dialog, written
from branches.views.conflicts import all_compared, differences, settled


class WriteView(FormView, ABC):  # type: ignore[type-arg]
    """A form page around one service. Subclasses find the object in ``find``, and write in ``write``.

    A link with ``data-dialog`` shows the page as a dialog; when it is written, the page below is renewed, unless the
    work ``leads_on`` to the page of the new record.
    """

    template_name = "forms/form_page.html"
    request: SignedInRequest
    verb: Verb
    title: Any = ""
    submit_label: Any = ""
    saved: Any = ""
    leads_on = False
    subject: Any = ""
    """What the form is about, beyond its title: names a draft that is kept of it."""

    def find(self) -> None:
        """Look up what the page is about, in the scope of the user (404 outside of it)."""

    def check(self) -> None:
        """Raise ``PermissionDenied`` with the reason if the page makes no sense for the user now."""

    @abstractmethod
    def write(self, form: Any) -> Any:
        """Call the service and return the record."""

    def dispatch(self, request: SignedInRequest, *args: Any, **kwargs: Any) -> Any:
        self.find()
        access.require(request.user, self.verb)
        self.check()
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        # The page below may have fields of the same names.
        return {**kwargs, "auto_id": f"{DIALOG}_%s"} if in_dialog(self.request) else kwargs

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        if form.is_bound:
            form.data = settled(form, form.data)
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            record = self.write(form)
        except StaleVersion as stale:
            return self.answer_stale(form, stale.current)
        except ValidationError as error:
            place_errors(form, error)
            return self.form_invalid(form)
        return self.answer_written(record)

    def answer_written(self, record: Any) -> HttpResponse:
        stays = in_dialog(self.request) and not self.leads_on
        url = self.done_url(record) if stays else self.wanted_next() or self.done_url(record)
        return written(self.request, self.saved, url, leads_on=self.leads_on)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def answer_stale(self, form: Any, current: Any) -> HttpResponse:
        """409: both versions side by side, to choose from field by field.

        Where both say the same in all fields there is nothing to choose: it was saved already (the back button, a
        second try).
        """
        found = differences(form, current)
        if not found and form.values() and all_compared(form, current):
            form.cleaned_data["version"] = current.version
            return self.form_valid(form)
        form.data = form.data.copy()
        form.data["version"] = current.version
        last = AuditEntry.objects.get_for_object(current).select_related("actor").first()
        context = self.get_context_data(form=form, differences=found, last_change=last)
        return self.render_to_response({**context, "conflict": True}, status=409)

    @abstractmethod
    def done_url(self, record: Any) -> str:
        """Where to go when ``record`` is written."""

    def wanted_next(self) -> str:
        """Where the page was opened from, if that is an address of ours."""
        wanted = self.request.POST.get("next") or self.request.GET.get("next", "")
        own = url_has_allowed_host_and_scheme(wanted, {self.request.get_host()}, self.request.is_secure())
        return wanted if own else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=self.title,
            subject=self.subject,
            submit_label=self.submit_label,
            next=self.wanted_next(),
            **framed(self.request),
            **kwargs,
        )


def place_errors(form: BaseForm, error: ValidationError) -> None:
    """Put what a service said beside the fields that it names, the rest on top of the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for field, errors in error.error_dict.items():
        form.add_error(field if field in form.fields and field != NON_FIELD_ERRORS else None, errors)
