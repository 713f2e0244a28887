"""Writes on comments and on the mentions in them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.audit import service
from accounts.models import User
from branches.models import Comment, CommentMention, Measure, Problem
from branches.selectors import people
from branches.services import folder_parts


@service
def add(
    *,
    text: str,
    by: User,
    problem: Problem | None = None,
    measure: Measure | None = None,
    mentioned: Iterable[User] = (),
    key: UUID | None = None,
) -> Comment:
    """Say something about ``problem`` or ``measure``; who is addressed with an @, or is ``mentioned``, is told.

    A comment changes no content: it may be made at every stage of the folder. Raises ``ValidationError`` if the text
    is empty or addresses somebody who cannot be told apart, or who does not see the folder. What comes twice with the
    same ``key`` is said once.
    """
    access.require(by, Verb.COMMENT)
    subject = problem or measure
    assert subject is not None  # noqa: S101  (a slip of the programmer, not of the writer)
    # Locked, so that the second of two at the same moment finds the first.
    folder = folder_parts.lock_at_any_stage(subject.rectification_id, by=by)
    values = {"text": text.strip(), "key": key}
    if said := folder_parts.sent_before(subject.comments.filter(author=by), values):
        return said
    comment = Comment(rectification=folder, problem=problem, measure=measure, author=by, **values)
    comment.full_clean()
    addressed = people.addressed(folder, comment.text, mentioned)
    comment.save()
    for person in addressed:
        if person != by:
            CommentMention.objects.create(comment=comment, person=person)
    return comment


@service
def withdraw(*, comment: Comment, by: User, version: int | None = None) -> Comment:
    """Hide the words of one's own comment; its place stays. Nobody is asked any longer to read it."""
    if comment.author_id != by.pk:
        raise PermissionDenied(_("Only who wrote a comment can withdraw it."))
    current = folder_parts.locked(comment, version)
    current.withdrawn_at, current.version = timezone.now(), current.version + 1
    current.save()
    return current


@service
def mark_read(*, mention: CommentMention, by: User) -> None:
    """Take a mention off the pile of whom it addresses."""
    if mention.person_id != by.pk:
        raise PermissionDenied(_("Only who is mentioned can mark it as read."))
    CommentMention.objects.filter(pk=mention.pk, read_at=None).update(read_at=timezone.now())
