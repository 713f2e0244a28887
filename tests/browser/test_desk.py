"""The folder page and the progress form in a real window: they fit, they are for everybody, the slider slides."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.browser.seeing import weak
from tests.factories import log, make_cause, make_measure, make_plan, make_problem, make_user
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]
PHONE, DESKTOP = 390, 1440
THUMB = 44
TOO_SMALL = """
[...document.querySelectorAll('.desk a, .desk summary, .actions .btn, .form-page .btn, .form-page .form-control')]
  .filter(node => node.offsetParent)
  .filter(node => Math.min(node.getBoundingClientRect().width, node.getBoundingClientRect().height) < %d)
  .map(node => node.textContent.trim())
"""
LONG = "办公活动场所设在旧祠堂，设备不完善，群众办事极不方便，多年来反复提出而未能解决"


@pytest.fixture
def measure(folder):
    """A folder with long words everywhere; one measure serves two problems."""
    today = timezone.localdate()
    problems = [make_problem(folder, text=f"{LONG}。", responsible=LONG[:20], due_on=today) for _ in range(2)]
    make_cause(folder, problems, text=LONG * 3)
    make_plan(folder, title=LONG[:30], text=LONG * 3)
    measure = make_measure(
        folder, problems, title=LONG, responsible=LONG[:20], due_on=today, deadline=LONG[:20]
    )
    for percent in (10, 45):
        log(measure, text=LONG * 2, percent=percent)
    return measure


def addresses(measure):
    return [
        reverse("branches:folder", args=[measure.rectification_id]),
        reverse("branches:log_progress", args=[measure.pk]),
    ]


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize(("role", "number"), [("staff", 2), ("reviewer", 1)])
def test_the_pages_fit_the_window_and_everybody(page, sign_in, measure, width, role, number):
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(make_user(role, measure.township))
    for address in addresses(measure)[:number]:
        page.goto(address)
        if page.locator("details.measure-log").count():
            page.locator("details.measure-log summary").first.click()
        assert weak(page) == []
        sizes = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert sizes == [width, width]
        assert width != PHONE or page.evaluate(TOO_SMALL % THUMB) == []


def test_slider_and_number_lead_each_other(page, sign_in, measure, clerk):
    sign_in(clerk)
    page.goto(addresses(measure)[1])
    slider, number = page.locator("[data-slider-of]"), page.locator("#id_percent")
    assert (slider.is_visible(), slider.input_value(), number.input_value()) == (True, "45", "45")
    slider.press("ArrowRight")
    assert number.input_value() == "50"
    number.fill("80")
    assert slider.input_value() == "80"
    page.fill("#id_text", "主体封顶。")
    page.click("main form button[type=submit]")
    page.wait_for_url(f"**#measure-{measure.pk}")
    measure.refresh_from_db()
    assert measure.percent == 80


def test_what_is_late_leads_to_its_row(page, sign_in, folder, clerk):
    problem = make_problem(folder)
    late = make_measure(folder, [problem], starts_on=folder.determined_on, due_on=folder.determined_on)
    sign_in(clerk)
    page.goto(reverse("branches:folder", args=[folder.pk]))
    page.click(".desk-late a")
    assert page.locator(".measure:target").get_attribute("id") == f"measure-{late.pk}"
