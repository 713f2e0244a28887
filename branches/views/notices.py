"""Supervision notices: the list, one notice with its replies, and the forms that move it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access
from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.choices import NoticeState
from branches.filters import NoticeFilter
from branches.forms.notices import AnswerForm, AskAgainForm, NoticeForm, ReasonForm, ReplyForm
from branches.models import Rectification, SupervisionNotice
from branches.selectors import campaigns, notices
from branches.services import notices as notice_service
from branches.services.folder_parts import frozen_reason
from branches.views.addresses import campaign_of, query_without
from branches.views.writing import WriteView

NOTICES_A_PAGE = 50


def notice_list(request: SignedInRequest) -> HttpResponse:
    """The notices of a campaign in one's scope, newest first."""
    access.require(request.user, Verb.VIEW_CASES)
    choices = campaigns.visible(request.user)
    campaign = campaign_of(request.GET, choices)
    context: dict[str, Any] = {"campaigns": choices, "campaign": campaign}
    if campaign:
        found = NoticeFilter(request.GET, notices.listed(request.user, campaign), request=request)
        page = Paginator(found.qs, NOTICES_A_PAGE).get_page(request.GET.get("page"))
        context |= {"filter": found, "page": page, "query": query_without(request, "page")}
    return render(request, "branches/notice_list.html", context)


def notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """One notice: what was asked, what was replied, with the progress and the evidence, and what came of it."""
    found = get_object_or_404(notices.whole(request.user), pk=pk)
    context = {"notice": found, "crumbs": _way_to(found.rectification), **_rights(request, found)}
    return render(request, "branches/notice.html", context)


def _rights(request: SignedInRequest, found: SupervisionNotice) -> dict[str, bool]:
    """Which buttons to draw; the services decide again."""
    user, editable = request.user, found.rectification.is_editable
    decides = access.allows(user, Verb.ISSUE_NOTICE) and user.organisation_id in found.issuer.lineage_ids
    return {
        "can_reply": editable
        and found.state == NoticeState.AWAITING
        and access.allows(user, Verb.REPLY_NOTICE),
        "can_answer": editable and decides and found.state == NoticeState.REPLIED,
        "can_withdraw": editable and decides and found.is_live,
    }


def _way_to(folder: Rectification) -> list[tuple[str, str]]:
    return [
        (_("Supervision notices"), reverse("branches:notice_list")),
        (folder.branch.name, reverse("branches:folder", args=[folder.pk])),
    ]


class IssueNotice(WriteView):
    """On a folder, or with ``?measure=`` on one of its measures."""

    verb = Verb.ISSUE_NOTICE
    form_class = NoticeForm
    title = gettext_lazy("Issue a supervision notice")
    submit_label = gettext_lazy("Issue")
    saved = gettext_lazy("The notice is issued.")
    leads_on = True

    def find(self) -> None:
        folders = Rectification.objects.visible_to(self.request.user).select_related("branch", "campaign")
        self.folder = get_object_or_404(folders, pk=self.kwargs["folder"])

    def check(self) -> None:
        if reason := frozen_reason(self.folder):
            raise PermissionDenied(reason)

    def get_form_kwargs(self) -> dict[str, Any]:
        wanted = self.request.GET.get("measure", "")
        measure = self.folder.measures.filter(pk=wanted).first() if wanted.isdecimal() else None
        return {**super().get_form_kwargs(), "folder": self.folder, "measure": measure}

    def write(self, form: Any) -> SupervisionNotice:
        return notice_service.issue(rectification=self.folder, by=self.request.user, **form.values())

    def done_url(self, record: Any) -> str:
        return reverse("branches:notice", args=[record.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            crumbs=_way_to(self.folder),
            cancel_url=reverse("branches:folder", args=[self.folder.pk]),
            **kwargs,
        )


class NoticeView(WriteView):
    """A page that moves ``self.notice`` from one of ``states``."""

    template_name = "forms/confirm_page.html"
    verb = Verb.ISSUE_NOTICE
    states: tuple[str, ...]

    def find(self) -> None:
        self.notice = get_object_or_404(notices.whole(self.request.user), pk=self.kwargs["pk"])

    def check(self) -> None:
        if reason := frozen_reason(self.notice.rectification):
            raise PermissionDenied(reason)
        if self.notice.state not in self.states:
            raise PermissionDenied(_("This step is not possible now: somebody may have taken it already."))
        if self.verb == Verb.ISSUE_NOTICE:
            notice_service.check_issuer(self.notice, self.request.user)

    def done_url(self, record: Any) -> str:
        return reverse("branches:notice", args=[self.notice.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [*_way_to(self.notice.rectification), (str(self.notice), self.done_url(None))]
        facts = [(_("What is asked"), self.notice.text)]
        return super().get_context_data(
            crumbs=crumbs, facts=facts, notice=self.notice, cancel_url=self.done_url(None), **kwargs
        )


class ReplyNotice(NoticeView):
    template_name = "branches/notice_reply.html"
    verb = Verb.REPLY_NOTICE
    states = (NoticeState.AWAITING,)
    form_class = ReplyForm
    title = gettext_lazy("Reply to a supervision notice")
    submit_label = gettext_lazy("Send the reply")
    saved = gettext_lazy("The reply is sent.")

    def check(self) -> None:
        # Of what is sent only the service knows whether it came before.
        if self.request.method != "POST":
            super().check()

    def get_form_kwargs(self) -> dict[str, Any]:
        can_log = access.allows(self.request.user, Verb.LOG_PROGRESS)
        return {**super().get_form_kwargs(), "notice": self.notice, "can_log": can_log}

    def write(self, form: Any) -> Any:
        return notice_service.reply(notice=self.notice, by=self.request.user, **form.values())


class AcceptReply(NoticeView):
    states = (NoticeState.REPLIED,)
    form_class = AnswerForm
    title = submit_label = gettext_lazy("Accept the reply")
    saved = gettext_lazy("Accepted; the notice is settled.")

    def write(self, form: Any) -> Any:
        return notice_service.accept_reply(notice=self.notice, by=self.request.user, **form.values())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        replies = [
            (_("Reply"), reply.text) for reply in self.notice.replies.all() if reply.is_accepted is None
        ]
        return {**context, "facts": [*context["facts"], *replies]}


class AskAgain(AcceptReply):
    form_class = AskAgainForm
    title = submit_label = gettext_lazy("Ask again")
    saved = gettext_lazy("Asked again; the notice waits for another reply.")

    def write(self, form: Any) -> Any:
        return notice_service.ask_again(notice=self.notice, by=self.request.user, **form.values())


class WithdrawNotice(NoticeView):
    states = (NoticeState.AWAITING, NoticeState.REPLIED)
    form_class = ReasonForm
    title = submit_label = gettext_lazy("Withdraw the notice")
    saved = gettext_lazy("Withdrawn; it stays on record.")

    def write(self, form: Any) -> Any:
        return notice_service.withdraw(notice=self.notice, by=self.request.user, **form.values())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = _("The notice stays on record with your reason; its number is not given again.")
        return super().get_context_data(question=question, **kwargs)
