"""The ledger: problems or measures of a campaign, in pages that begin after a key.

Two steps (performance.md 2): the ids of a page by the index, then the rows by id with what they show.
No OFFSET and no COUNT over a scope: a filtered list is counted up to a limit. An index serves the order by deadline;
any other order sorts the campaign's rows in scope for each page, the tenth no slower than the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

from accounts.models import User
from branches.choices import LedgerKind
from branches.models import Campaign, ChosenColumns, SavedView
from branches.selectors.ledger_columns import LEDGERS, Column, Ledger, Sort

PAGE = 50
COUNT_LIMIT = 1000
DEFAULT_SORT = "due"


@dataclass(frozen=True, slots=True)
class Page:
    """``rows`` to show; ``next_key`` for the link to the next page, empty on the last one."""

    rows: list[Any]
    next_key: str


@dataclass(frozen=True, slots=True)
class Order:
    """``name`` of a sort of the ledger, and whether it runs downward; rows without a value come last either way."""

    name: str
    sort: Sort
    is_down: bool

    @property
    def value(self) -> str:
        """As it stands in the address."""
        return f"-{self.name}" if self.is_down else self.name

    @property
    def other(self) -> str:
        """The same order the other way round."""
        return self.name if self.is_down else f"-{self.name}"


def kind_of(wanted: str | None) -> LedgerKind:
    return LedgerKind.MEASURES if wanted == LedgerKind.MEASURES else LedgerKind.PROBLEMS


def listed(user: User, ledger: Ledger, campaign: Campaign) -> QuerySet[Any]:
    rows = ledger.model._default_manager.visible_to(user)  # type: ignore[attr-defined]
    return rows.filter(rectification__campaign=campaign)


def order_of(ledger: Ledger, wanted: str | None) -> Order:
    """The order ``wanted`` in the address ("-due" is downward), else by deadline."""
    name = (wanted or "").removeprefix("-")
    if name not in ledger.sorts:
        return Order(DEFAULT_SORT, ledger.sorts[DEFAULT_SORT], is_down=False)
    return Order(name, ledger.sorts[name], is_down=(wanted or "").startswith("-"))


def page(
    rows: QuerySet[Any],
    ledger: Ledger,
    columns: list[Column],
    order: Order,
    after: str = "",
    size: int = PAGE,
) -> Page:
    """The page of ``rows`` after the key ``after`` ("" for the first); an unreadable key gives the first page."""
    beyond = rows.filter(_beyond(order, after))
    keys = list(beyond.order_by(_by(order), "id").values_list("id", order.sort.field)[: size + 1])
    next_key = _key(*keys[size - 1]) if len(keys) > size else ""
    return Page(_rows(ledger, columns, [pk for pk, _ in keys[:size]]), next_key)


def counted(rows: QuerySet[Any]) -> tuple[int, bool]:
    """How many there are, and whether that is all: counting stops at a thousand."""
    number = rows.order_by()[: COUNT_LIMIT + 1].count()
    return min(number, COUNT_LIMIT), number <= COUNT_LIMIT


def views_of(user: User, kind: LedgerKind) -> list[SavedView]:
    return list(SavedView.objects.visible_to(user).filter(kind=kind))


def view_of(user: User, kind: LedgerKind, wanted: str | None) -> SavedView | None:
    """The view with the id ``wanted`` in the address, if it is one of the user's."""
    views = SavedView.objects.visible_to(user).filter(kind=kind)
    return views.filter(pk=wanted).first() if wanted and wanted.isascii() and wanted.isdecimal() else None


def columns_for(user: User, kind: LedgerKind, view: SavedView | None = None) -> list[Column]:
    """Those of the ``view``, else those that ``user`` chose, else the usual ones."""
    ledger = LEDGERS[kind]
    if view:
        return ledger.shown(view.columns)
    chosen = ChosenColumns.objects.visible_to(user).filter(kind=kind).first()
    return ledger.shown(chosen.columns if chosen else ledger.usual)


def _rows(ledger: Ledger, columns: list[Column], ids: list[int]) -> list[Any]:
    rows = ledger.model._default_manager.filter(pk__in=ids).select_related(*ledger.related)
    for column in columns:
        rows = column.load(rows) if column.load else rows
    by_id = {row.pk: row for row in rows}
    return [by_id[pk] for pk in ids]


def _by(order: Order) -> OrderBy:
    field, nulls_last = F(order.sort.field), order.sort.nullable or None
    return field.desc(nulls_last=nulls_last) if order.is_down else field.asc(nulls_last=nulls_last)


def _key(pk: int, value: Any) -> str:
    return f"{'' if value is None else value}_{pk}"


def _beyond(order: Order, after: str) -> Q:
    words, _, pk = after.rpartition("_")
    if not (pk.isascii() and pk.isdecimal()):
        return Q()
    field, sort = order.sort.field, order.sort
    if sort.nullable and not words:
        return Q(**{f"{field}__isnull": True, "id__gt": int(pk)})
    try:
        value = sort.read(words)
    except ValueError:
        return Q()
    further = Q(**{f"{field}__{'lt' if order.is_down else 'gt'}": value}) | Q(
        **{field: value, "id__gt": int(pk)}
    )
    return further | Q(**{f"{field}__isnull": True}) if sort.nullable else further
