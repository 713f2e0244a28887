"""Late, due, silent: the conditions on problems and measures, at their edges, as lists and as counts."""

import pytest
from django.db.models import Count

from branches.models import Measure, Problem, Rectification
from branches.selectors import deadlines
from tests.branches.reading import days
from tests.factories import log, make_folder, make_measure, make_problem

pytestmark = pytest.mark.django_db
LONG_AGO = 90


@pytest.fixture
def folder(tree):
    return make_folder(township=tree.township, determined_on=days(-LONG_AGO))


def problem(folder, title, due=None, found=-LONG_AGO, **values):
    due_on = None if due is None else days(due)
    return make_problem(folder, text=title, due_on=due_on, found_on=days(found), **values)


def measure(folder, title, due=None, starts=-LONG_AGO, serves=(), **values):
    due_on = None if due is None else days(due)
    return make_measure(folder, serves, title=title, due_on=due_on, starts_on=days(starts), **values)


def titles(model, condition):
    """What fits ``condition``; the same whether it is listed or counted."""
    found = list(model.objects.filter(condition).order_by("pk").values_list("title", flat=True))
    assert model.objects.aggregate(n=Count("pk", filter=condition))["n"] == len(found)
    return found


@pytest.fixture(params=[Problem, Measure])
def kind(request):
    return request.param


def test_the_week_begins_today_and_what_lies_before_is_overdue(folder, kind):
    make = problem if kind is Problem else measure
    for due in (-1, 0, 7, 8, None):
        make(folder, f"第{due}天", due=due)
    make(folder, "长期", due=-1, long_term=True)
    noun = "problems" if kind is Problem else "measures"
    overdue, soon = f"overdue_{noun}", f"{noun}_due_soon"
    assert titles(kind, getattr(deadlines, overdue)()) == ["第-1天"]
    assert titles(kind, getattr(deadlines, soon)()) == ["第0天", "第7天"]
    assert titles(kind, getattr(deadlines, overdue)(days(1))) == ["第-1天", "第0天"]
    assert titles(kind, getattr(deadlines, soon)(days(1))) == ["第7天", "第8天"]


def test_what_is_settled_or_done_is_never_late(folder):
    late = problem(folder, "已销号", due=-1)
    Problem.objects.filter(pk=late.pk).update(status="closed", closed_on=days(0))
    log(measure(folder, "已完成", due=-1), percent=100)
    assert titles(Problem, deadlines.overdue_problems()) == []
    assert titles(Measure, deadlines.overdue_measures()) == []


def test_a_measure_in_a_frozen_folder_asks_for_nothing(folder):
    measure(folder, "昨天到期", due=-1)
    assert titles(Measure, deadlines.overdue_measures() | deadlines.quiet_measures()) == ["昨天到期"]
    Rectification.objects.update(stage="acceptance")
    assert titles(Measure, deadlines.overdue_measures() | deadlines.quiet_measures()) == []


@pytest.mark.parametrize(("ago", "silent"), [(30, False), (31, True)])
def test_a_measure_is_quiet_after_thirty_days(folder, ago, silent):
    measure(folder, "从未记录", starts=-ago)
    log(measure(folder, "久未更新"), happened_on=days(-ago))
    log(measure(folder, "刚刚更新"), happened_on=days(0))
    assert titles(Measure, deadlines.quiet_measures()) == (["从未记录", "久未更新"] if silent else [])


def test_a_problem_is_quiet_while_all_its_measures_are(folder):
    silent, bare, heard = (problem(folder, title) for title in ("无进展", "无措施", "有进展"))
    problem(folder, "新发现", found=-30)
    measure(folder, "未动", serves=[silent, heard])
    log(measure(folder, "在做", serves=[heard]), happened_on=days(-30))
    assert titles(Problem, deadlines.quiet_problems()) == [silent.title, bare.title]
