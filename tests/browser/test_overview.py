"""The overview in a real window: down to the stuck measure, on the wall, on one sheet of paper, for everybody."""

import subprocess

import pytest
from django.urls import reverse

from accounts.choices import Level
from branches.models import TownshipCount
from tests.branches.reading import days, sign_off
from tests.browser.seeing import at_the_door, follow, weak
from tests.factories import (
    log,
    make_branch,
    make_folder,
    make_measure,
    make_organisation,
    make_problem,
    make_user,
)
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]
PHONE, DESKTOP = 390, 1440
THUMB = 44
TOO_SMALL = """
[...document.querySelectorAll('.overview a, .overview button, .overview select, .overview summary')]
  .filter(node => node.offsetParent && !node.closest('thead'))
  .filter(node => Math.min(node.getBoundingClientRect().width, node.getBoundingClientRect().height) < %d)
  .map(node => node.textContent.trim())
"""
LONG = "名字很长的民族自治乡镇街道办事处党工委第一分片区联合委员会"
OVERVIEW, WALL = "branches:overview", "branches:overview_wall"


@pytest.fixture
def stuck(tree):
    """Two townships; in one of them a measure that has been overdue for two weeks, beside work that goes well."""
    folder = make_folder(make_branch(tree.other_township, name="桥头村党支部"), determined_on=days(-90))
    problem = make_problem(folder, criterion=folder.campaign.criteria.first(), found_on=days(-80))
    measure = make_measure(
        folder,
        [problem],
        title="改造党群服务中心",
        starts_on=days(-70),
        due_on=days(-14),
        responsible="副镇长",
    )
    log(measure, percent=40, happened_on=days(-50))
    good = make_folder(township=tree.township, determined_on=days(-90))
    sign_off(make_problem(good, found_on=days(-60)), make_user("supervisor", tree.county))
    return measure


def go_down(page, name, heading):
    page.locator(".overview-lines tbody").get_by_role("link", name=name, exact=True).click()
    page.get_by_role("heading", level=1, name=heading).wait_for()


def test_a_supervisor_finds_what_is_stuck(page, tree, stuck, supervisor):
    at_the_door(page, supervisor)
    page.wait_for_url(reverse(OVERVIEW))
    page.evaluate("window.same = true")
    page.get_by_role("link", name="逾期", exact=True).first.click()
    page.wait_for_url("**sort=overdue**")
    assert page.locator(".overview-lines tbody th").first.inner_text().split() == ["西镇", "逾期"]
    go_down(page, "西镇", "西镇 整顿工作总览")
    assert f"scope={tree.other_township.pk}" in page.url
    # The heading is there a moment before the focus is.
    page.wait_for_function("() => document.activeElement.tagName === 'H1'")
    assert page.evaluate("window.same") is True
    assert page.title().startswith("总览 · 西镇")
    page.go_back()
    page.get_by_role("heading", level=1, name="甲县").wait_for()
    page.go_forward()
    page.locator(".crumbs a", has_text="甲县").click()
    page.get_by_role("heading", level=1, name="甲县").wait_for()
    go_down(page, "西镇", "西镇 整顿工作总览")
    page.locator(".overview-lines tbody a", has_text="桥头村党支部").click()
    page.wait_for_url(f"**{reverse('branches:folder', args=[stuck.rectification_id])}")
    assert "改造党群服务中心" in page.locator(".desk-late").inner_text()


def test_the_call_leads_to_the_measure(page, become, stuck, supervisor):
    become(supervisor)
    page.goto(reverse(OVERVIEW))
    row = page.locator(".call-rows li").first
    assert row.locator("small").inner_text() == "西镇 · 改造党群服务中心 · 副镇长"
    row.locator("a.call-branch").click()
    assert page.locator(".measure:target").get_attribute("id") == f"measure-{stuck.pk}"


def test_without_a_script_links_and_the_chooser_do_the_same(plain, enter, stuck, supervisor):
    enter(plain.context, supervisor)
    plain.goto(reverse(OVERVIEW))
    plain.select_option("#scope", label="西镇")
    follow(plain, ".overview-chooser button")
    assert plain.locator("h1").inner_text().split() == ["西镇", "整顿工作总览"]
    follow(plain, ".crumbs a")
    follow(plain, ".overview-lines tbody a:has-text('东镇')")
    assert plain.locator("h1").inner_text().split() == ["东镇", "整顿工作总览"]


def test_the_wall_renews_itself_and_leads_back(page, become, stuck, supervisor):
    become(supervisor)
    page.goto(reverse(OVERVIEW))
    page.locator(".actions a", has_text="大屏").click()
    page.wait_for_url("**/overview/wall/**")
    assert page.locator(".site-header").count() == 0
    first = page.locator(".overview-figures b").first
    assert first.inner_text() == "2"
    TownshipCount.objects.filter(what="folders").update(number=7)
    page.evaluate("htmx.ajax('GET', location.href, {target: '#wall', swap: 'outerHTML'})")
    page.wait_for_function("() => document.querySelector('.overview-figures b').textContent === '14'")
    sizes = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert sizes == [DESKTOP, 900]
    page.locator("[data-full-screen]").click()
    page.wait_for_function(
        "() => document.fullscreenElement !== null && document.querySelector('[data-full-screen]').hidden"
    )
    page.evaluate("document.exitFullscreen()")
    page.wait_for_function("() => !document.querySelector('[data-full-screen]').hidden")
    page.locator(".wall-head a").click()
    page.wait_for_url(f"**{reverse(OVERVIEW)}?**")


@pytest.mark.parametrize("townships", [2, 40])
def test_paper_takes_one_page(page, sign_in, tree, stuck, supervisor, tmp_path, townships):
    for number in range(townships - 2):
        make_organisation(f"{LONG[:28]}{number:02}", Level.TOWNSHIP, tree.county)
    sign_in(supervisor)
    page.goto(reverse(OVERVIEW))
    path = tmp_path / "overview.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    facts = dict(line.split(":", 1) for line in told.splitlines())
    assert (facts["Pages"].strip(), facts["Page size"].strip()) == ("1", "594.96 x 841.92 pts (A4)")


def test_paper_is_white_also_from_a_dark_screen(page, sign_in, stuck, supervisor):
    page.emulate_media(color_scheme="dark")
    sign_in(supervisor)
    page.evaluate("""
      window.themes = [];
      const note = () => themes.push(document.documentElement.dataset.bsTheme);
      note();
      addEventListener("beforeprint", note);
    """)
    page.pdf()
    assert page.evaluate("[...themes, document.documentElement.dataset.bsTheme]") == ["dark", "light", "dark"]


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_pages_fit_the_window_and_everybody(page, sign_in, tree, stuck, supervisor, width):
    long = make_organisation(LONG, Level.TOWNSHIP, tree.county)
    make_measure(make_folder(make_branch(long, name=LONG)), title=LONG, starts_on=days(-90), responsible=LONG)
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(supervisor)
    for address in (reverse(OVERVIEW), f"{reverse(OVERVIEW)}?scope={long.pk}&sort=overdue", reverse(WALL)):
        page.goto(address)
        if page.locator(".twin summary").is_visible():
            page.locator(".twin summary").click()
        assert weak(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.locator("h1").count() == 1
        assert width != PHONE or page.evaluate(TOO_SMALL % THUMB) == []
