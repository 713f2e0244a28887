"""A ledger on its way in: received, its columns settled, looked through, taken over, undone or thrown away."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import access
from accounts.access import Verb
from accounts.audit import service
from accounts.exchange.workbooks import Sheet
from accounts.models import Organisation, User
from branches.choices import ImportState, RowState
from branches.ledgers.inference import told_by_cells
from branches.ledgers.layouts import fingerprint, layout
from branches.ledgers.preview import table_facts
from branches.ledgers.storing import packed
from branches.ledgers.table import Table
from branches.models import (
    Branch,
    Campaign,
    ImportedRecord,
    ImportRow,
    Job,
    LedgerImport,
    LedgerTemplate,
)
from branches.selectors import imports as selectors
from branches.services import import_checks, import_undoing, jobs
from branches.services.import_checks import Check, Step, recognised, unheard
from branches.services.import_refusals import refused_sheets, stored_sheets
from branches.services.import_writing import Writer
from branches.services.jobs import Running, handler

MANY = 300
"""From so many rows on, looking through and taking over happen in the background."""
BATCH = 500
LONGEST = 120


@service
def receive(
    *,
    by: User,
    sheets: list[Sheet],
    name: str,
    campaign: Campaign,
    township: Organisation | None = None,
    branch: Branch | None = None,
) -> LedgerImport:
    """Keep a ledger that was read, with what was recognised in it. Raises ``ValidationError`` if that is nothing."""
    access.require(by, Verb.EDIT_CASES)
    if not Campaign.objects.visible_to(by).filter(pk=campaign.pk).exists():
        raise PermissionDenied(_("This campaign is outside your organisation."))
    ledger = LedgerImport(
        owner=by,
        campaign=campaign,
        township=township or _only_township(by),
        branch=branch,
        name=name[:LONGEST],
    )
    ledger.chosen = selectors.remembered(by.organisation)
    found = recognised(sheets, ledger.chosen)
    if not found:
        raise ValidationError(no_headings())
    ledger.facts = facts(found, sheets)
    ledger.cells.save("cells", ContentFile(packed(sheets)), save=False)
    try:
        ledger.save()
    except Exception:
        ledger.cells.storage.delete(ledger.cells.name)
        raise
    return ledger


def no_headings() -> str:
    return _(
        "No row of headings was recognised: a ledger needs at least two known headings side by side, such as"
        " 党组织名称, 存在问题, 整改措施, 整改时限. Where the headings run down the first column, as in a form, put"
        " them into one row, with a row for each measure."
    )


def _only_township(by: User) -> Organisation | None:
    found = selectors.townships(by)[:2]
    return found[0] if len(found) == 1 else None


def facts(found: list[Table], sheets: list[Sheet]) -> dict[str, Any]:
    """What was recognised: {"tables": [see ``preview.table_facts``], "unread": [names of sheets without headings]}."""
    read = {table.sheet.name for table in found}
    unread = [sheet.name for sheet in sheets if sheet.rows and not sheet.hidden and sheet.name not in read]
    return {"tables": [table_facts(table) for table in found], "unread": unread}


@service
def settle_columns(
    *,
    ledger: LedgerImport,
    by: User,
    chosen: dict[str, str | None],
    branch: Branch | None = None,
    township: Organisation | None = None,
) -> LedgerImport:
    """Say what headings mean (heading → field or None), and whom rows belong to that name nobody."""
    current = _open(ledger, by)
    current.chosen = {**current.chosen, **chosen}
    current.branch, current.township = branch, township or current.township
    sheets = stored_sheets(current)
    current.facts = facts(recognised(sheets, current.chosen), sheets)
    current.state = ImportState.READ
    current.save()
    return current


@service
def strike_out(*, ledger: LedgerImport, by: User, masked: bool) -> LedgerImport:
    """Say whether private numbers and names are to be struck out before anything is written."""
    current = _open(ledger, by)
    current.masked = masked
    current.save()
    return current


def look_through(*, ledger: LedgerImport, by: User) -> Job | None:
    """Check every row and keep what each would do; a long ledger in the background: then the job is returned."""
    if number_of_rows(ledger) < MANY:
        check(ledger=ledger, by=by)
        return None
    return _order(ledger=ledger, by=by, kind="check_ledger", title=_("Check the ledger"))


def check(*, ledger: LedgerImport, by: User, step: Step = unheard) -> None:
    """As ``look_through``, here and now. Reading takes long and locks nothing; only the end of it is written."""
    current = _open(ledger, by, locked=False)
    found = recognised(stored_sheets(current), current.chosen)
    result = import_checks.check(
        found, campaign=current.campaign, by=by, township=current.township, branch=current.branch,
        masked=current.masked, step=step,
    )  # fmt: skip
    _keep_check(ledger=ledger, by=by, check=result)


@service
def _keep_check(*, ledger: LedgerImport, by: User, check: Check) -> None:
    current = _open(ledger, by)
    current.rows.all().delete()
    ImportRow.objects.bulk_create(
        [
            ImportRow(
                ledger=current, position=position, sheet=view.sheet[:100], row=view.spot.row, state=view.state,
                branch=view.branch[:LONGEST], text=view.text[:LONGEST],
                details={"differences": view.differences, "findings": view.findings},
            )
            for position, view in enumerate(check.rows)
        ],
        batch_size=BATCH,
    )  # fmt: skip
    current.facts = current.facts | told(check)
    current.state = ImportState.CHECKED
    current.save()


def told(check: Check) -> dict[str, Any]:
    """The figures of a check: rows by state, records, and what private things were found."""
    private = [one for one in check.findings if one.severity == "private"]
    return {
        "counts": check.counts,
        "problems": len(check.reading.problems),
        "measures": len(check.reading.measures),
        "branches": [branch.name for branch in check.reading.branches if branch.name],
        "new_branches": [
            plan.record.name for plan in check.plans if plan.branch is None and plan.of("branch")
        ],
        "private": len(private),
    }


def take_over(*, ledger: LedgerImport, by: User) -> Job | None:
    """Write what was checked; a long ledger in the background: then the job is returned."""
    if number_of_rows(ledger) < MANY:
        write(ledger=ledger, by=by)
        return None
    return _order(ledger=ledger, by=by, kind="write_ledger", title=_("Take over the ledger"))


@service
def write(*, ledger: LedgerImport, by: User, step: Step = unheard) -> LedgerImport:
    """Write all rows that can be, in one transaction. A ledger that was written already is not written again."""
    current = LedgerImport.objects.visible_to(by).select_for_update().get(pk=ledger.pk)
    if current.state == ImportState.WRITTEN:
        return current
    current = _open(current, by)
    # Two ledgers of one township wait for each other here: the second sees what the first has written.
    list(selectors.townships(by).order_by("pk").select_for_update().values_list("pk", flat=True))
    found = recognised(stored_sheets(current), current.chosen)
    result = import_checks.check(
        found, campaign=current.campaign, by=by, township=current.township, branch=current.branch,
        masked=current.masked, locked=True,
    )  # fmt: skip
    writer = Writer(current, current.campaign, by, _as_of(result))
    total = len(result.plans)
    for done, plan in enumerate(result.plans, 1):
        writer.write(plan)
        step(done, total)
    ImportedRecord.objects.bulk_create(writer.written, batch_size=BATCH)
    _remember(current, found)
    current.facts = current.facts | told(result)
    current.state, current.written_at = ImportState.WRITTEN, timezone.now()
    _forget_cells(current, keep=refused_sheets(found, result))
    current.save()
    return current


def _as_of(result: Check) -> dt.date:
    return result.reading.as_of or timezone.localdate()


def _remember(ledger: LedgerImport, found: list[Table]) -> None:
    """Keep the shape of each table for the writer's organisation, with what headings mean that do not say so."""
    organisation = ledger.owner.organisation
    if organisation is None:
        return
    for table in found:
        headings = {column.heading for column in table.columns}
        chosen = {heading: field for heading, field in ledger.chosen.items() if heading in headings}
        LedgerTemplate.objects.update_or_create(
            organisation=organisation,
            fingerprint=fingerprint(table),
            defaults={
                "name": (table.shape.name if table.shape else table.sheet.name)[:LONGEST],
                "shape": table.shape.code if table.shape else "",
                "layout": layout(table),
                "mapping": {**told_by_cells(table), **chosen},
                "used_at": timezone.now(),
            },
        )


@service
def undo(*, ledger: LedgerImport, by: User) -> LedgerImport:
    """Take back all that an import wrote. Raises ``ValidationError`` naming what was changed since; then nothing is."""
    access.require(by, Verb.EDIT_CASES)
    current = LedgerImport.objects.visible_to(by).select_for_update().get(pk=ledger.pk)
    if current.state != ImportState.WRITTEN:
        raise PermissionDenied(_("There is nothing to undo: the ledger was not taken over."))
    import_undoing.undo(current, by)
    current.state, current.undone_at = ImportState.UNDONE, timezone.now()
    current.save()
    return current


@service
def discard(*, ledger: LedgerImport, by: User) -> None:
    """Throw away a ledger that was not taken over, with all that was read."""
    _drop(_open(ledger, by))


def discard_old() -> None:
    """Throw away what has been lying about for a week: ledgers never taken over, and refused rows. Called every day."""
    week_ago = timezone.now() - dt.timedelta(days=7)
    for ledger in LedgerImport.objects.filter(created_at__lt=week_ago).exclude(cells=""):
        _discard_old(ledger=ledger, by=ledger.owner)


@service
def _discard_old(*, ledger: LedgerImport, by: User) -> None:
    current = LedgerImport.objects.select_for_update().get(pk=ledger.pk)
    if current.is_open:
        _drop(current)
        return
    _forget_cells(current)
    current.rows.all().delete()
    current.save()


def _drop(ledger: LedgerImport) -> None:
    _forget_cells(ledger)
    ledger.delete()


def _forget_cells(ledger: LedgerImport, keep: list[Sheet] | None = None) -> None:
    """The cells may name more people than the folder needs: only the refused rows stay, for a week."""
    ledger.rows.exclude(state=RowState.REFUSED).delete()
    name, storage = ledger.cells.name, ledger.cells.storage
    transaction.on_commit(lambda: storage.delete(name))
    ledger.cells = ""
    if keep:
        ledger.cells.save("cells", ContentFile(packed(keep)), save=False)


def number_of_rows(ledger: LedgerImport) -> int:
    return sum(table["rows"] for table in ledger.facts["tables"])


def _open(ledger: LedgerImport, by: User, *, locked: bool = True) -> LedgerImport:
    """The import as it is now. Raises ``PermissionDenied`` if it is not the user's or is no longer open."""
    access.require(by, Verb.EDIT_CASES)
    mine = LedgerImport.objects.visible_to(by)
    current = (mine.select_for_update() if locked else mine).filter(pk=ledger.pk).first()
    if current is None:
        raise PermissionDenied(_("This ledger was brought in by somebody else."))
    if not current.is_open:
        raise PermissionDenied(_("This ledger has been taken over already."))
    return current


@service
def _order(*, ledger: LedgerImport, by: User, kind: str, title: str) -> Job:
    """Start a job on the ledger; the one that runs already, if there is one."""
    current = _open(ledger, by)
    if current.job and not current.job.has_ended and current.job.kind == kind:
        return current.job
    current.job = jobs.start(kind=kind, title=title, order={"ledger": str(current.pk)}, by=by)
    current.save()
    return current.job


@handler("check_ledger")
def _check_job(running: Running) -> dict[str, Any]:
    ledger = LedgerImport.objects.visible_to(running.by).get(pk=running.order["ledger"])
    if ledger.is_open:
        check(ledger=ledger, by=running.by, step=running.step)
    return {"url": reverse("branches:import_preview", args=[ledger.pk]), "label": _("To the preview")}


@handler("write_ledger")
def _write_job(running: Running) -> dict[str, Any]:
    ledger = LedgerImport.objects.visible_to(running.by).get(pk=running.order["ledger"])
    ledger = write(ledger=ledger, by=running.by, step=running.step)
    return {
        "words": summary(ledger),
        "url": reverse("branches:import_preview", args=[ledger.pk]),
        "label": _("To the import"),
    }


def summary(ledger: LedgerImport) -> str:
    """What became of the rows, in one sentence."""
    counts = ledger.facts["counts"]
    written = counts[RowState.NEW] + counts[RowState.CHANGED]
    return ngettext(
        "%(written)s row taken over, %(unchanged)s unchanged, %(refused)s refused.",
        "%(written)s rows taken over, %(unchanged)s unchanged, %(refused)s refused.",
        written,
    ) % {"written": written, "unchanged": counts[RowState.UNCHANGED], "refused": counts[RowState.REFUSED]}
