"""States of a dialog that are seldom seen: a step that waits or asks for words, two versions, a draft, a refusal."""

import pytest
from django.urls import reverse

from branches.services import measures
from tests.branches.reading import step
from tests.browser.seeing import OPEN, WIDTHS, dialog, fits, weak
from tests.factories import log, make_measure, make_problem, make_user
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]


@pytest.fixture(params=WIDTHS)
def window(request, page):
    width = request.param
    page.set_viewport_size({"width": width, "height": 844})
    page.fits = lambda: fits(page, width)
    return page


@pytest.fixture
def problem(folder):
    return make_problem(folder)


@pytest.fixture
def measure(folder, problem):
    return make_measure(folder, [problem], title="轮训干部", outcome="已完成。")


def arrive(window, become, user, problem):
    become(user)
    window.goto(reverse("branches:folder", args=[problem.rectification_id]))


def ask(window, problem, name):
    window.click(f'a[href="{reverse("branches:problem_step", args=[problem.pk, name])}"]')
    return dialog(window)


def test_steps(window, become, problem, measure, reviewer, supervisor):
    log(measure, percent=50)
    arrive(window, become, reviewer, problem)
    assert "有1项措施未完成。" in ask(window, problem, "submit").inner_text()
    assert (weak(window), window.fits()) == ([], True)
    log(measure, percent=100)
    problem.refresh_from_db()
    step("submit", reviewer, problem)
    arrive(window, become, supervisor, problem)
    asked = ask(window, problem, "send_back")
    assert (weak(window), window.fits()) == ([], True)
    asked.locator(".btn-row [type=submit]").click()
    window.wait_for_selector(f"{OPEN} .error-summary")
    assert (weak(window), window.fits()) == ([], True)


def test_two_versions_and_a_draft(window, become, tree, problem, measure, clerk):
    arrive(window, become, clerk, problem)
    link = f'main a[href="{reverse("branches:edit_measure", args=[measure.pk])}"]'
    window.click(link)
    dialog(window).locator("[name=title]").fill("我的标题")
    window.wait_for_function("() => Object.keys(localStorage).some(name => name.startsWith('draft '))")
    window.keyboard.press("Escape")
    measures.edit(measure=measure, by=make_user("staff", tree.township, "colleague"), title="他人的标题")
    window.click(link)
    window.wait_for_selector(f"{OPEN} .draft-offer")
    assert (weak(window), window.fits()) == ([], True)
    window.click(".draft-offer [data-take]")
    window.click(f"{OPEN} .btn-row [type=submit]")
    window.wait_for_selector(f"{OPEN} .choice")
    assert (weak(window), window.fits()) == ([], True)


def test_a_refusal(window, become, problem, measure, clerk):
    arrive(window, become, clerk, problem)
    measures.remove(measure=measure, by=clerk)
    window.click(f"#measure-{measure.pk} .btn-log")
    assert "不存在" in dialog(window).inner_text()
    assert (weak(window), window.fits()) == ([], True)
