"""The national annual form out of the records: every figure, what stands behind it, and what is still missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from branches.models import Campaign, Criterion, Problem, Rectification, TaskForceMember
from branches.selectors import overview_sums
from branches.selectors.annual_columns import COLUMNS, ROWS, Column, Row, holder_key, of_source

ASKED = ("secretary_state", "secretary_training", "drives", "cases")
"""What a folder is asked for the form alone (``models.annual``)."""


@dataclass(frozen=True, slots=True)
class AnnualForm:
    """``figures`` by the key of the row and the name of the column.

    ``others`` are the branches that are neither of a village nor of a community: they count in the total only.
    ``incomplete`` counts the folders that do not say all that is asked, by the organisation below.
    """

    day: dt.date
    figures: dict[str, dict[str, int]]
    others: int
    incomplete: dict[int, int]

    @property
    def missing(self) -> int:
        return sum(self.incomplete.values())


@dataclass(frozen=True, slots=True)
class Holder:
    """A unit or a person of the task force, and the folders served."""

    member: TaskForceMember
    folders: list[Rectification]


def form(user: User, campaign: Campaign, scope: Organisation) -> AnnualForm:
    """The form of ``campaign`` in ``scope``, which lies in the scope of ``user``. Five queries, whatever the size."""
    sources = _sources(user, campaign, scope)
    figures = {row.key: dict.fromkeys(COLUMNS, 0) for row in ROWS}
    for source, rows in sources.items():
        wanted = {(row.key, column.name): _count(row, column) for row in ROWS for column in of_source(source)}
        counts = {f"{row}_{name}": count for (row, name), count in wanted.items()}
        found = rows.aggregate(**counts)
        for row, name in wanted:
            figures[row][name] = found[f"{row}_{name}"] or 0
    folders = sources["folders"]
    column = overview_sums.column_below(scope)
    grouped = folders.filter(_incomplete()).order_by().values_list(column).annotate(Count("id"))
    total, *parts = (figures[row.key]["screened"] for row in ROWS)
    return AnnualForm(timezone.localdate(), figures, total - sum(parts), dict(grouped))


def folders_of(
    user: User, campaign: Campaign, scope: Organisation, row: Row, column: Column
) -> QuerySet[Any]:
    """The folders that a figure counts, or adds up; by township and branch."""
    found = _sources(user, campaign, scope)["folders"].filter(row.of(""), column.condition)
    return _in_order(found, "").distinct()


def problems_of(
    user: User, campaign: Campaign, scope: Organisation, row: Row, column: Column
) -> QuerySet[Any]:
    found = _sources(user, campaign, scope)["problems"].filter(row.of("rectification__"), column.condition)
    return _in_order(found, "rectification__")


def holders_of(user: User, campaign: Campaign, scope: Organisation, row: Row, column: Column) -> list[Holder]:
    found = _sources(user, campaign, scope)["holders"].filter(row.of("rectification__"), column.condition)
    related = "rectification__branch", "rectification__township"
    members = found.annotate(who=holder_key()).select_related(*related).order_by("who", "pk")
    groups = (list(group) for _who, group in groupby(members, key=lambda member: member.who))
    return [Holder(group[0], [member.rectification for member in group]) for group in groups]


def incomplete(user: User, campaign: Campaign, scope: Organisation) -> QuerySet[Any]:
    """The folders that do not say all that is asked; ``missing_of`` says what it is."""
    found = _sources(user, campaign, scope)["folders"].filter(_incomplete())
    return _in_order(found, "").prefetch_related("criteria")


def missing_of(folder: Rectification) -> list[str]:
    """What ``folder`` does not say of what the form asks, in words. Reads its criteria."""
    open_ = [name for name in ASKED if getattr(folder, name) in {"", None}]
    words = [str(capfirst(folder._meta.get_field(name).verbose_name)) for name in open_]  # type: ignore[union-attr]
    typed = any(criterion.national_type for criterion in folder.criteria.all())
    return words if typed else [*words, _("A criterion of the national ten")]


def _incomplete() -> Q:
    typed = Criterion.objects.filter(rectifications=OuterRef("pk"), national_type__isnull=False)
    unsaid = Q(secretary_state="") | Q(secretary_training="") | Q(drives=None) | Q(cases=None)
    return unsaid | Q(~Exists(typed))


def _sources(user: User, campaign: Campaign, scope: Organisation) -> dict[str, QuerySet[Any]]:
    """The records of ``campaign`` in ``scope``: folders, problems, and the task force that is in office."""
    place = overview_sums.inside(scope)
    day = min(timezone.localdate(), campaign.ends_on)
    has_begun = Q(from_on=None) | Q(from_on__lte=day)
    mine = {"rectification__campaign": campaign}
    folders = Rectification.objects.visible_to(user).filter(campaign=campaign, **place)
    return {
        "folders": folders,
        "types": folders,
        "problems": Problem.objects.visible_to(user).filter(**mine, **place),
        "holders": TaskForceMember.objects.visible_to(user)
        .serving(day)
        .filter(has_begun, **mine, **{f"rectification__{column}": pk for column, pk in place.items()}),
    }


def _count(row: Row, column: Column) -> Any:
    where = row.of("" if column.source in {"folders", "types"} else "rectification__") & column.condition
    if column.sums:
        return Sum(column.sums, filter=where)
    counted = holder_key() if column.source == "holders" else "pk"
    return Count(counted, filter=where, distinct=True)


def _in_order(rows: QuerySet[Any], lead: str) -> QuerySet[Any]:
    return rows.select_related(f"{lead}branch", "township").order_by(
        "township__position", "township_id", f"{lead}branch__name", "pk"
    )
