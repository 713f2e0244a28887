"""Every page but the folder's in a real window: fits a phone and a desk, light and dark, and is for everybody."""

from itertools import pairwise

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Organisation
from reports.services import drafts
from tests.browser.seeing import follow, weak
from tests.factories import (
    log,
    make_folder,
    make_measure,
    make_plan,
    make_problem,
    make_user,
    writer,
)
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]
WIDTHS = (390, 1440)
ONE_LINE = 64


@pytest.fixture
def report(tree):
    """Two folders with something of everything, one of them with a report."""
    for township in (tree.township, tree.other_township):
        folder = make_folder(township=township, deadline="年底前")
        problem = make_problem(folder, responsible="镇党委副书记", due_on=timezone.localdate())
        log(make_measure(folder, [problem], deadline="年底前"), percent=40)
        make_plan(folder, text="定期检查。")
    return drafts.start(rectification=folder, by=writer(folder))


def seen_by_supervisors(report):
    return [
        reverse("branches:home"),
        reverse("branches:my_work"),
        reverse("branches:reminders"),
        reverse("branches:ledger"),
        reverse("branches:ledger") + "?status=closed",
        reverse("branches:branch_list"),
        reverse("branches:branch", args=[report.rectification.branch_id]),
        reverse("reports:report_list"),
        reverse("reports:report", args=[report.pk]),
        reverse("reports:folder_paper", args=[report.rectification_id, "measures"]),
        reverse("reports:plan", args=[report.rectification_id]),
        reverse("reports:campaign_paper", args=[report.rectification.campaign_id, "duties"]),
        reverse("reports:summaries", args=[report.rectification.campaign_id]),
        reverse("accounts:change_password"),
        "/nowhere/",
    ]


def seen_by_clerks(report):
    folder = report.rectification
    problem = folder.problems.first()
    return [
        reverse("branches:open_folder", args=[folder.campaign_id]),
        reverse("branches:edit_folder", args=[folder.pk]),
        reverse("branches:add_branch"),
        reverse("branches:edit_problem", args=[problem.pk]),
        reverse("branches:remove_problem", args=[problem.pk]),
        reverse("branches:add_measure", args=[folder.pk]),
        reverse("branches:add_member", args=[folder.pk]),
        reverse("reports:edit_report", args=[report.pk]),
        reverse("branches:ledger") + "?status=nonsense",
    ]


def check(page, addresses, width):
    """No weak contrast, no field without a name, no sideways scrolling."""
    page.set_viewport_size({"width": width, "height": 844})
    for address in addresses:
        page.goto(address)
        assert (address, weak(page)) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth") == width, address
        assert page.locator("h1").count() == 1, address


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_a_supervisor(page, sign_in, tree, report, width):
    sign_in(make_user("supervisor", tree.county))
    check(page, seen_by_supervisors(report), width)


@pytest.mark.parametrize("width", WIDTHS)
def test_forms_of_a_clerk(page, sign_in, tree, report, width):
    sign_in(make_user("staff", tree.other_township))
    check(page, seen_by_clerks(report), width)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_door(page, tree, width):
    check(page, [reverse("accounts:sign_in")], width)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("width", [1024, 1280, 1366, 1440])
def test_the_header_is_one_line_in_any_window(page, sign_in, tree, language, width):
    """The auditor's is the longest: the administration is an entry more. Names may be long, too."""
    Organisation.objects.filter(pk=tree.county.pk).update(
        name="名字很长的民族自治县直属机关工作委员会第一分片区"
    )
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(make_user("auditor", tree.county, "someone.with.a.long.name"))
    name = settings.LANGUAGE_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": language, "url": page.url}])
    page.reload()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator(".site-header").bounding_box()["height"] <= ONE_LINE
    boxes = page.evaluate("""() => [...document.querySelectorAll('.site-nav > li, .search-box, .site-tools > *')]
      .filter(one => one.offsetParent).map(one => one.getBoundingClientRect()).map(box => [box.left, box.right])""")
    assert all(end <= start for (_, end), (start, _) in pairwise(boxes))


def test_a_form_with_errors_is_for_everybody_too(page, sign_in, tree, report):
    sign_in(make_user("staff", tree.other_township))
    page.goto(reverse("branches:add_problem", args=[report.rectification_id]))
    page.fill("[name=deadline]", "2020年底前")
    page.click("main form button[type=submit]")
    expect(page.locator(".error-summary")).to_be_focused()
    assert weak(page) == []
    page.click(".error-summary a >> nth=0")
    assert page.evaluate("document.activeElement.id") == "id_text"
    assert page.input_value("[name=deadline]") == "2020年底前"


def test_filters_work_without_a_script(plain, enter, report, supervisor):
    enter(plain.context, supervisor)
    plain.goto(reverse("branches:ledger"))
    assert plain.locator("tbody tr").count() == 2
    plain.select_option("[name=township]", label="东镇")
    follow(plain, ".filter-bar button")
    assert plain.locator("tbody tr").count() == 1
