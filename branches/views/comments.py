"""Comments on a problem or a measure: said, withdrawn by who said it, and read by who is mentioned."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.access import Verb
from accounts.requests import SignedInRequest
from branches.forms.comments import CommentForm
from branches.models import Comment, CommentMention, Measure, Problem
from branches.services import comments
from branches.views.folder_parts import ExistingPart, RemovePart


class AddComment(ExistingPart):
    """Say something about ``self.part``; possible at every stage."""

    noun: str
    verb = Verb.COMMENT
    form_class = CommentForm
    template_name = "branches/comment_form.html"
    title = gettext_lazy("New comment")
    submit_label = gettext_lazy("Send")
    saved = gettext_lazy("Your comment is there.")

    def check(self) -> None:
        """A comment changes no content."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def write(self, form: Any) -> Comment:
        return comments.add(**{self.noun: self.part}, by=self.request.user, **form.values())

    def done_url(self, record: Any) -> str:
        return super().done_url(self.part)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        thread = self.part.comments.select_related("author")
        return super().get_context_data(part=self.part, thread=thread, **kwargs)


class CommentProblem(AddComment):
    noun, model = "problem", Problem


class CommentMeasure(AddComment):
    noun, model = "measure", Measure


class WithdrawComment(RemovePart):
    noun, service, model = "comment", comments, Comment
    verb = Verb.COMMENT
    title = submit_label = gettext_lazy("Withdraw")
    saved = gettext_lazy("Withdrawn; its place stays.")
    question = gettext_lazy("The words are hidden from everybody; that there was a comment stays visible.")

    def check(self) -> None:
        if self.part.author_id != self.request.user.pk or self.part.withdrawn_at:
            raise PermissionDenied(_("Only who wrote a comment can withdraw it."))

    def in_words(self) -> str:
        return self.part.text  # type: ignore[no-any-return]

    def write(self, form: Any) -> None:
        version = form.cleaned_data["version"]
        comments.withdraw(comment=self.part, version=version, by=self.request.user)

    def done_url(self, record: Any) -> str:
        return reverse("branches:folder", args=[self.folder.pk]) + f"#{self.part.anchor}"


@require_POST
def read_mention(request: SignedInRequest, pk: int) -> HttpResponse:
    mine = CommentMention.objects.visible_to(request.user).filter(person=request.user)
    comments.mark_read(mention=get_object_or_404(mine, pk=pk), by=request.user)
    return redirect("branches:my_work")
