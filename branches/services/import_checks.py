"""A ledger looked through from beginning to end, without writing: what each of its rows would do, and why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_lazy as _

from accounts.exchange.workbooks import Sheet
from accounts.models import Organisation, User
from branches.choices import RowState
from branches.criteria import NATIONAL_CRITERIA
from branches.ledgers import building
from branches.ledgers.options import Options
from branches.ledgers.preview import RowView, column_heading
from branches.ledgers.records import Finding, Reading, Spot
from branches.ledgers.table import Table
from branches.ledgers.tables import tables
from branches.models import Branch, Campaign
from branches.selectors import imports as selectors
from branches.selectors.import_places import Places
from branches.selectors.import_plans import Change, FolderPlan
from branches.services import import_drafts

Step = Callable[[int, int], None]


def unheard(done: int, total: int) -> None:
    """Nobody is waiting to be told how far it is."""


@dataclass(slots=True)
class Check:
    """``rows`` in reading order, problems not first; ``findings`` of both reading and rules."""

    reading: Reading
    plans: list[FolderPlan]
    findings: list[Finding]
    rows: list[RowView] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each ``RowState``."""
        found = Counter(row.state for row in self.rows)
        return {state: found.get(state, 0) for state in RowState.values}


def recognised(sheets: list[Sheet], chosen: dict[str, str | None]) -> list[Table]:
    """All tables of all sheets."""
    return [table for sheet in sheets for table in tables(sheet, chosen)]


def check(
    found: list[Table],
    *,
    campaign: Campaign,
    by: User | None,
    township: Organisation | None,
    branch: Branch | None = None,
    masked: bool = True,
    locked: bool = False,
    step: Step = unheard,
) -> Check:
    """Read ``found`` and compare it with what is there; ``locked`` for a writer. ``by`` None has no boundary."""
    options = Options(
        year=campaign.year,
        criteria=_criteria(campaign),
        branch=branch.name if branch else "",
        masked=masked,
    )
    reading = building.build(found, options)
    total = len(reading.rows)
    places = Places.of(by, branch.township if branch else township)
    plans = selectors.plans(reading, campaign, places, locked=locked)
    done = 0
    for plan in plans:
        import_drafts.draft(plan, campaign)
        done += len(plan.record.spots)
        step(min(done, total), total)
    _apply_rules(reading, plans)
    refused = reading.refused
    for plan in plans:
        import_drafts.refuse_rows(plan, refused)
    findings = reading.findings + [finding for plan in plans for finding in plan.findings]
    result = Check(reading, plans, sorted(findings, key=lambda finding: finding.spot))
    result.rows = list(_views(result).values())
    return result


def _criteria(campaign: Campaign) -> tuple[tuple[int, str, str], ...]:
    """Those of the campaign; of one that nobody has started yet, those that it would begin with."""
    if campaign.pk is None:
        return NATIONAL_CRITERIA
    return tuple(campaign.criteria.values_list("number", "label", "short_label"))


def _apply_rules(reading: Reading, plans: list[FolderPlan]) -> None:
    """What a ledger must say of a row is an error where the row would write something, and nothing where not."""
    writing = {
        spot
        for plan in plans
        for change in plan.changes
        if change.state != RowState.UNCHANGED and not _is_beside(change)
        for spot in change.spots
    }
    reading.findings = [
        replace(finding, severity="error") if finding.severity == "rule" else finding
        for finding in reading.findings
        if finding.severity != "rule" or finding.spot in writing
    ]


def _views(check: Check) -> dict[Spot, RowView]:
    reading = check.reading
    views = {
        spot: RowView(spot, reading.sheet_of(spot), RowState.UNCHANGED, branch.name if branch else "")
        for spot, branch in reading.rows.items()
    }
    for plan in check.plans:
        for change in plan.changes:
            _tell(views, change)
    for finding in check.findings:
        view = views[finding.spot]
        if finding.severity == "error":
            view.state = RowState.REFUSED
        column = column_heading(reading.tables[finding.spot.table], finding.column)
        view.findings.append([finding.severity, column, finding.value, finding.message])
    return views


# What a row brings beside that by which it is known.
_NEW = {
    "problem": _("New problem"),
    "cause": _("New cause"),
    "measure": _("New measure"),
    "plan": _("New next step"),
    "member": _("New task force member"),
}


def _tell(views: dict[Spot, RowView], change: Change) -> None:
    """Let the rows that tell of ``change`` say so: new before changed where a row does both, for it is new in part."""
    for spot in change.spots:
        view = views[spot]
        if change.noun in {"problem", "measure"}:
            view.text = view.text or getattr(change.record, "text", "")
        if change.state in {RowState.NEW, RowState.CHANGED} and view.state != RowState.CHANGED:
            view.state = change.state if not _is_beside(change) else view.state
    if not change.spots:
        return
    view = views[change.spots[0]]
    if change.state == RowState.CHANGED:
        view.differences += [list(one) for one in change.differences]
    text = getattr(change.record, "text", "")
    if change.state == RowState.NEW and change.noun in _NEW and text != view.text:
        view.differences.append([str(_NEW[change.noun]), "", text])


def _is_beside(change: Change) -> bool:
    """A branch or folder that is only named again changes nothing; it is new with its first row."""
    return change.noun in {"branch", "folder"} and change.state == RowState.CHANGED and not change.values
