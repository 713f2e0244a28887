"""A report written elsewhere comes in through a real window: pasted, put in order beside its text, entered."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from branches.models import Branch, Rectification
from reports.models import Report
from reports.renderers.docx import render_docx
from reports.selectors.documents import document_of
from reports.services import report_imports
from tests.browser.seeing import WIDTHS, fits, is_same, mark, weak
from tests.browser.test_pages import check
from tests.factories import make_branch, make_campaign
from tests.reports.test_report_imports import SHORT
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]
STRAY = SHORT.replace("特此汇报。", "另：会议室钥匙由值班人员保管。\n特此汇报。")


def pieces(page, place):
    """What stands at a place of the report, without the words of the buttons."""
    return page.locator(f".intake-{place} .intake-words").all_inner_texts()


def press(page, of_piece, button):
    """Press a button of the piece that is so called, and wait for the pieces as they then are."""
    fresh = page.locator("#pieces").element_handle()
    page.get_by_role("button", name=f"{button} · {of_piece}", exact=True).click()
    page.wait_for_function("old => !old.isConnected", arg=fresh)


@pytest.fixture
def campaign(tree):
    make_branch(tree.township, name="第一村党支部")
    return make_campaign(tree.county)


def test_the_whole_way_of_a_report(page, sign_in, clerk, campaign):
    sign_in(clerk)
    page.goto(reverse("reports:report_list"))
    page.locator("main").get_by_role("link", name="导入汇报").click()
    page.fill("[name=text]", SHORT)
    page.click("main form button[type=submit]")
    page.wait_for_url("**/reports/import/*/")
    page.get_by_text("正文已拆分，尚未录入。").wait_for()
    expect(page.get_by_text("已暂存在本浏览器")).to_be_hidden()
    assert page.locator(".intake-text p").all_inner_texts() == SHORT.splitlines()
    assert pieces(page, "problems") == ["班子不团结。", "台账不全。"]
    assert pieces(page, "measures") == ["调整班子。补选支委一名。", "完善台账。"]
    mark(page)
    press(page, "问题第2条", "上移")
    assert pieces(page, "problems") == ["台账不全。", "班子不团结。"]
    page.get_by_label("归类 · 问题第1条").select_option("causes")
    press(page, "问题第1条", "移动")
    assert (pieces(page, "problems"), pieces(page, "causes")) == (
        ["班子不团结。"],
        ["制度执行不到位。", "台账不全。"],
    )
    press(page, "下步打算第1条", "移除")
    assert pieces(page, "dropped") == ["抓好落实。每月调度。"]
    assert is_same(page)
    page.locator(".intake-commit button[type=submit]").click()
    page.wait_for_url("**/folders/*/")
    folder = Rectification.objects.get()
    assert (folder.branch.name, [one.text for one in folder.problems.all()]) == (
        "第一村党支部",
        ["班子不团结。"],
    )
    assert [one.text for one in folder.causes.all()] == ["制度执行不到位。", "台账不全。"]
    assert (folder.measures.count(), folder.followupplans.count()) == (2, 0)
    assert Report.objects.get().title == SHORT.splitlines()[0]


def test_a_word_file_comes_in_and_is_thrown_away(page, sign_in, clerk, campaign, tmp_path):
    brought = report_imports.start(text=SHORT, source="", by=clerk)
    entered = report_imports.commit(
        report_import=brought, by=clerk, campaign=campaign, branch=Branch.objects.get()
    )
    path = tmp_path / "汇报.docx"
    path.write_bytes(render_docx(document_of(entered.report)))
    sign_in(clerk)
    page.goto(reverse("reports:bring"))
    page.set_input_files("[name=file]", str(path))
    page.click("main form button[type=submit]")
    page.wait_for_url("**/reports/import/*/")
    assert pieces(page, "problems") == ["班子不团结。", "台账不全。"]
    page.get_by_role("button", name="舍弃", exact=True).click()
    page.wait_for_url("**/reports/")
    assert Rectification.objects.get().problems.count() == 2


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_are_for_everybody(page, sign_in, clerk, campaign, width):
    stray = report_imports.start(text=STRAY, source="汇报.txt", by=clerk)
    sign_in(clerk)
    check(page, [reverse("reports:bring"), reverse("reports:report_import", args=[stray.pk])], width)
    page.goto(reverse("reports:bring"))
    page.click("main form button[type=submit]")
    page.get_by_text("请选择文件，或粘贴汇报正文。").first.wait_for()
    assert (weak(page), fits(page, width)) == ([], True)
