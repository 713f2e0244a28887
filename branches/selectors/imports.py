"""What a ledger would do here, and what the pages of an import show."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from accounts.models import Organisation, User
from branches.ledgers.records import BranchRecord, Reading
from branches.models import (
    Branch,
    Campaign,
    Cause,
    ImportRow,
    LedgerImport,
    LedgerTemplate,
    Measure,
    Rectification,
    TaskForceMember,
)
from branches.selectors.import_places import Places, UnknownPlace
from branches.selectors.import_plans import FolderPlan, Present, compare


def plans(reading: Reading, campaign: Campaign, places: Places, *, locked: bool = False) -> list[FolderPlan]:
    """What each branch of ``reading`` is here and what changes in it; ``locked`` locks the folders for writing."""
    found = _merged([_placed(record, places) for record in reading.branches])
    branches = [plan.branch.pk for plan in found if plan.branch]
    folders = _folders(campaign, branches, locked=locked)
    for plan in found:
        plan.folder = folders.get(plan.branch.pk) if plan.branch else None
        if plan.folder:
            plan.present = _present(plan.folder)
        compare(plan)
    return found


def _placed(record: BranchRecord, places: Places) -> FolderPlan:
    plan = FolderPlan(record, None, None, None, Present())
    try:
        plan.township = places.township(
            record.township or places.meant(record.setting), record.county, record.name
        )
    except UnknownPlace as unknown:
        plan.refuse(record.spots, "township", record.township, str(unknown))
    else:
        plan.branch = places.branch(plan.township, record.name)
    return plan


def _merged(found: list[FolderPlan]) -> list[FolderPlan]:
    """One plan a branch, also where the ledger calls it by two names (柳溪村 and 柳溪村党支部)."""
    by_branch: dict[Any, FolderPlan] = {}
    for plan in found:
        township = (plan.township.pk or plan.township.name) if plan.township else plan.record.township
        key = plan.branch.pk if plan.branch else (township, plan.record.name)
        if key in by_branch:
            _add_up(by_branch[key].record, plan.record)
        else:
            by_branch[key] = plan
    return list(by_branch.values())


def _add_up(record: BranchRecord, other: BranchRecord) -> None:
    for name in ("problems", "causes", "measures", "plans", "members", "criteria", "spots"):
        mine = getattr(record, name)
        mine += [one for one in getattr(other, name) if one not in mine]
    for problem in record.problems:
        problem.number = None
    for name in ("kind", "secretary", "member_count", "determined_on", "goal"):
        setattr(record, name, getattr(record, name) or getattr(other, name))
    record.extra = {**other.extra, **record.extra}
    record.sources = {**other.sources, **record.sources}


def _folders(campaign: Campaign, branches: list[int], *, locked: bool) -> dict[int, Rectification]:
    """The folders of ``branches`` by branch, with all that is compared, in as many queries as there are kinds."""
    if not branches:
        return {}
    rows = Rectification.objects.filter(campaign=campaign, branch__in=branches).order_by("pk")
    if locked:
        list(rows.select_for_update().values_list("pk", flat=True))
    serving = TaskForceMember.objects.serving(timezone.localdate())
    rows = rows.select_related("branch", "campaign").prefetch_related(
        "problems",
        Prefetch("causes", Cause.objects.prefetch_related("problems")),
        Prefetch("measures", Measure.objects.prefetch_related("problems", "progress_entries")),
        "followupplans",
        "task_force",
        Prefetch("task_force", serving, to_attr="serving"),
        "criteria",
    )
    return {folder.branch_id: folder for folder in rows}


def _present(folder: Any) -> Present:
    return Present(
        list(folder.problems.all()),
        list(folder.causes.all()),
        list(folder.measures.all()),
        list(folder.followupplans.all()),
        list(folder.task_force.all()),
        folder.serving,
    )


def remembered(organisation: Organisation | None) -> dict[str, str | None]:
    """What people of ``organisation`` said headings mean; of two sayings the later."""
    found: dict[str, str | None] = {}
    for template in LedgerTemplate.objects.filter(organisation=organisation).order_by("used_at"):
        found |= template.mapping
    return found


def last_template(organisation: Organisation) -> LedgerTemplate | None:
    """The shape of the ledger that ``organisation`` sent last."""
    return LedgerTemplate.objects.filter(organisation=organisation).first()


def own(user: User) -> QuerySet[LedgerImport]:
    """The imports of ``user``, newest first."""
    return LedgerImport.objects.visible_to(user).select_related("campaign", "job")


def townships(user: User) -> QuerySet[Organisation]:
    return Organisation.objects.visible_to(user).townships()


def branches(user: User) -> QuerySet[Branch]:
    return Branch.objects.visible_to(user).filter(is_active=True).order_by("name")


def rows(ledger: LedgerImport, state: str = "") -> QuerySet[ImportRow]:
    """What its rows would do, problems first; of one state only, if one is given."""
    found = ImportRow.objects.filter(ledger=ledger)
    return found.filter(state=state) if state else found
