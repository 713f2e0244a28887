"""The monthly table and the annual form in a real window: from the overview to a list, on a phone, for everybody."""

import io

import openpyxl
import pytest
from django.urls import reverse

from branches.models import Rectification
from branches.services import annual
from tests.branches.reading import days
from tests.browser.seeing import WIDTHS, done, fits, renewed, weak
from tests.factories import make_folder, make_measure, make_problem, writer
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]
MONTHLY, ANNUAL = "branches:monthly_table", "branches:annual_form"
MISSING = "?column=missing"
SCROLLS = "document.querySelector('.wide-box').scrollWidth > document.querySelector('.wide-box').clientWidth"


@pytest.fixture
def case(tree):
    """A measure that is overdue, and a folder that says nothing for the annual form beside one that does."""
    folder = make_folder(township=tree.township, determined_on=days(-90))
    make_measure(folder, [make_problem(folder, found_on=days(-60))], starts_on=days(-60), due_on=days(-5))
    other = make_folder(township=tree.other_township)
    annual.record(
        rectification=other, by=writer(other), drives=2, cases=0, secretary_state="filled",
        secretary_training="county",
    )  # fmt: skip
    return folder


def test_from_the_overview_to_the_measure_that_is_overdue(page, become, supervisor, case):
    become(supervisor)
    page.goto(reverse("branches:overview"))
    page.locator(".actions a", has_text="月报表").click()
    page.get_by_role("heading", level=1, name="甲县 月报表").wait_for()
    row = page.locator(".wide-table tbody tr", has_text="东镇")
    assert row.locator("td").nth(8).inner_text().split()[0] == "1"
    row.locator("td").nth(8).locator("a").click()
    page.wait_for_url("**/ledger/**due=overdue**")
    assert page.locator("table.ledger tbody th").all_inner_texts() == ["强化队伍建设"]


def test_the_clerk_fills_in_what_the_annual_form_lacks(page, sign_in, clerk, case):
    sign_in(clerk)
    page.goto(reverse(ANNUAL))
    page.get_by_role("link", name="查看待补内容").click()
    page.get_by_role("link", name="填写").click()
    dialog = page.locator("#dialog[open]")
    dialog.get_by_label("年初需调整，本年度已调整").check()
    dialog.get_by_label("本年度未参加培训").check()
    dialog.get_by_label("开展专项整治（项）").fill("3")
    fresh = renewed(page)
    dialog.get_by_role("button", name="保存").click()
    done(page)
    fresh()
    kept = Rectification.objects.get(pk=case.pk)
    assert (kept.secretary_state, kept.secretary_training, kept.drives, kept.cases) == (
        "changed",
        "none",
        3,
        None,
    )
    assert page.locator("td.wide").first.inner_text() == "查处违纪违法行为（例）；十种类型中的认定情形"


def test_the_workbook_is_downloaded(page, sign_in, supervisor, case, tmp_path):
    sign_in(supervisor)
    page.goto(reverse(ANNUAL))
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载Excel").click()
    path = tmp_path / "annual.xlsx"
    waiting.value.save_as(path)
    assert waiting.value.suggested_filename == "甲县2026年整顿软弱涣散基层党组织情况.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes())).active
    assert [sheet.cell(row, 2).value for row in (6, 7, 8)] == [2, 2, 0]


@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_can_read_the_tables(page, sign_in, supervisor, case, width):
    sign_in(supervisor)
    page.set_viewport_size({"width": width, "height": 900})
    lists = [reverse("branches:annual_list") + MISSING, reverse("branches:month_list")]
    for where in (reverse(MONTHLY), reverse(ANNUAL), *lists):
        page.goto(where)
        assert (where, weak(page), fits(page, width)) == (where, [], True)
    for name in (MONTHLY, ANNUAL):
        page.goto(reverse(name))
        assert page.evaluate(SCROLLS) is (width < 1000)


def test_names_stay_in_sight_while_the_figures_scroll(page, sign_in, supervisor, case):
    sign_in(supervisor)
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(reverse(MONTHLY))
    page.evaluate("document.querySelector('.wide-box').scrollLeft = 400")
    name = page.locator("tbody .wide-name").first.bounding_box()
    box = page.locator(".wide-box").bounding_box()
    assert 0 <= name["x"] - box["x"] <= 1 + 1
    sizes = page.locator(".wide-table td a").evaluate_all(
        "all => all.map(one => Math.min(one.getBoundingClientRect().width, one.getBoundingClientRect().height))"
    )
    assert min(sizes) >= 44
