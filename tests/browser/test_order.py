"""The order of the parts on the folder page: dragged by the handle, or moved by keys."""

import pytest
from django.urls import reverse

from branches.models import FollowUpPlan, Measure, Problem
from branches.services import ordering
from tests.browser.seeing import done, focused, is_same, mark, renewed, weak
from tests.factories import make_measure, make_plan, make_problem, make_user
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]


@pytest.fixture
def problems(folder):
    return [make_problem(folder, text=f"问题{mark}。") for mark in "甲乙丙"]


@pytest.fixture
def desk(page, become, clerk, folder, problems):
    for mark_ in "甲乙":
        make_measure(folder, problems[:2], title=f"措施{mark_}")
        make_plan(folder, title=f"打算{mark_}")
    become(clerk)
    page.goto(reverse("branches:folder", args=[folder.pk]))
    mark(page)
    return page


def titles(model):
    return list(model.objects.order_by("number").values_list("title", flat=True))


def shown(page, selector):
    return [text.strip() for text in page.locator(selector).all_inner_texts()]


def drag(page, handle, target):
    """By the mouse, in small steps, as a hand does."""
    handle.scroll_into_view_if_needed()
    start, end = handle.bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 5, start["y"] + 5, steps=3)
    page.mouse.move(end["x"] + start["width"] / 2, end["y"] + 3, steps=12)
    page.mouse.up()


def test_a_problem_moves_up_by_keys_and_the_focus_stays(desk, problems):
    third = problems[2]
    desk.focus(f"#grip-problem-{third.pk} > summary")
    desk.keyboard.press("Enter")
    assert weak(desk) == []
    desk.focus(f"#up-problem-{third.pk}")
    for expected in (["问题甲", "问题丙", "问题乙"], ["问题丙", "问题甲", "问题乙"]):
        fresh = renewed(desk)
        desk.keyboard.press("Enter")
        fresh()
        desk.wait_for_function(f"() => document.activeElement.id === 'up-problem-{third.pk}'")
        assert titles(Problem) == expected
        assert shown(desk, ".problem h3") == expected
    assert desk.locator(f"#problem-{third.pk} .problem-no b").inner_text() == "问题1"
    assert is_same(desk)


def test_a_next_step_is_dragged_to_its_place(desk, folder):
    first, second = FollowUpPlan.objects.order_by("number")
    fresh = renewed(desk)
    drag(desk, desk.locator(f"#grip-plan-{second.pk} > summary"), desk.locator(f"#plan-{first.pk}"))
    assert done(desk) == "顺序已调整。"
    fresh()
    assert titles(FollowUpPlan) == ["打算乙", "打算甲"]
    assert shown(desk, ".plans b") == ["打算乙", "打算甲"]
    assert is_same(desk)


def test_a_measure_is_dragged_within_its_problem(desk):
    first, second = Measure.objects.order_by("number")
    fresh = renewed(desk)
    drag(desk, desk.locator(f"#grip-measure-{second.pk} > summary"), desk.locator(f"#measure-{first.pk}"))
    done(desk)
    fresh()
    assert titles(Measure) == ["措施乙", "措施甲"]


def test_an_order_that_somebody_else_changed_is_refused_and_shown(desk, tree, folder):
    keys = list(FollowUpPlan.objects.order_by("number").values_list("pk", flat=True))
    ordering.reorder(
        model=FollowUpPlan, rectification=folder, seen=keys, wanted=keys[::-1],
        by=make_user("staff", tree.township, "colleague"),
    )  # fmt: skip
    desk.click(f"#grip-plan-{keys[1]} > summary")
    fresh = renewed(desk)
    desk.click(f"#up-plan-{keys[1]}")
    assert done(desk) == "顺序已被他人改动，现在显示的是最新顺序。"
    fresh()
    assert shown(desk, ".plans b") == ["打算乙", "打算甲"]
    assert focused(desk, "id") == f"up-plan-{keys[1]}"


def test_who_only_looks_has_no_handle(desk, become, auditor):
    become(auditor)
    desk.reload()
    assert desk.locator(".grip").count() == 0
    assert desk.locator("[data-order]").count() == 0
