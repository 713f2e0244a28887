"""What was exported can be imported: nothing is new, nothing changes, nothing is refused."""

import pytest

from branches.choices import LedgerKind
from tests.branches.ledgers.arriving import counts
from tests.branches.ledgers.leaving import SHAPES, export, returned, said
from tests.factories import log, make_branch, make_cause, make_folder, make_measure, make_plan, make_problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(tree):
    branch = make_branch(tree.township, name="青石村党支部", secretary="王立", member_count=21)
    folder = make_folder(branch, goal="班子过硬。")
    first = make_problem(
        folder, text="班子不团结，内耗严重。", responsible="镇党委，王书记", deadline="2026年底前，并长期坚持"
    )
    second = make_problem(folder, text="一是阵地薄弱；二是无人值守。", deadline="6月底前")
    make_cause(folder, [first])
    make_cause(folder, [first, second], text="一是认识不足。")
    both = make_measure(folder, [first, second], title="强化队伍建设", description="一是谈话。二是补选。")
    log(both, text="一是召开会议。", percent=60)
    make_measure(folder, [first], title="完善制度", responsible="李桥", deadline="2026.9")
    make_measure(folder, title="走访群众")
    make_plan(folder, title="建章立制", text="完成修订。")
    make_plan(folder, title="再走访")
    return folder


def unchanged(ledger):
    """How many rows there are, none of which would do anything."""
    assert said(ledger) == []
    assert counts(ledger)[:3] == (0, 0, 0)
    return counts(ledger)[3]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_comes_back_without_a_change(full, clerk, shape, form):
    assert unchanged(returned(clerk, export(clerk, shape=shape, form=form))) >= 1


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("shape", ["OWN", "V2", "V3", "V5", "V6", "V8", "V13", "V14"])
def test_measures_come_back_too(full, clerk, shape, form):
    made = export(clerk, LedgerKind.MEASURES, shape=shape, form=form)
    assert unchanged(returned(clerk, made)) >= 1
