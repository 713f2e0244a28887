"""Writes on people. Who may sign in, where and as what is decided inside one's own subtree only."""

from __future__ import annotations

from typing import Any

from auditlog.models import LogEntry
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.audit import service
from accounts.models import AuditEntry, Organisation, User

# What can be said of a person here. The operator's flag is not among it: only the command line grants that.
FIELDS = frozenset({"username", "name", "post", "email", "organisation", "role", "is_active"})
RIGHTS = ("organisation", "role", "is_active")


@service
def create(*, by: User, password: str | None, organisation: Organisation, **values: Any) -> User:
    """Let a person in; without ``password`` he cannot sign in until one is set.

    Raises ``PermissionDenied`` outside the subtree of ``by``, ``ValidationError`` for values or a weak password.
    """
    access.require(by, Verb.MANAGE_PEOPLE)
    user = User()
    _take(user, values | {"organisation": organisation}, by)
    _take_password(user, password)
    user.full_clean()
    user.save()
    return user


@service
def change(*, user: User, by: User, **values: Any) -> User:
    """Change what is known of a person, or his place. Nobody changes his own role, place or access."""
    access.require(by, Verb.MANAGE_PEOPLE)
    current = _reached(user, by)
    before = {name: getattr(current, name) for name in RIGHTS}
    _take(current, values, by)
    if current == by and before != {name: getattr(current, name) for name in RIGHTS}:
        raise PermissionDenied(_("Nobody changes his own role, organisation or access."))
    current.full_clean(exclude={"organisation"} if current.is_superuser else None)
    current.save()
    return current


@service
def set_password(*, user: User, password: str | None, by: User) -> User:
    """Give a person another password, or none. The trail says that it happened, never what was set."""
    access.require(by, Verb.MANAGE_PEOPLE)
    current = _reached(user, by)
    _take_password(current, password)
    current.save(update_fields=["password"])
    hidden = {"password": ["•••", "•••" if password else ""]}
    AuditEntry.objects.log_create(current, force_log=True, action=LogEntry.Action.UPDATE, changes=hidden)
    return current


def within_reach(by: User) -> Any:
    """The people whom ``by`` may manage: those in his subtree, and the operators only if he is one."""
    people = User.objects.visible_to(by)
    return people if by.is_superuser else people.filter(is_superuser=False)


def _reached(user: User, by: User) -> User:
    found = within_reach(by).select_for_update(of=("self",)).filter(pk=user.pk).first()
    if found is None:
        raise PermissionDenied(_("This person is outside your organisation."))
    return found


def _take(user: User, values: dict[str, Any], by: User) -> None:
    if set(values) - FIELDS:
        raise PermissionDenied(_("This cannot be granted."))
    place = values.get("organisation", user.organisation)
    if place and not Organisation.objects.visible_to(by).filter(pk=place.pk).exists():
        raise PermissionDenied(_("This organisation is outside yours."))
    for name, value in values.items():
        setattr(user, name, value)


def _take_password(user: User, password: str | None) -> None:
    if password is not None:
        validate_password(password, user)
    user.set_password(password)
