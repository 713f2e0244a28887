"""Writes on the organisation tree."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.audit import service
from accounts.choices import Level
from accounts.models import Organisation, User
from accounts.signals import organisation_moved


@service
def save(*, organisation: Organisation, by: User) -> Organisation:
    """Create or change a node; if its parent is another one than before, move it with its whole subtree.

    Raises ``PermissionDenied`` if the node or its parent lies outside the scope of ``by``, ``ValidationError`` if
    the level changes or the parent does not fit.
    """
    access.require(by, Verb.MANAGE_ORGANISATIONS)
    before = Organisation.objects.select_for_update().filter(pk=organisation.pk).first()
    stays = before is not None and before.parent_id == organisation.parent_id
    _check_scope(by, before, None if stays else organisation.parent)
    if before and before.level != organisation.level:
        raise ValidationError({"level": _("The level of an organisation cannot change.")})
    organisation.take_ancestors()
    organisation.full_clean()
    organisation.save()
    if before and before.parent_id != organisation.parent_id:
        _carry_subtree(organisation)
        organisation_moved.send(sender=Organisation, organisation=organisation)
    return organisation


def _check_scope(by: User, *nodes: Organisation | None) -> None:
    """The node as it was and its new parent lie within the organisation of ``by``; only an operator sets up the top."""
    wanted = {node.pk for node in nodes if node}
    found = Organisation.objects.visible_to(by).filter(pk__in=wanted).count()
    if found < len(wanted) or not (wanted or by.is_superuser):
        raise PermissionDenied(_("This organisation is outside yours."))


def _carry_subtree(organisation: Organisation) -> None:
    """Give every descendant the ancestors of the moved node, in one statement."""
    if organisation.level in {Level.PROVINCE, Level.TOWNSHIP}:
        return
    above = [level.column for level in (Level.PROVINCE, Level.CITY) if level < organisation.level]
    inside = Organisation.objects.filter(**{Level(organisation.level).column: organisation})
    inside.update(**{column: getattr(organisation, column) for column in above})
