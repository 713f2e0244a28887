"""One change to many rows of the ledger: shown beforehand row by row, then done row by row, by the usual services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import access
from accounts.access import Verb
from accounts.audit import service
from accounts.models import User
from branches.choices import LedgerKind, ProblemStatus
from branches.exceptions import StaleVersion
from branches.models import Decision, Job, Measure, Problem, Rectification
from branches.selectors.ledger_columns import LEDGERS
from branches.services import decisions, folder_parts, jobs, measures, problems
from branches.transitions import PROBLEM_TRANSITIONS, Transition

MOST = 1000
AT_ONCE = 200
"""More rows than these are changed by a job in the background."""
NAMED = 5

FIELDS = ("responsible", "deadline")


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to every row of ``kind``: new ``values`` of its fields, or the ``step`` with its ``comment``."""

    kind: LedgerKind
    values: dict[str, Any] = field(default_factory=dict)
    step: str = ""
    comment: str = ""

    def as_order(self) -> dict[str, Any]:
        """For a job; ``from_order`` reads it back."""
        values = {
            name: value.isoformat() if isinstance(value, dt.date) else value
            for name, value in self.values.items()
        }
        return {"kind": self.kind.value, "values": values, "step": self.step, "comment": self.comment}

    @classmethod
    def from_order(cls, order: dict[str, Any]) -> Change:
        values = dict(order["values"])
        if values.get("due_on"):
            values["due_on"] = dt.date.fromisoformat(values["due_on"])
        return cls(LedgerKind(order["kind"]), values, order["step"], order["comment"])


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a row can be changed: ``reason`` says why not, else the words ``before`` become ``after``."""

    row: Any
    reason: str = ""
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class Outcome:
    done: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)

    @property
    def words(self) -> str:
        """How many were changed, and of those that were not the first few with their reasons."""
        said = ngettext("%(count)d row changed.", "%(count)d rows changed.", self.done) % {"count": self.done}
        if not self.refused:
            return said
        named = _("; ").join(f"{title}（{reason.rstrip('。.')}）" for title, reason in self.refused[:NAMED])
        more = "…" if len(self.refused) > NAMED else ""
        return said + _("%(count)d not changed: %(named)s.") % {
            "count": len(self.refused),
            "named": named + more,
        }


def fields_for(user: User) -> tuple[str, ...]:
    return FIELDS if access.allows(user, Verb.EDIT_CASES) else ()


def steps_for(user: User, kind: LedgerKind) -> tuple[Transition, ...]:
    """The steps that the role of ``user`` carries and that lead to another state; a measure has none."""
    if kind != LedgerKind.PROBLEMS:
        return ()
    return tuple(row for row in PROBLEM_TRANSITIONS if row.target and access.allows(user, row.verb))


def preview(rows: QuerySet[Any], change: Change, by: User) -> list[Verdict]:
    """What ``change`` would do to each of ``rows``, by the checks of the services; nothing is written."""
    related = rows.select_related("rectification__branch", "rectification__campaign")
    if change.step:
        newest = Prefetch("decisions", Decision.objects.order_by("-id"))
        related = related.prefetch_related("measures", newest)
    return [_verdict(row, change, by) for row in related.order_by("rectification_id", "number")[:MOST]]


def apply(*, rows: list[tuple[int, int]], change: Change, by: User) -> Outcome | Job:
    """Do it to the rows that were shown, (id, version) each; many of them as a job, whose page tells the rest."""
    if len(rows) <= AT_ONCE:
        return change_rows(rows=rows, change=change, by=by)
    title = ngettext("Change %(count)d row", "Change %(count)d rows", len(rows)) % {"count": len(rows)}
    return jobs.start(kind="bulk_edit", title=title, order={"rows": rows, **change.as_order()}, by=by)


@service
def change_rows(*, rows: list[tuple[int, int]], change: Change, by: User) -> Outcome:
    """All in one transaction; a row that cannot be changed any more is left as it is, and named."""
    # All folders first: who holds the counts of a township while waiting for a folder would wait for ever.
    model = LEDGERS[change.kind].model
    parts = model._default_manager.visible_to(by).filter(pk__in=dict(rows))  # type: ignore[attr-defined]
    folders = Rectification.objects.filter(pk__in=parts.values("rectification_id"))
    list(folders.order_by("pk").select_for_update().values_list("pk", flat=True))
    return _change(rows, change, by)


@jobs.handler("bulk_edit")
def change_in_background(running: jobs.Running) -> dict[str, Any]:
    """Row by row, each in its own transaction: nobody waits for the whole. Done again, it finds done what was done."""
    order = running.order
    rows = [(pk, version) for pk, version in order["rows"]]
    outcome = _change(rows, Change.from_order(order), running.by, told=running.step)
    return {"words": outcome.words, "refused": outcome.refused}


def _change(
    rows: list[tuple[int, int]], change: Change, by: User, told: Callable[[int, int], None] | None = None
) -> Outcome:
    outcome, versions = Outcome(), dict(rows)
    visible = LEDGERS[change.kind].model._default_manager.visible_to(by)  # type: ignore[attr-defined]
    # Folders are locked in one order by everybody, so that two of these do not wait for each other.
    found = list(visible.filter(pk__in=versions).order_by("rectification_id", "pk"))
    for number, row in enumerate(found, 1):
        if reason := _change_row(row, versions[row.pk], change, by):
            outcome.refused.append((row.title, reason))
        else:
            outcome.done += 1
        if told:
            told(number, len(found))
    if gone := len(versions) - len(found):
        outcome.refused.append((_("%(count)d rows") % {"count": gone}, _("they are no longer there.")))
    return outcome


def _change_row(row: Any, version: int, change: Change, by: User) -> str:
    """Change one row; why it could not be, or nothing."""
    try:
        _write(row, version, change, by)
    except (StaleVersion, PermissionDenied, ValidationError, ObjectDoesNotExist) as refusal:
        return "" if row.version != version and _is_so(row, change, by) else _words(refusal)
    return ""


def _write(row: Any, version: int, change: Change, by: User) -> None:
    if change.step:
        decisions.take_step(problem=row, step=change.step, comment=change.comment, version=version, by=by)
    elif isinstance(row, Measure):
        measures.edit(measure=row, version=version, by=by, **change.values)
    else:
        problems.edit(problem=row, version=version, by=by, **change.values)


def _is_so(row: Any, change: Change, by: User) -> bool:
    """Whether the row is already as it was to become: by this very change, taken up again after an interruption."""
    if change.step:
        last = row.decisions.order_by("-id").first()
        return bool(last and last.step == change.step and last.by_id == by.pk and last.to_state == row.status)
    return all(getattr(row, name) == value for name, value in change.values.items() if value)


def _words(refusal: Exception) -> str:
    if isinstance(refusal, StaleVersion):
        return _("Somebody else changed this meanwhile.")
    if isinstance(refusal, ObjectDoesNotExist):
        return _("It is no longer there.")
    return " ".join(getattr(refusal, "messages", [str(refusal)]))


# --- beforehand


def _verdict(row: Any, change: Change, by: User) -> Verdict:
    try:
        return Verdict(row, "", *(_step(row, change, by) if change.step else _edit(row, change, by)))
    except (PermissionDenied, ValidationError) as refusal:
        return Verdict(row, _words(refusal))


def _step(problem: Problem, change: Change, by: User) -> tuple[str, str]:
    record = problem.decisions.all()
    taken = decisions.check(problem, change.step, record=record, comment=change.comment, by=by)
    return problem.get_status_display(), str(ProblemStatus(taken.target).label)


def _edit(row: Problem | Measure, change: Change, by: User) -> tuple[str, str]:
    access.require(by, Verb.EDIT_CASES)
    if reason := folder_parts.frozen_reason(row.rectification):
        raise PermissionDenied(reason)
    if isinstance(row, Problem):
        problems.check_unsettled(row)
    if "responsible" in change.values:
        return row.responsible, change.values["responsible"]
    before: dict[str, Any] = {"deadline": row.deadline, "due_on": row.due_on}
    for name, value in change.values.items():
        setattr(row, name, value)
    folder_parts.settle_deadline(row, before, year=row.rectification.campaign.year)
    _check_date(row)
    return _deadline(before["deadline"], before["due_on"]), _deadline(row.deadline, row.due_on)


def _check_date(row: Problem | Measure) -> None:
    """The date is the only value that one row may take and another not."""
    for constraint in cast("Any", row._meta.constraints):
        if constraint.violation_error_code == "due_on":
            constraint.validate(type(row), row)


def _deadline(phrase: str, due_on: dt.date | None) -> str:
    day = due_on.isoformat() if due_on else ""
    return f"{phrase}（{day}）" if phrase and day else phrase or day
