"""Writes on report templates."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.audit import service
from accounts.models import Organisation, User
from branches.exceptions import StaleVersion
from reports.models import ReportTemplate
from reports.models.templates import built_in


@service
def publish(
    *, kind: str, organisation: Organisation, by: User, base: int | None = None, **words: Any
) -> ReportTemplate:
    """Make the next version of the organisation's template; reports begun before keep theirs. What ``words`` leaves
    out are the built-in words.

    ``base`` is the ``version`` of the template that was edited. Raises ``StaleVersion`` if another has come into force
    since, and ``ValidationError`` for an unknown field.
    """
    access.require(by, Verb.EDIT_TEMPLATES)
    given = built_in(kind).words | words
    place = Organisation.objects.visible_to(by).select_for_update().filter(pk=organisation.pk).first()
    if place is None:
        raise PermissionDenied(_("This organisation is outside yours."))
    newest = ReportTemplate.objects.in_force(kind, place).first()
    if base is not None and newest and newest.version != base:
        raise StaleVersion(newest)
    if newest and newest.words == given:
        raise ValidationError(_("Nothing was changed; no new version is needed."))
    number = newest.number + 1 if newest and newest.organisation_id == place.pk else 1
    template = ReportTemplate(organisation=place, kind=kind, number=number, created_by=by, **given)
    template.full_clean()
    template.save()
    return template
