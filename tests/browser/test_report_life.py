"""A report's way through an office, in real windows: written, submitted, returned, mended, approved, issued, packed."""

import zipfile

import pytest
from django.urls import reverse

from branches.models import Job
from branches.services import jobs
from reports.models import Report
from reports.renderers.docx import render_docx
from reports.selectors.documents import document_of
from reports.services import decisions, issuing, paragraphs
from reports.services.paragraphs import Typed
from tests.browser.seeing import WIDTHS, dialog, fits, weak
from tests.factories import ISSUED, make_folder, make_problem, make_report
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]


@pytest.fixture
def report(tree):
    folder = make_folder(township=tree.township)
    make_problem(folder, text="班子不团结，议事决策走过场。")
    return make_report(folder)


def where(name, report, *more):
    return reverse(f"reports:{name}", args=[report.pk, *more])


def press(page, label, words=""):
    """A step by its dialog, with words where it asks for them."""
    page.locator(".life").get_by_role("link", name=label, exact=True).click()
    opened = dialog(page)
    if words:
        opened.locator("textarea").fill(words)
    opened.locator("button[type=submit]").click()
    page.wait_for_function("() => !document.querySelector('#dialog[open]')")


def state(page, words):
    page.wait_for_function(
        "words => document.querySelector('.report-state').textContent.includes(words)", arg=words
    )


def test_from_the_clerk_to_the_archive(page, become, report, clerk, reviewer):
    become(clerk)
    page.goto(where("report", report))
    press(page, "送审")
    state(page, "待审签")
    assert page.locator(".para-text").count() == 0
    become(reviewer)
    page.goto(reverse("branches:my_work"))
    page.get_by_role("link", name="查看并审签").click()
    press(page, "退回", "请写明次数。")
    state(page, "草稿")
    become(clerk)
    page.goto(reverse("branches:my_work"))
    assert "请写明次数。" in page.locator(".pile-reports_returned").inner_text()
    page.get_by_role("link", name="继续修改").click()
    row = report.paragraphs.get(text__startswith="班子不团结")
    page.fill(f"#text-{row.pk}", "班子不团结，半年只开过一次支委会。")
    page.wait_for_function("() => document.getElementById('draft-state').textContent === '已保存'")
    press(page, "送审")
    state(page, "待审签")
    become(reviewer)
    page.goto(where("report", report))
    press(page, "审签")
    state(page, "已审签")
    press(page, "印发")
    state(page, "第1号")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载PDF").click()
    report.refresh_from_db()
    with report.pdf.open("rb") as kept:
        assert download.value.path().read_bytes() == kept.read()
    assert "半年只开过一次" in report.tree


def test_all_of_a_list_as_one_zip(page, become, tree, report, clerk):
    make_report(make_folder(township=tree.township), *ISSUED)
    become(clerk)
    page.goto(reverse("reports:report_list"))
    page.get_by_role("button", name="全部打包下载 Word").click()
    page.wait_for_selector("#job")
    jobs.run(str(Job.objects.get().pk))
    with page.expect_download() as download:
        page.get_by_role("link", name="下载").click()
    assert len(zipfile.ZipFile(download.value.path()).namelist()) == 3


def test_a_word_file_comes_back(page, become, report, clerk, tmp_path):
    row = report.paragraphs.get(text__startswith="班子不团结")
    file = tmp_path / "改过.docx"
    file.write_bytes(render_docx(document_of(report)))
    paragraphs.save(
        report=report, by=clerk, typed=[Typed(row.pk, "班子不和，议事决策走过场。", row.print_of_text)]
    )
    become(clerk)
    page.goto(where("report", report))
    page.get_by_role("link", name="导回修改过的 Word").click()
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="对比").click()
    assert page.locator(".word-changes del").inner_text() == "和"
    page.get_by_role("button", name="采用此处").click()
    page.wait_for_url(f"**{where('report', report)}")
    row.refresh_from_db()
    assert row.text == "班子不团结，议事决策走过场。"


@pytest.fixture
def lives(tree, report, clerk, reviewer):
    """An issued report with its new version, a returned draft, and a file that differs."""
    issued = make_report(make_folder(township=tree.township), *ISSUED)
    new = issuing.renew(report=issued, reason="数字有误。", by=clerk)
    row = new.paragraphs.last()
    paragraphs.save(
        report=new, by=clerk, typed=[Typed(row.pk, "班子不和睦。\n又添一段。", row.print_of_text)]
    )
    decisions.take_step(report=report, step="submit", by=clerk)
    decisions.take_step(report=report, step="send_back", by=reviewer, comment="请写明次数。")
    make_report(make_folder(township=tree.township), "submit")
    return issued, new


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_are_for_everybody(page, become, report, lives, clerk, reviewer, tmp_path, width):
    issued, new = lives
    page.set_viewport_size({"width": width, "height": 844})
    become(clerk)
    for address in (
        where("report", report),
        where("report", issued),
        where("compare", new),
        where("compare", report),
        where("report_step", report, "submit"),
        where("new_version", issued),
        where("word_back", report),
        reverse("reports:report_list"),
        reverse("branches:my_work"),
    ):
        page.goto(address)
        assert (address, weak(page), fits(page, width)) == (address, [], True)
    file = tmp_path / "改过.docx"
    file.write_bytes(render_docx(document_of(issued)))
    page.goto(where("word_back", new))
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="对比").click()
    page.wait_for_selector(".word-changes")
    assert (weak(page), fits(page, width)) == ([], True)
    become(reviewer)
    page.goto(where("report", Report.objects.get(state="submitted")))
    assert (weak(page), fits(page, width)) == ([], True)
