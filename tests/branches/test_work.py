"""My work: what waits for whom, and nothing else."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from branches.models import Campaign, LookBack, Measure, Rectification
from branches.selectors.deadlines import QUIET_DAYS
from branches.selectors.work import SHOWN, piles
from branches.services import acceptances, decisions, measures, notices
from tests.factories import (
    accept,
    apply,
    log,
    make_acceptance,
    make_folder,
    make_measure,
    make_notice,
    make_problem,
    make_user,
    reply,
    signer,
)

pytestmark = pytest.mark.django_db
LONG_AGO = 90


def days(number):
    return timezone.localdate() + dt.timedelta(days=number)


def found(user):
    """The piles of ``user`` as {key: [titles or branch names]}."""
    return {
        pile.key: [row.branch.name if pile.kind == "folder" else row.title for row in pile.rows]
        for pile in piles(user)
    }


def titles(user):
    """The piles of ``user`` as {key: [what names each row]}."""
    return {pile.key: [str(row) for row in pile.rows] for pile in piles(user)}


def measure(folder, title, due=None, started=-LONG_AGO, **values):
    due_on = None if due is None else days(due)
    return make_measure(folder, title=title, starts_on=days(started), due_on=due_on, **values)


@pytest.fixture
def folder(tree):
    return make_folder(township=tree.township, determined_on=days(-LONG_AGO))


@pytest.fixture
def problem(folder):
    """Under rectification, with a finished measure."""
    problem = make_problem(folder, text="班子不团结。", found_on=days(-LONG_AGO))
    log(make_measure(folder, [problem], title="强化队伍", outcome="成效。", starts_on=days(-9)), percent=100)
    problem.refresh_from_db()
    return problem


def test_deadlines_lie_on_two_piles_and_no_measure_on_two(folder, clerk):
    measure(folder, "昨天到期", due=-1)
    measure(folder, "今天到期", due=0)
    measure(folder, "一周到期", due=7)
    measure(folder, "八天到期", due=8, started=-1)
    measure(folder, "长期坚持", due=-1, started=-1, long_term=True)
    log(measure(folder, "已完成", due=-1), percent=100)
    assert found(clerk) == {"overdue": ["昨天到期"], "week": ["今天到期", "一周到期"]}


@pytest.mark.parametrize(("ago", "asked"), [(QUIET_DAYS, False), (QUIET_DAYS + 1, True)])
def test_after_thirty_days_without_progress_somebody_asks(folder, clerk, ago, asked):
    never = measure(folder, "从未记录", started=-ago)
    old = measure(folder, "久未更新")
    log(old, happened_on=days(-ago))
    log(measure(folder, "刚刚更新"), happened_on=days(0))
    assert found(clerk).get("quiet", []) == ([never.title, old.title] if asked else [])


def test_a_return_comes_back_with_its_words_until_it_is_handed_in_again(problem, clerk, reviewer, supervisor):
    decisions.take_step(problem=problem, step="submit", by=reviewer)
    assert "returned" not in found(clerk)
    decisions.take_step(problem=problem, step="send_back", by=supervisor, comment="请补充佐证。")
    (pile,) = [pile for pile in piles(clerk) if pile.key == "returned"]
    assert [(row, row.words) for row in pile.rows] == [(problem, "请补充佐证。")]
    decisions.take_step(problem=problem, step="submit", by=reviewer)
    assert "returned" not in found(clerk)


def test_a_reviewer_sees_what_is_complete(folder, problem, clerk, reviewer):
    other = make_problem(folder, text="阵地不足。", found_on=days(-9))
    unfinished = make_measure(folder, [other], title="改造场所", starts_on=days(-9))
    log(unfinished, percent=90)
    assert found(reviewer) == {"ready": ["班子不团结"]}
    log(unfinished, percent=100)
    assert found(reviewer) == {"ready": ["班子不团结"]}
    measures.edit(measure=unfinished, by=clerk, outcome="场所启用。")
    assert found(reviewer) == {"ready": ["班子不团结", "阵地不足"]}


def test_a_supervisor_sees_what_waits_for_a_decision(folder, problem, reviewer, supervisor):
    name = folder.branch.name
    assert found(supervisor) == {"confirm": [name]}
    decisions.take_step(rectification=folder, step="confirm", by=supervisor)
    assert found(supervisor) == {}
    decisions.take_step(problem=problem, step="submit", by=reviewer)
    assert found(supervisor) == {"sign_off": ["班子不团结"]}
    decisions.take_step(problem=problem, step="sign_off", by=supervisor)
    assert found(reviewer) == {"apply": [name]}
    decisions.take_step(rectification=folder, step="apply", by=reviewer)
    assert (found(reviewer), found(supervisor)) == ({}, {"accept": [name]})


def test_a_notice_waits_for_the_township_and_then_its_reply_for_the_county(
    folder, clerk, reviewer, supervisor
):
    late = make_notice(folder, issued_on=days(-9), due_on=days(-1))
    notice = make_notice(folder)
    for one in (clerk, reviewer):
        assert titles(one)["notices"] == [str(late), str(notice)]
    reply(notice)
    assert (titles(clerk)["notices"], titles(supervisor)["replies"]) == ([str(late)], [str(notice)])
    notices.withdraw(notice=late, by=supervisor, reason="重复。")
    notices.accept_reply(notice=notice, by=supervisor)
    assert (titles(clerk).get("notices"), titles(supervisor).get("replies")) == (None, None)


def test_an_acceptance_waits_for_another_s_signature_and_then_for_the_look_backs(folder, supervisor):
    apply(folder)
    acceptance, second = make_acceptance(folder), signer(folder)
    assert (titles(supervisor), titles(second)) == ({}, {"sign": [str(acceptance)]})
    acceptances.sign(acceptance=acceptance, by=second)
    assert titles(supervisor) == titles(second) == {}
    LookBack.objects.update(due_on=days(7))
    assert set(titles(supervisor)) == {"look_backs"}


def test_what_a_notice_or_the_calendar_holds_back_is_not_ready(folder, problem, reviewer, supervisor):
    decisions.take_step(rectification=folder, step="confirm", by=supervisor)
    decisions.take_step(problem=problem, step="submit", by=reviewer)
    decisions.take_step(problem=problem, step="sign_off", by=supervisor)
    assert "apply" in titles(reviewer)
    Campaign.objects.update(minimum_months=6)
    assert "apply" not in titles(reviewer)
    Campaign.objects.update(minimum_months=1)
    assert "apply" in titles(reviewer)
    make_notice(folder)
    assert "apply" not in titles(reviewer)


def test_what_is_frozen_asks_for_nothing(folder, problem, clerk, reviewer):
    measure(folder, "昨天到期", due=-1)
    assert found(clerk) == {"overdue": ["昨天到期"]}
    Rectification.objects.update(stage="acceptance")
    assert found(clerk) == found(reviewer) == {}


def test_work_of_the_next_township_is_not_mine(tree, folder, clerk):
    measure(folder, "昨天到期", due=-1)
    assert found(clerk) == {"overdue": ["昨天到期"]}
    assert found(make_user("staff", tree.other_township)) == {}


def test_who_only_reads_has_no_piles(folder, problem, auditor):
    measure(folder, "昨天到期", due=-1)
    assert found(auditor) == {}


def test_a_long_pile_says_that_there_is_more(folder, clerk):
    for number in range(SHOWN + 1):
        measure(folder, f"第{number}项", due=-1)
    (pile,) = piles(clerk)
    assert (len(pile.rows), pile.more) == (SHOWN, True)
    Measure.objects.last().delete()
    assert piles(clerk)[0].more is False


@pytest.mark.parametrize("role", ["staff", "reviewer", "supervisor"])
def test_reading_costs_the_same_for_much_work(client, tree, role):
    user = make_user(role, tree.county if role == "supervisor" else tree.township)
    client.force_login(user)
    counts = []
    for _ in range(2):
        for _ in range(9 * len(counts) + 1):
            folder = make_folder(township=tree.township, determined_on=days(-LONG_AGO))
            problem = make_problem(folder, found_on=days(-LONG_AGO))
            log(make_measure(folder, [problem], outcome="成效。", starts_on=days(-9)), percent=100)
            measure(folder, "昨天到期", due=-1)
            make_notice(folder)
            reply(make_notice(folder))
            make_acceptance(apply(make_folder(township=tree.township)), by=signer(folder))
            accept(apply(make_folder(township=tree.township)))
        LookBack.objects.update(due_on=days(0))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(reverse("branches:my_work")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_each_line_leads_to_its_form_and_back(client, folder, clerk):
    late = measure(folder, "昨天到期", due=-1)
    client.force_login(clerk)
    here = reverse("branches:my_work")
    form = f"{reverse('branches:log_progress', args=[late.pk])}?next={here}"
    assert f'href="{form}"' in client.get(here).content.decode()
    sent = {"text": "召开会议。", "percent": "60", "happened_on": days(0).isoformat(), "next": here}
    assert client.post(form, sent).headers["Location"] == here


def test_nothing_to_do_says_so(client, tree, clerk):
    client.force_login(clerk)
    answer = client.get(reverse("branches:my_work"))
    assert answer.context["piles"] == []
    assert "暂无待办" in answer.content.decode()
