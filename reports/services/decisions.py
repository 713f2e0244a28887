"""The one service that moves a report from state to state, and keeps the record."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from accounts.audit import service
from accounts.models import User
from reports.models import Report, ReportDecision
from reports.selectors.missing import missing_for
from reports.selectors.steps import has_a_hand_in_it
from reports.services import issuing
from reports.services.sheets import lock_in_any_state
from reports.transitions import TRANSITIONS, Transition


@service
def take_step(*, report: Report, step: str, by: User, comment: str = "") -> ReportDecision:
    """Take ``step`` on ``report``. Issuing gives the number, and replaces the version before.

    Raises ``PermissionDenied`` (role, scope, state, four eyes) or ``ValidationError`` (words or something else is
    missing, the number is taken).
    """
    row = next(row for row in TRANSITIONS if row.step == step)
    current = lock_in_any_state(report.pk, by, row.verb)
    last = current.decisions.first()
    if last and (last.step, last.by_id, last.comment) == (step, by.pk, comment.strip()):
        # A second press, or the back button: this very decision stands already.
        return last
    _check(row, current, by, comment)
    decision = _record(row, current, by, comment)
    if step == "issue":
        _issue(current, by)
    else:
        current.save()
    return decision


def _issue(report: Report, by: User) -> None:
    try:
        issuing.fix(report)
        _replace(report, by)
        report.full_clean()
        report.save()
    except Exception:
        issuing.discard_files(report)
        raise


def _check(row: Transition, report: Report, by: User, comment: str) -> None:
    if row.is_outcome or report.state not in row.sources:
        raise PermissionDenied(_("This step is not possible now: somebody may have taken it already."))
    if row.other_person and has_a_hand_in_it(report, by):
        raise PermissionDenied(
            _("Who wrote or submitted it does not approve it: another person must decide.")
        )
    if missing := missing_for(row, report):
        raise ValidationError(missing)
    if row.needs_comment and not comment.strip():
        raise ValidationError({"comment": _("Say why, in a few words.")})


def _record(row: Transition, report: Report, by: User, comment: str) -> ReportDecision:
    decision = ReportDecision(
        report=report, step=row.step, from_state=report.state, to_state=row.target,
        comment=comment.strip(), by=by,
    )  # fmt: skip
    decision.full_clean()
    decision.save()
    report.state = row.target
    report.version += 1
    return decision


def _replace(report: Report, by: User) -> None:
    """The version before, if it still stands, gives way to ``report``."""
    if report.replaces_id is None:
        return
    before = Report.objects.select_for_update().get(pk=report.replaces_id)
    row = next(row for row in TRANSITIONS if row.step == "supersede")
    if before.state in row.sources:
        _record(row, before, by, report.reason)
        before.save()
