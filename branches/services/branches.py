"""Writes on the branch register."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.audit import service
from accounts.choices import Level
from accounts.models import Organisation, User
from branches.models import Branch
from branches.services import folder_parts, search


@service
def add(*, township: Organisation, by: User, **values: Any) -> Branch:
    """Enter a branch under ``township``, which must lie in the scope of ``by``."""
    access.require(by, Verb.EDIT_BRANCHES)
    if not Organisation.objects.visible_to(by).filter(pk=township.pk).exists():
        raise PermissionDenied(_("This township is outside your organisation."))
    if township.level != Level.TOWNSHIP:
        raise ValidationError({"township": _("A branch belongs to a township.")})
    branch = Branch(city=township.city, county=township.county, township=township)
    _write(branch, values)
    return branch


@service
def edit(*, branch: Branch, by: User, version: int | None = None, **values: Any) -> Branch:
    """Change a branch. Raises ``StaleVersion`` if it is no longer at ``version``."""
    access.require(by, Verb.EDIT_BRANCHES)
    if not Branch.objects.visible_to(by).filter(pk=branch.pk).exists():
        raise PermissionDenied(_("This branch is outside your organisation."))
    current = folder_parts.locked(branch, version)
    current.version += 1
    _write(current, values)
    return current


def _write(branch: Branch, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(branch, name, value)
    branch.full_clean()
    branch.save()
    search.keep(branch)
