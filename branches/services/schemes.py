"""Writes on a campaign's acceptance scheme."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.audit import service
from accounts.models import User
from branches import schemes
from branches.exceptions import StaleVersion
from branches.models import AcceptanceScheme, Campaign, SchemeItem


class Line(NamedTuple):
    """One item as it is typed."""

    title: str
    text: str
    full_marks: int


@service
def save(
    *,
    campaign: Campaign,
    by: User,
    pass_mark: Decimal,
    items: Sequence[Line],
    dissatisfied_over: int | None = None,
    satisfied_under: int | None = None,
    version: int | None = None,
) -> AcceptanceScheme:
    """Change the scheme in force; once an acceptance was held by it, this makes a new edition and the old one stays.

    Raises ``StaleVersion`` if the scheme in force is no longer at ``version``.
    """
    access.require(by, Verb.MANAGE_CODE_LISTS)
    if not Campaign.objects.managed_by(by).filter(pk=campaign.pk).exists():
        raise PermissionDenied(_("This campaign is run by an organisation outside yours."))
    Campaign.objects.locked(campaign.pk)
    current = AcceptanceScheme.objects.filter(campaign=campaign).order_by("-edition").first()
    if current and version is not None and current.version != version:
        raise StaleVersion(current)
    _check(items, pass_mark)
    scheme = _to_write(campaign, current)
    scheme.pass_mark, scheme.dissatisfied_over, scheme.satisfied_under = (
        pass_mark,
        dissatisfied_over,
        satisfied_under,
    )
    return _written(scheme, items)


def seed(campaign: Campaign) -> AcceptanceScheme:
    """Give a new campaign a scheme to start from."""
    scheme = AcceptanceScheme(
        campaign=campaign,
        edition=1,
        pass_mark=Decimal(schemes.PASS_MARK),
        dissatisfied_over=schemes.DISSATISFIED_OVER,
    )
    return _written(scheme, [Line(*item) for item in schemes.ITEMS])


def _check(items: Sequence[Line], pass_mark: Decimal) -> None:
    if not items:
        raise ValidationError(_("A scheme has at least one item."))
    if pass_mark > sum(item.full_marks for item in items):
        raise ValidationError({"pass_mark": _("The pass mark is more than all full marks together.")})


def _to_write(campaign: Campaign, current: AcceptanceScheme | None) -> AcceptanceScheme:
    if current is None:
        return AcceptanceScheme(campaign=campaign, edition=1)
    if current.acceptances.exists():
        return AcceptanceScheme(campaign=campaign, edition=current.edition + 1, version=current.version + 1)
    current.version += 1
    return current


def _written(scheme: AcceptanceScheme, items: Sequence[Line]) -> AcceptanceScheme:
    scheme.full_clean()
    scheme.save()
    scheme.items.all().delete()
    for number, line in enumerate(items, 1):
        item = SchemeItem(scheme=scheme, number=number, **line._asdict())
        item.full_clean()
        item.save()
    return scheme
