"""The report editor in a real window: pages follow the typing, nothing jumps, all works without a script too."""

import pytest
from django.urls import reverse

from branches.services import problems
from reports.models import Paragraph, ReportTemplate
from reports.services import drafts, paragraphs
from reports.services.paragraphs import Typed
from tests.browser.seeing import follow, weak
from tests.factories import (
    log,
    make_cause,
    make_folder,
    make_measure,
    make_plan,
    make_problem,
    make_template,
    make_user,
    writer,
)
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]
LONG = "办公活动场所设在旧祠堂，设备不完善，群众办事极不方便，多年来反复提出而未能解决，"


@pytest.fixture
def report(tree, clerk):
    """Four pages."""
    folder = make_folder(township=tree.township)
    for number in range(6):
        problem = make_problem(folder, text=f"第{number}个问题。{LONG * 3}")
        make_cause(folder, [problem], text=LONG * 2)
        log(make_measure(folder, [problem], title=f"措施{number}"), text=LONG * 2)
    make_plan(folder)
    return drafts.start(rectification=folder, by=clerk)


@pytest.fixture
def opened(page, sign_in, report, clerk):
    sign_in(clerk)
    page.goto(reverse("reports:report", args=[report.pk]))
    return page


def names(page):
    return page.eval_on_selector_all("#sheets li", "items => items.map(item => item.dataset.name)")


def area(text):
    return f"#text-{Paragraph.objects.get(text__startswith=text).pk}"


def saved(page):
    page.wait_for_function("() => document.getElementById('draft-state').textContent === '已保存'")


def shown(page):
    """Every page shows the picture that it is named for."""
    page.wait_for_function(
        "() => [...document.querySelectorAll('#sheets li')]"
        ".every(one => one.firstElementChild.src.includes(one.dataset.name))"
    )


def test_pages_follow_the_typing_and_nothing_jumps(opened):
    before = names(opened)
    assert len(before) >= 4
    opened.evaluate("document.querySelector('.sheets-view').scrollTop = 700")
    opened.evaluate("document.querySelectorAll('#sheets img').forEach(one => { one.dataset.old = '1'; })")
    place = opened.evaluate("window.scrollY")
    opened.focus(area("抓好"))
    opened.keyboard.press("End")
    opened.keyboard.type("每季度检查一次。")
    opened.wait_for_function(
        "old => [...document.querySelectorAll('#sheets li')].some((one, n) => one.dataset.name !== old[n])",
        arg=before,
    )
    saved(opened)
    shown(opened)
    after = names(opened)
    same = [number for number, name in enumerate(before) if after[number] == name]
    assert same == list(range(len(before) - 1))
    kept = opened.eval_on_selector_all("#sheets img", "all => all.map(one => one.dataset.old === '1')")
    assert [number for number, old in enumerate(kept) if old] == same
    assert opened.evaluate("document.querySelector('.sheets-view').scrollTop") == 700
    assert opened.evaluate("document.activeElement.value").endswith("每季度检查一次。")
    assert Paragraph.objects.filter(text__endswith="每季度检查一次。").count() == 1
    assert opened.evaluate("window.scrollY") >= place


def test_an_edited_paragraph_says_so_and_is_restored(opened):
    field = area("第0个问题")
    opened.fill(field, "改写了。")
    saved(opened)
    row = opened.locator(f"#p-{field.removeprefix('#text-')}")
    assert "已手工修改" in row.inner_text()
    row.get_by_role("button", name="还原").click()
    opened.wait_for_function(f"() => document.querySelector('{field}').value.startsWith('第0个问题')")
    assert "已手工修改" not in row.inner_text()


def test_enter_cuts_where_the_cursor_stands(opened, report):
    field = area("第1个问题")
    opened.focus(field)
    opened.evaluate(f"document.querySelector('{field}').setSelectionRange(6, 6)")
    opened.keyboard.press("Enter")
    opened.wait_for_function(f"() => document.querySelector('{field}').value === '第1个问题。'")
    opened.wait_for_function("() => document.activeElement.value?.startsWith('办公活动场所')")
    assert report.paragraphs.filter(part=1).get().text.startswith("办公活动场所")


def test_steps_by_the_menu_and_what_was_typed_goes_along(opened, report):
    first, second = (Paragraph.objects.get(text__startswith=f"第{number}个") for number in (0, 1))
    opened.fill(f"#text-{first.pk}", "刚刚打的字。")
    row = opened.locator(f"#p-{second.pk}")
    row.locator("summary").click()
    row.get_by_role("button", name="上移").click()
    opened.wait_for_selector(f"#p-{second.pk} + #p-{first.pk}")
    assert opened.input_value(f"#text-{first.pk}") == "刚刚打的字。"
    found = list(report.paragraphs.filter(pk__in=[first.pk, second.pk]).values_list("text", flat=True))
    assert found[1] == "刚刚打的字。"


def test_a_paragraph_is_dragged_by_its_grip(opened, report):
    first, second, third = (Paragraph.objects.get(text__startswith=f"第{number}个") for number in range(3))
    opened.set_viewport_size({"width": 1440, "height": 1200})  # all three are in view, whatever the typefaces
    grip = opened.locator(f"#p-{first.pk} .para-grip").bounding_box()
    opened.mouse.move(grip["x"] + 5, grip["y"] + 5)
    opened.mouse.down()
    for passed in (second, third):
        at = opened.locator(f"#p-{passed.pk}").bounding_box()
        opened.mouse.move(at["x"] + 60, at["y"] + at["height"] - 12, steps=12)
        opened.wait_for_selector(f"#p-{passed.pk} + #p-{first.pk}")
        # What is still gliding into its place is passed by without effect.
        opened.wait_for_function(
            "() => ![...document.querySelectorAll('.para')].some(one => one.style.transform)"
        )
    opened.mouse.up()
    saved(opened)
    opened.wait_for_selector(f"#p-{third.pk} + #p-{first.pk}")
    first.refresh_from_db()
    third.refresh_from_db()
    assert first.position == third.position + 1


def test_changed_data_is_taken_with_one_press(page, sign_in, report, clerk):
    problem = report.rectification.problems.first()
    problems.edit(problem=problem, by=clerk, text="问题有了新的说法。")
    sign_in(clerk)
    page.goto(reverse("reports:report", args=[report.pk]))
    stale = page.locator(".is-stale")
    assert stale.count() == 1
    assert stale.locator("ins").count() >= 1
    before = names(page)
    stale.get_by_role("button", name="采用").click()
    page.wait_for_selector(".is-stale", state="detached")
    page.wait_for_function("old => document.querySelector('#sheets li').dataset.name !== old[0]", arg=before)
    assert page.input_value(area("问题有了")) == "问题有了新的说法。"


def test_two_at_once(opened, report, reviewer):
    row = Paragraph.objects.get(text__startswith="第0个")
    paragraphs.save(report=report, by=reviewer, typed=[Typed(row.pk, "先到。", row.print_of_text)])
    opened.fill(f"#text-{row.pk}", "后到。")
    opened.wait_for_selector(".para-clash")
    assert "先到。" in opened.locator(".para-clash").inner_text()
    assert opened.input_value(f"#text-{row.pk}") == "后到。"
    opened.get_by_role("button", name="用我的覆盖").click()
    opened.wait_for_selector(".para-clash", state="detached")
    row.refresh_from_db()
    assert row.text == "后到。"


def test_a_line_that_breaks_loses_nothing(opened):
    field = area("第0个问题")
    opened.route("**/save/", lambda route: route.fulfill(status=503))
    opened.fill(field, "断网时写的。")
    opened.wait_for_selector(".draft-state.is-failed")
    opened.unroute("**/save/")
    saved(opened)
    assert Paragraph.objects.filter(text="断网时写的。").count() == 1


def test_everything_works_without_a_script(plain, enter, report, clerk):
    enter(plain.context, clerk)
    plain.goto(reverse("reports:report", args=[report.pk]))
    before = plain.locator("#sheets img").first.get_attribute("src")
    plain.fill(area("第0个问题"), "甲。\n乙。")
    follow(plain, ".draft-bar button")
    assert plain.locator("#sheets img").first.get_attribute("src") != before
    second = Paragraph.objects.get(text="乙。")
    row = f"#p-{second.pk}"
    plain.click(f"{row} summary")
    follow(plain, f"{row} button:has-text('不打印')")
    second.refresh_from_db()
    assert second.hidden
    assert plain.url.endswith(row)
    follow(plain, f"{row} button:has-text('还原')")
    assert Paragraph.objects.filter(text__startswith="第0个问题").count() == 1


@pytest.mark.parametrize("width", [390, 1440])
def test_the_pages_fit_and_are_for_everybody(page, sign_in, tree, report, clerk, width):
    """With everything on the page that can be: offers, edits, what is new, hidden, a table, a newer template."""
    folder = report.rectification
    first = Paragraph.objects.get(text__startswith="第0个")
    paragraphs.save(report=report, by=clerk, typed=[Typed(first.pk, "改,写{了}。", first.print_of_text)])
    problems.edit(problem=folder.problems.first(), by=clerk, text="变了。")
    make_problem(folder, text="新的。")
    table = drafts.start(rectification=folder, by=clerk, style="table")
    version = make_template(tree.county)
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(clerk)
    for address in (
        reverse("reports:report", args=[report.pk]),
        reverse("reports:report", args=[table.pk]),
        reverse("reports:edit_report", args=[report.pk]),
        reverse("reports:new_report", args=[folder.pk]),
    ):
        fits(page, address, width)
    page.context.clear_cookies()
    sign_in(make_user("supervisor", tree.county))
    for address in (
        reverse("reports:report", args=[report.pk]),
        reverse("reports:template_list"),
        reverse("reports:edit_template", args=["work_report"]),
        reverse("reports:template", args=[version.pk]),
    ):
        fits(page, address, width)


def fits(page, address, width):
    page.goto(address)
    assert (address, weak(page)) == (address, [])
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.locator("h1").count() == 1


def test_a_county_previews_and_publishes_its_words(page, sign_in, tree, supervisor):
    sign_in(supervisor)
    page.goto(reverse("reports:edit_template", args=["work_report"]))
    page.fill("#id_closing", "以上汇报，请审阅{领导}。")
    page.get_by_role("button", name="发布为新版本").click()
    assert "{领导}" in page.locator(".error-summary").inner_text()
    page.fill("#id_closing", "以上汇报，请{县}审阅。")
    page.get_by_role("button", name="预览").click()
    assert "请云陌县审阅" in page.locator(".paper").inner_text()
    page.get_by_role("button", name="发布为新版本").click()
    page.wait_for_url("**/report-templates/")
    assert ReportTemplate.objects.get().closing == "以上汇报，请{县}审阅。"
    folder = make_folder(township=tree.township)
    make_problem(folder)
    report = drafts.start(rectification=folder, by=writer(folder))
    assert report.paragraphs.last().text == "以上汇报，请甲县审阅。"
