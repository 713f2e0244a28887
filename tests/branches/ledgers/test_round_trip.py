"""What was exported can be imported: nothing is new, nothing changes, nothing is refused."""

import pytest

from branches.choices import LedgerKind, RowState
from branches.services import import_checks, rectifications, task_force
from tests.branches.ledgers.arriving import counts
from tests.branches.ledgers.leaving import BOTH, SHAPES, export, read, returned, said
from tests.branches.reading import sign_off
from tests.factories import (
    log,
    make_branch,
    make_cause,
    make_folder,
    make_measure,
    make_plan,
    make_problem,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(tree, supervisor):
    """Two folders with something of everything: shared and lone measures, marks within texts, people, every state."""
    branch = make_branch(tree.township, name="青石村党支部", secretary="王立", member_count=21)
    folder = make_folder(branch, goal="班子过硬。")
    first = make_problem(
        folder, text="班子不团结，内耗严重。", responsible="镇党委，王书记", deadline="2026年底前，并长期坚持"
    )
    second = make_problem(folder, text="一是阵地薄弱；二是无人值守。", deadline="6月底前")
    make_cause(folder, [first])
    make_cause(folder, [first, second], text="一是认识不足。")
    make_cause(folder, text="上级指导不够。")
    both = make_measure(folder, [first, second], title="强化队伍建设", description="一是谈话。二是补选。")
    log(both, text="一是召开会议。", percent=60)
    make_measure(folder, [first], title="完善制度", responsible="李桥", deadline="2026.9")
    make_measure(folder, title="走访群众")
    make_plan(folder, title="建章立制", text="完成修订。")
    make_plan(folder, title="再走访")
    by = make_user("staff", tree.township)
    for kind, name, post in (
        ("county_leader", "韩望", "县委常委、统战部部长"), ("town_leader", "宋行", "副书记"),
        ("town_leader", "李平", "委员"),
    ):  # fmt: skip
        task_force.add(rectification=folder, by=by, kind=kind, name=name, post=post)
    task_force.add(rectification=folder, by=by, kind="paired_unit", unit="县农业农村局")
    rectifications.edit(rectification=folder, by=by, criteria=list(folder.campaign.criteria.all()[:3]))
    other = make_folder(make_branch(tree.township, name="云岭社区党支部"))
    sign_off(make_problem(other, text="党员教育管理不严。"), supervisor)
    return folder


def unchanged(ledger):
    """How many rows there are, none of which would do anything."""
    assert said(ledger) == []
    assert counts(ledger)[:3] == (0, 0, 0)
    return counts(ledger)[3]


# Several sheets do not go into one file of separated values.
FOR_MEASURES = {"OWN", "V2", "V3", "V5", "V6", "V8", "V9", "V13", "V14"}


@pytest.mark.parametrize(("shape", "form"), BOTH)
def test_each_shape_comes_back_without_a_change(full, clerk, shape, form):
    assert unchanged(returned(clerk, export(clerk, shape=shape, form=form))) >= 1


@pytest.mark.parametrize(("shape", "form"), [both for both in BOTH if both[0] in FOR_MEASURES])
def test_measures_come_back_too(full, clerk, shape, form):
    made = export(clerk, LedgerKind.MEASURES, shape=shape, form=form)
    assert unchanged(returned(clerk, made)) >= 1


@pytest.mark.parametrize("shape", SHAPES)
def test_a_ledger_of_two_townships_names_them(full, tree, supervisor, shape):
    twin = make_folder(make_branch(tree.other_township, name="青石村党支部"))
    make_measure(twin, [make_problem(twin, text="班子不团结，内耗严重。")], title="强化队伍建设")
    found = import_checks.recognised(read(export(supervisor, shape=shape)), {})
    result = import_checks.check(found, campaign=full.campaign, by=None, township=None)
    assert [row for row in result.rows if row.state != RowState.UNCHANGED] == []
    assert {plan.branch.pk for plan in result.plans} >= {full.branch_id, twin.branch_id}
    assert {problem.text for plan in result.plans for problem in plan.record.problems} == {
        "班子不团结，内耗严重。", "一是阵地薄弱；二是无人值守。", "党员教育管理不严。",
    }  # fmt: skip


def test_a_cause_of_no_problem_has_a_row_of_its_own(tree, clerk):
    folder = make_folder(make_branch(tree.township, name="青石村党支部"))
    make_cause(folder, [make_problem(folder, text="班子不团结。")], text="认识不足。")
    make_cause(folder, text="上级指导不够。")
    made = export(clerk)
    (sheet,) = read(made)
    heads = sheet.rows[2]
    places = [heads.index(heading) for heading in ("存在的主要问题", "原因分析")]
    assert [[sheet.cell(row, place) for place in places] for row in (3, 4)] == [
        ["班子不团结。", "认识不足。"], ["", "上级指导不够。"],
    ]  # fmt: skip
    assert unchanged(returned(clerk, made)) == 2


@pytest.mark.parametrize("order", [(0, 1, None), (None, 1, 0), (1, None, 0)])
def test_causes_in_the_same_words_stay_with_their_problems(tree, clerk, order):
    """One explains the first problem, one the second, one is not linked: whichever was entered first."""
    folder = make_folder(make_branch(tree.township, name="青石村党支部"))
    problems = [make_problem(folder, text="班子不团结。"), make_problem(folder, text="阵地薄弱。")]
    for place in order:
        make_cause(folder, [] if place is None else [problems[place]], text="认识不足。")
    assert unchanged(returned(clerk, export(clerk))) == 3


@pytest.mark.parametrize("shape", ["V3", "V5", "V8", "V14"])
def test_what_was_done_may_read_like_a_share(tree, clerk, shape):
    """An entry that says "100%" of something is no news of how far the measure is."""
    folder = make_folder(make_branch(tree.township, name="青石村党支部"))
    log(make_measure(folder, [make_problem(folder)]), text="100%", percent=60)
    assert unchanged(returned(clerk, export(clerk, shape=shape))) >= 1
