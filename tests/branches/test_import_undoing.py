"""An import is undone as a whole, or not at all."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import AuditEntry
from branches.choices import ImportState
from branches.models import (
    Branch,
    LedgerImport,
    Measure,
    Problem,
    ProgressEntry,
    Rectification,
)
from branches.services import branches, decisions, imports, measures, problems, rollups
from tests.branches.ledgers.arriving import take_over
from tests.branches.ledgers.books import ROWS, plain, with_
from tests.factories import (
    make_problem,
)

pytestmark = pytest.mark.django_db


def state():
    """All rows that an import may touch, by kind."""
    kept = {
        Branch: "secretary",
        Rectification: "problem_count",
        Problem: "text",
        Measure: "percent",
        ProgressEntry: "text",
    }
    return {model: list(model.objects.order_by("pk").values_list("pk", name)) for model, name in kept.items()}


def test_an_import_is_undone_as_a_whole(clerk):
    take_over(clerk, plain(with_(ROWS[0], 完成情况="已谈话。")))
    before = state()
    rows = [with_(ROWS[0], 存在问题="换了说法。", 完成情况="又谈话。", 状态="已完成"), *ROWS[1:]]
    ledger = take_over(clerk, plain(*rows))
    assert state() != before
    imports.undo(ledger=ledger, by=clerk)
    assert (state(), rollups.wrong_folders()) == (before, [])
    assert LedgerImport.objects.get(pk=ledger.pk).state == ImportState.UNDONE
    assert AuditEntry.objects.filter(action=AuditEntry.Action.DELETE, actor=clerk).exists()
    with pytest.raises(PermissionDenied):
        imports.undo(ledger=ledger, by=clerk)


def edit_problem(clerk):
    problems.edit(problem=Problem.objects.first(), by=clerk, responsible="李桥")


def log_progress(clerk):
    measures.log_progress(
        measure=Measure.objects.first(), by=clerk, text="谈话。", percent=10, happened_on=timezone.localdate()
    )


def add_problem(clerk):
    make_problem(Rectification.objects.first())


def delete_measure(clerk):
    measures.remove(measure=Measure.objects.first(), by=clerk)


def rename_branch(clerk):
    branches.edit(branch=Branch.objects.first(), by=clerk, secretary="王田")


def start_problem(clerk):
    decisions.take_step(problem=Problem.objects.get(status="open"), step="start", by=clerk)


CHANGES = [edit_problem, log_progress, add_problem, delete_measure, rename_branch, start_problem]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_was_built_on_is_not_taken_away(clerk, change):
    ledger = take_over(clerk)
    change(clerk)
    before = state()
    with pytest.raises(ValidationError):
        imports.undo(ledger=ledger, by=clerk)
    assert (state(), LedgerImport.objects.get(pk=ledger.pk).state) == (before, ImportState.WRITTEN)
