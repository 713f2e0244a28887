"""The road of a write from the browser: right, form, service, and what to answer when a service declines."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm, ModelChoiceField
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import FormView

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.exceptions import StaleVersion


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of which two people left different values, in words."""

    label: str
    yours: str
    theirs: str


class WriteView(FormView, ABC):  # type: ignore[type-arg]
    """A form page around one service. Subclasses find the object in ``find``, and write in ``write``."""

    template_name = "forms/form_page.html"
    request: SignedInRequest
    verb: Verb
    title: Any = ""
    submit_label: Any = ""
    saved: Any = ""

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

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            record = self.write(form)
        except StaleVersion as stale:
            return self.answer_stale(form, stale.current)
        except ValidationError as error:
            place_errors(form, error)
            return self.form_invalid(form)
        if self.saved:
            messages.success(self.request, self.saved)
        return redirect(self.wanted_next() or self.done_url(record))

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def answer_stale(self, form: Any, current: Any) -> HttpResponse:
        """409: both versions side by side; saving again then keeps the writer's own."""
        form.data = form.data.copy()
        form.data["version"] = current.version
        context = self.get_context_data(form=form, differences=differences(form, current))
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
            title=self.title, submit_label=self.submit_label, next=self.wanted_next(), **kwargs
        )


def place_errors(form: BaseForm, error: ValidationError) -> None:
    """Put what a service said beside the fields that it names, the rest on top of the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for field, errors in error.error_dict.items():
        form.add_error(field if field in form.fields and field != NON_FIELD_ERRORS else None, errors)


def differences(form: Any, current: Any) -> list[Difference]:
    """The fields whose value in the form is not that of the record as it is now."""
    found = []
    for name, yours in form.values().items():
        if name not in form.fields or not hasattr(current, name):
            continue
        theirs = getattr(current, name, None)
        pair = _in_words(form.fields[name], yours), _in_words(form.fields[name], theirs)
        if pair[0] != pair[1]:
            found.append(Difference(str(form.fields[name].label), *pair))
    return found


def _in_words(field: Any, value: Any) -> str:
    if hasattr(value, "all"):
        value = value.all()
    if isinstance(field, ModelChoiceField) and hasattr(value, "__iter__"):
        return _("; ").join(sorted(field.label_from_instance(one) for one in value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(dict(getattr(field, "choices", None) or []).get(value, value))
