"""Writes on how a person looks at the ledger. They concern nobody else, so there is nothing to lock but a name."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from accounts import access
from accounts.access import Verb
from accounts.audit import service
from accounts.models import User
from branches.choices import LedgerKind
from branches.models import ChosenColumns, SavedView

MOST_VIEWS = 30


@service
def choose_columns(*, kind: LedgerKind, columns: list[str], by: User) -> ChosenColumns:
    """Remember which columns ``by`` wants to see."""
    access.require(by, Verb.VIEW_CASES)
    chosen, _created = ChosenColumns.objects.update_or_create(
        owner=by, kind=kind, defaults={"columns": columns}
    )
    return chosen


@service
def save_view(*, kind: LedgerKind, name: str, query: str, columns: list[str], by: User) -> SavedView:
    """Keep filters, order and columns under ``name``; one of the same name is replaced."""
    access.require(by, Verb.VIEW_CASES)
    views = SavedView.objects.visible_to(by)
    view = views.filter(kind=kind, name=name.strip()).first() or SavedView(owner=by, kind=kind)
    if view.pk is None and views.count() >= MOST_VIEWS:
        raise ValidationError(_("You have %(most)d views already; delete one first.") % {"most": MOST_VIEWS})
    view.name, view.query, view.columns = name.strip(), query, columns
    view.full_clean()
    view.save()
    return view


@service
def remove_view(*, view: SavedView, by: User) -> None:
    if view.owner_id != by.pk:
        raise PermissionDenied(_("This view is somebody else's."))
    view.delete()
