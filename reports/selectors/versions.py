"""The versions of a report, and two of them side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from reports.alignment import align
from reports.choices import WORK_KINDS
from reports.differences import Piece, pieces
from reports.models import Report
from reports.renderers.text import render_text
from reports.selectors.documents import document_of


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph at the left and at the right; ``kind`` is same, changed, old (at the left only) or new."""

    kind: str
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]

    @property
    def sides(self) -> tuple[tuple[Piece, ...], ...]:
        return self.left, self.right


@dataclass(frozen=True, slots=True)
class Comparison:
    left: Report
    right: Report
    rows: list[Row]

    @property
    def sides(self) -> tuple[Report, Report]:
        return self.left, self.right

    @property
    def changes(self) -> int:
        return sum(row.kind != "same" for row in self.rows)


def others(report: Report, user: User) -> Any:
    """What ``report`` can be compared with: the others of its folder (a plan with plans only), or of its organisation
    and campaign.
    """
    same: dict[str, Any] = {"kind__in": WORK_KINDS if report.kind in WORK_KINDS else [report.kind]}
    if report.rectification_id:
        same["rectification"] = report.rectification_id
    else:
        same |= {"organisation": report.organisation_id, "campaign": report.campaign_id}
    return Report.objects.visible_to(user).filter(**same).exclude(pk=report.pk).order_by("-id")


def nearest(report: Report, others: Any) -> Report | None:
    """The version before, else the one behind, else the newest of the others."""
    found = list(others)
    before = [other for other in found if other.pk == report.replaces_id]
    behind = [other for other in found if other.replaces_id == report.pk]
    return next(iter([*before, *behind, *found]), None)


def compare(one: Report, other: Report) -> Comparison:
    """The printed text of both, paragraph by paragraph, the older report at the left."""
    left, right = sorted((one, other), key=lambda report: report.pk)
    old, new = (render_text(document_of(report)).splitlines() for report in (left, right))
    rows = [
        _row(old[before] if before is not None else None, new[after] if after is not None else None)
        for before, after in align(old, new)
    ]
    return Comparison(left, right, rows)


def _row(old: str | None, new: str | None) -> Row:
    if old is None or new is None:
        left = (Piece("old", old),) if old is not None else ()
        right = (Piece("new", new),) if new is not None else ()
        return Row("old" if new is None else "new", left, right)
    woven = pieces(old, new)
    return Row(
        "same" if old == new else "changed",
        tuple(piece for piece in woven if piece.kind != "new"),
        tuple(piece for piece in woven if piece.kind != "old"),
    )
