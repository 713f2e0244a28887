"""Supervision of one folder: notices, acceptances, look-backs, and earlier listings of the branch."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from accounts import access
from accounts.access import Verb
from accounts.models import User
from branches.choices import AcceptanceState, Stage
from branches.models import Acceptance, LookBack, Rectification, SupervisionNotice
from branches.selectors import acceptances, notices


@dataclass(frozen=True)
class Oversight:
    """One query for each list, whatever its length."""

    folder: Rectification
    user: User

    @cached_property
    def notices(self) -> list[SupervisionNotice]:
        return list(notices.visible(self.user).filter(rectification=self.folder))

    @property
    def live(self) -> list[SupervisionNotice]:
        """Those still on somebody's desk, the nearest date first."""
        return sorted((one for one in self.notices if one.is_live), key=lambda one: one.due_on)

    @property
    def past(self) -> list[SupervisionNotice]:
        return [one for one in self.notices if not one.is_live]

    @cached_property
    def acceptances(self) -> list[Acceptance]:
        return list(acceptances.whole(self.user).filter(rectification=self.folder))

    @cached_property
    def look_backs(self) -> list[LookBack]:
        return list(
            LookBack.objects.visible_to(self.user).filter(rectification=self.folder).select_related("done_by")
        )

    @cached_property
    def earlier(self) -> list[Rectification]:
        """The folders that the branch had before this one, newest first."""
        folders = Rectification.objects.visible_to(self.user).filter(branch=self.folder.branch_id)
        before = folders.filter(determined_on__lt=self.folder.determined_on).exclude(pk=self.folder.pk)
        return list(before.select_related("campaign").order_by("-determined_on", "-pk"))

    @property
    def can_issue(self) -> bool:
        return self.folder.is_editable and access.allows(self.user, Verb.ISSUE_NOTICE)

    @property
    def can_reply(self) -> bool:
        return self.folder.is_editable and access.allows(self.user, Verb.REPLY_NOTICE)

    @property
    def can_enter(self) -> bool:
        """Whether the visiting group may enter an acceptance now."""
        waits = any(one.state == AcceptanceState.ENTERED for one in self.acceptances)
        at_it = self.folder.stage == Stage.ACCEPTANCE and not waits
        return at_it and access.allows(self.user, Verb.HOLD_ACCEPTANCE)

    @property
    def can_look_back(self) -> bool:
        closed = self.folder.stage in {Stage.CLOSED, Stage.CONSOLIDATING}
        return closed and access.allows(self.user, Verb.LOOK_BACK)
