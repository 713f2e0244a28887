from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from branches.models.measures import Measure
from branches.models.problems import Problem
from branches.models.rectifications import Rectification
from branches.models.scope import FolderPartQuerySet
from branches.models.tracking import SentOnce, Versioned, not_empty, one_home


class Comment(SentOnce, Versioned):
    """What somebody says about a problem or a measure. It is never changed or deleted; who wrote it may withdraw it."""

    rectification = models.ForeignKey(
        Rectification, models.PROTECT, related_name="comments", verbose_name=_("folder")
    )
    problem = models.ForeignKey(
        Problem, models.PROTECT, null=True, blank=True, related_name="comments", verbose_name=_("problem")
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="comments", verbose_name=_("measure")
    )
    text = models.TextField(_("comment"), max_length=1000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("written by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)

    objects = FolderPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["id"]
        constraints = [
            one_home("comment", ("problem", "measure"), _("A comment belongs to one problem or measure.")),
            not_empty("text", "comment", _("Write what you have to say.")),
        ]

    def __str__(self) -> str:
        """Without the words: a name outlives the withdrawal in the audit trail."""
        return f"{self.author} {timezone.localtime(self.created_at):%Y-%m-%d %H:%M}"

    @property
    def about(self) -> Problem | Measure:
        subject = self.problem or self.measure
        assert subject is not None  # noqa: S101  (the constraint says so)
        return subject

    @property
    def anchor(self) -> str:
        """Where on the folder page it is talked about."""
        return f"problem-{self.problem_id}" if self.problem_id else f"measure-{self.measure_id}"

    def get_additional_data(self) -> dict[str, Any]:
        return self.rectification.get_additional_data()


class MentionQuerySet(FolderPartQuerySet):
    scope_prefix = "comment__rectification__"


class CommentMention(models.Model):
    """Somebody who is addressed in a comment with an @; unread until he says that he has read it."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions", verbose_name=_("comment"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="mentions", verbose_name=_("person")
    )
    read_at = models.DateTimeField(_("read"), null=True, editable=False)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "person"],
                name="mention_once_per_comment",
                violation_error_message=_("This person is mentioned already."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "-id"], condition=models.Q(read_at=None), name="mention_unread_newest"
            ),
        ]

    def __str__(self) -> str:
        return f"@{self.person}"

    def get_additional_data(self) -> dict[str, Any]:
        return self.comment.get_additional_data()
