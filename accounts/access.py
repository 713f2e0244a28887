"""The policy: who may do what. One table; every page, service and admin screen asks it.

What a person may *see* is another question, answered by ``visible_to`` on each queryset.
"""

from __future__ import annotations

from typing import Protocol

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role


class Actor(Protocol):
    """Whoever acts: a signed-in user, or an anonymous one (whose role is missing)."""

    @property
    def is_authenticated(self) -> bool: ...


class Verb(models.TextChoices):
    VIEW_BRANCHES = "view_branches", _("see the branch register")
    EDIT_BRANCHES = "edit_branches", _("edit the branch register")
    VIEW_CASES = "view_cases", _("see rectification folders")
    OPEN_FOLDER = "open_folder", _("open a rectification folder")
    EDIT_CASES = "edit_cases", _("edit a rectification folder")
    LOG_PROGRESS = "log_progress", _("log progress")
    COMMENT = "comment", _("comment")
    ASK_REOPENING = "ask_reopening", _("ask for reopening")
    SUBMIT = "submit", _("submit for sign-off")
    SIGN_OFF = "sign_off", _("sign off")
    SEND_BACK = "send_back", _("send back")
    ISSUE_NOTICE = "issue_notice", _("issue supervision notices")
    REPLY_NOTICE = "reply_notice", _("reply to supervision notices")
    HOLD_ACCEPTANCE = "hold_acceptance", _("hold the acceptance")
    LOOK_BACK = "look_back", _("look back at what was closed")
    WRITE_REPORT = "write_report", _("write reports")
    APPROVE_REPORT = "approve_report", _("approve reports")
    WRITE_SUMMARY = "write_summary", _("write summary reports")
    APPROVE_SUMMARY = "approve_summary", _("approve summary reports")
    EDIT_TEMPLATES = "edit_templates", _("edit report templates")
    VIEW_AUDIT = "view_audit", _("see the audit trail")
    MANAGE_PEOPLE = "manage_people", _("manage people")
    MANAGE_ORGANISATIONS = "manage_organisations", _("manage organisations")
    MANAGE_CODE_LISTS = "manage_code_lists", _("manage code lists")


_READ = frozenset({Verb.VIEW_BRANCHES, Verb.VIEW_CASES})

POLICY: dict[str, frozenset[Verb]] = {
    Role.STAFF: _READ
    | {
        Verb.EDIT_BRANCHES,
        Verb.OPEN_FOLDER,
        Verb.EDIT_CASES,
        Verb.LOG_PROGRESS,
        Verb.COMMENT,
        Verb.ASK_REOPENING,
        Verb.REPLY_NOTICE,
        Verb.WRITE_REPORT,
        Verb.WRITE_SUMMARY,
    },
    Role.REVIEWER: _READ
    | {
        Verb.SUBMIT,
        Verb.COMMENT,
        Verb.ASK_REOPENING,
        Verb.REPLY_NOTICE,
        Verb.WRITE_REPORT,
        Verb.APPROVE_REPORT,
        Verb.WRITE_SUMMARY,
        Verb.APPROVE_SUMMARY,
    },
    Role.SUPERVISOR: _READ
    | {
        Verb.SIGN_OFF,
        Verb.SEND_BACK,
        Verb.COMMENT,
        Verb.ISSUE_NOTICE,
        Verb.HOLD_ACCEPTANCE,
        Verb.LOOK_BACK,
        Verb.WRITE_SUMMARY,
        Verb.APPROVE_SUMMARY,
        Verb.EDIT_TEMPLATES,
    },
    Role.AUDITOR: _READ | {Verb.VIEW_AUDIT},
    Role.ADMIN: frozenset(
        {
            Verb.VIEW_BRANCHES,
            Verb.EDIT_BRANCHES,
            Verb.MANAGE_PEOPLE,
            Verb.MANAGE_ORGANISATIONS,
            Verb.MANAGE_CODE_LISTS,
        }
    ),
}


def allows(user: Actor, verb: Verb) -> bool:
    """Whether the role of ``user`` carries ``verb``; False for anybody who is not signed in."""
    return user.is_authenticated and verb in POLICY.get(getattr(user, "role", ""), frozenset())


def roles_with(verb: Verb) -> list[Role]:
    return [role for role in Role if verb in POLICY[role]]


def reason_against(user: Actor, verb: Verb) -> str:
    """Why ``user`` may not do ``verb``, in words for the 403 page; empty if he may."""
    if allows(user, verb):
        return ""
    roles = gettext(" or ").join(str(role.label) for role in roles_with(verb))
    return gettext("Your role does not allow you to %(verb)s; that is for: %(roles)s.") % {
        "verb": verb.label,
        "roles": roles,
    }


def require(user: Actor, verb: Verb) -> None:
    """Raise ``PermissionDenied`` with the reason unless the role of ``user`` carries ``verb``."""
    if reason := reason_against(user, verb):
        raise PermissionDenied(reason)
