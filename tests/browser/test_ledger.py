"""The ledger in a real window: columns, pills, views, search and bulk changes, at a desk and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from branches.models import Measure, Problem, Rectification
from tests.branches.reading import days
from tests.browser.seeing import follow, weak
from tests.factories import log, make_branch, make_folder, make_measure, make_problem, make_user, make_view
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]
PHONE, DESKTOP = 390, 1440
THUMB = 44
LONG = "办公活动场所设在旧祠堂，设备不完善，群众办事极不方便，多年来反复提出而未能解决"
TOO_SMALL = """
[...document.querySelectorAll('main a:not(.crumbs a), main .btn, main summary, .pick label')]
  .filter(node => node.checkVisibility({visibilityProperty: true}))
  .filter(node => node.getBoundingClientRect().height < %d)
  .map(node => node.textContent.trim())
"""


@pytest.fixture
def written(tree):
    """Two folders, one of them frozen; long words everywhere; measures of every light."""
    for name, township in (("桥头村党支部", tree.township), ("河口村党支部", tree.township)):
        folder = make_folder(make_branch(township, name=name), determined_on=days(-90))
        for number, due in enumerate((-3, 2, 60, None)):
            due_on = None if due is None else days(due)
            problem = make_problem(
                folder, text=f"第{number}个问题。{LONG}。", found_on=days(-80), due_on=due_on
            )
            measure = make_measure(
                folder, [problem], title=f"{name[:2]}{number}", starts_on=days(-80), due_on=due_on
            )
            log(measure, text=LONG, percent=30 * number)
    Rectification.objects.filter(pk=folder.pk).update(stage="acceptance")
    return Problem.objects.first()


def addresses(user):
    ledger, view = (
        reverse("branches:ledger"),
        make_view(user, columns=["branch", "text", "causes", "stage", "updated"]),
    )
    return [
        ledger,
        f"{ledger}?view={view.pk}&due=overdue&status=open",
        f"{ledger}?kind=measures&sort=-percent",
        f"{ledger}?kind=measures&due=quiet",
        f"{ledger}?print=1",
        reverse("branches:ledger_columns"),
        f"{reverse('branches:ledger_view')}?due=overdue",
        f"{reverse('branches:ledger_bulk')}?all=1",
        reverse("branches:search"),
        f"{reverse('branches:search')}?q=祠堂",
        f"{reverse('branches:search')}?q=没有的",
    ]


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_pages_fit_the_window_and_everybody(page, sign_in, written, clerk, width):
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(clerk)
    for address in addresses(clerk):
        page.goto(address)
        assert (address, weak(page)) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth") == width, address
        assert width != PHONE or (address, page.evaluate(TOO_SMALL % THUMB)) == (address, [])


def test_a_long_list_scrolls_in_its_box_and_the_page_ends_with_its_foot(page, sign_in, written, clerk):
    for number in range(16):
        make_problem(written.rectification, text=f"又一个问题{number}。{LONG}。")
    sign_in(clerk)
    page.goto(reverse("branches:ledger"))
    table, box, foot, whole = page.evaluate("""
      [...[".ledger", ".ledger-box", ".site-footer"].map(name => document.querySelector(name).getBoundingClientRect()),
       document.documentElement.scrollHeight]
    """)
    assert table["height"] > box["height"]
    assert whole == max(round(foot["bottom"]), page.viewport_size["height"])


def names(page):
    return page.locator("tbody .ledger-title").all_inner_texts()


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_columns_pills_and_a_view_under_a_name(page, sign_in, written, clerk, width):
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(clerk)
    page.goto(f"{reverse('branches:ledger')}?kind=measures&status=unfinished&due=overdue")
    assert names(page) == ["桥头0"]
    page.click(".filters-on a:has-text('期限情况')")
    page.wait_for_url(lambda url: "due" not in url)
    assert names(page) == ["桥头0", "河口0", "桥头1", "河口1", "桥头2", "河口2", "桥头3", "河口3"]

    page.click("a[href*='/ledger/columns/']")
    page.uncheck("[name=columns][value=problems]")
    page.check("[name=columns][value=latest]")
    page.click("form:has([name=columns]) [type=submit]")
    page.wait_for_selector("tbody tr [data-label='最新进展情况']", state="attached")
    labels = (
        page.locator("tbody tr")
        .first.locator("[data-label]")
        .evaluate_all("cells => cells.map(cell => cell.dataset.label)")
    )
    assert "最新进展情况" in labels
    assert "问题" not in labels

    page.click(".ledger-tools summary")
    page.click("a[href*='/ledger/views/new/']")
    page.fill("[name=name]", "未完成措施")
    page.click("form:has([name=name]) [type=submit]")
    page.wait_for_url("**view=*")
    assert page.locator(".ledger-tools summary").inner_text() == "未完成措施"
    page.goto(f"{reverse('branches:ledger')}?kind=measures")
    page.click(".ledger-tools summary")
    page.click(".saved-views a:has-text('未完成措施') >> nth=0")
    expect(page.locator(".filters-on li")).to_have_count(1)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_many_rows_at_once_with_some_that_cannot(page, sign_in, written, clerk, width):
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(clerk)
    page.goto(f"{reverse('branches:ledger')}?kind=measures&q=祠堂")
    bar = page.locator(".bulk-bar")
    assert not bar.is_visible()
    if width == DESKTOP:
        page.check("[data-pick-all]")
        page.locator("[name=pick]").last.uncheck()
        assert page.evaluate("document.querySelector('[data-pick-all]').indeterminate")
    else:
        for number in range(7):
            page.locator(".pick label").nth(number).click()
    assert bar.locator("[data-pick-count]").inner_text() == "7"
    assert bar.evaluate("bar => bar.getBoundingClientRect().bottom <= innerHeight")
    bar.locator("button").first.click()
    page.wait_for_url("**/ledger/bulk/**")
    assert not page.is_visible("[name=deadline]")
    page.check("[name=what][value=deadline]")
    assert not page.is_visible("[name=responsible]")
    page.fill("[name=deadline]", "2030年6月底前")
    page.click(".bulk-form [type=submit]")
    page.wait_for_selector(".bulk-preview")
    assert page.locator("#preview-title").inner_text() == "将修改4条，3条不能修改"
    assert page.locator(".bulk-unable small").first.inner_text().startswith("该档案处于“申请验收”阶段")
    assert weak(page) == []
    page.click(".bulk-preview [type=submit]")
    page.wait_for_url("**/ledger/?*")
    assert page.locator(".notice-success").inner_text().strip() == "已修改4条。"
    assert list(Measure.objects.filter(deadline="2030年6月底前").values_list("title", flat=True)) == [
        "桥头0", "桥头1", "桥头2", "桥头3",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_a_key_leads_to_the_search_and_a_hit_to_its_place(page, sign_in, written, clerk, width):
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(clerk)
    page.goto(reverse("branches:my_work"))
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search-box"
    page.keyboard.type("a/b")
    assert page.input_value("#search-box") == "a/b"
    page.fill("#search-box", "祠堂")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.locator("mark").first.inner_text() == "祠堂"
    page.click(".hits:has(#hits-problem) .hit-rows a >> nth=0")
    page.wait_for_url("**/folders/**")
    assert page.locator(".problem:target").count() == 1


def test_the_printed_ledger_lies_across_the_paper(page, sign_in, written, clerk):
    sign_in(clerk)
    page.goto(f"{reverse('branches:ledger')}?print=1")
    assert page.locator("[data-print]").is_visible()
    page.emulate_media(media="print")
    for hidden in (".site-header", ".filter-bar", ".ledger-tools", ".page-head .btn", ".search-box"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator("tbody tr").count() == 8
    assert page.evaluate(
        "[...document.styleSheets].some(sheet => sheet.media.mediaText === 'print' && "
        "[...sheet.cssRules].some(rule => rule.cssText.includes('a4 landscape')))"
    )


def test_the_ledger_works_without_a_script(plain, enter, written, tree):
    enter(plain.context, make_user("staff", tree.township))
    plain.goto(reverse("branches:ledger"))
    plain.locator("[name=pick]").first.check()
    follow(plain, ".bulk-bar button")
    plain.check("[name=what][value=responsible]")
    plain.fill("[name=responsible]", "组织委员")
    follow(plain, ".bulk-form button")
    follow(plain, ".bulk-preview button")
    assert plain.locator(".notice-success").count() == 1
    assert Problem.objects.filter(responsible="组织委员").count() == 1
