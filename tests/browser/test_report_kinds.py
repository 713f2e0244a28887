"""A plan and a summary from the first press to the issued paper, in real windows."""

import pytest
from django.urls import reverse

from reports.models import Report
from tests.browser.seeing import WIDTHS, dialog, fits, weak
from tests.factories import (
    ISSUED,
    make_cause,
    make_folder,
    make_measure,
    make_problem,
    make_report,
    make_summary,
    make_user,
)
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]


@pytest.fixture
def folder(tree):
    found = make_folder(township=tree.township)
    problem = make_problem(
        found, text="班子不团结，议事决策走过场。", criterion=found.campaign.criteria.first()
    )
    make_cause(found, [problem])
    make_measure(found, [problem], description="分两期轮训。", responsible="党建办", deadline="2026年底前")
    return found


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


def reword(page, row, text):
    page.fill(f"#text-{row.pk}", text)
    page.wait_for_function("() => document.getElementById('draft-state').textContent === '已保存'")


def kept(page, report):
    """The very file that was kept comes down."""
    with page.expect_download() as download:
        page.get_by_role("link", name="下载PDF").click()
    report.refresh_from_db()
    with report.pdf.open("rb") as file:
        return download.value.path().read_bytes() == file.read()


def test_a_plan_from_the_folder_to_the_number(page, become, folder, clerk, reviewer):
    become(clerk)
    page.goto(reverse("branches:folder", args=[folder.pk]))
    page.locator(".paper-links").get_by_role("link", name="整顿方案").click()
    page.get_by_role("button", name="生成整顿方案").click()
    page.wait_for_selector(".sheets img")
    report = Report.objects.get(kind="plan")
    reword(page, report.paragraphs.get(source="opening.1"), "为整顿好班子，制定本方案。")
    press(page, "送审")
    state(page, "待审签")
    become(reviewer)
    page.goto(reverse("branches:my_work"))
    page.get_by_role("link", name="查看并审签").click()
    press(page, "退回", "请写明时限。")
    state(page, "草稿")
    become(clerk)
    page.goto(reverse("reports:plan", args=[folder.pk]))
    assert "请写明时限。" in page.locator(".life").inner_text()
    press(page, "送审")
    state(page, "待审签")
    become(reviewer)
    page.goto(reverse("reports:report", args=[report.pk]))
    press(page, "审签")
    state(page, "已审签")
    press(page, "印发")
    state(page, "第1号")
    assert kept(page, report)
    assert "为整顿好班子" in report.tree


def test_a_summary_from_the_campaign_to_its_red_head(page, become, tree, folder, supervisor):
    second = make_user("supervisor", tree.county, "second")
    become(supervisor)
    page.goto(reverse("branches:home"))
    page.get_by_role("link", name="清单与汇总").click()
    page.select_option("#id_period", "2026Q1")
    page.get_by_role("button", name="生成汇总报告").click()
    page.wait_for_selector(".sheets img")
    report = Report.objects.get()
    assert report.period == "2026Q1"
    page.get_by_role("link", name="标题与落款").click()
    page.check("#id_red_head")
    page.get_by_role("button", name="保存").click()
    page.fill("#id_document_number", "甲组")
    page.fill("#id_signer", "某某")
    page.fill("#id_copies_to", "县委办公室")
    page.get_by_role("button", name="保存").click()
    page.wait_for_selector(".sheets img")
    press(page, "送审")
    state(page, "待审签")
    become(second)
    page.goto(reverse("branches:my_work"))
    page.get_by_role("link", name="查看并审签").click()
    press(page, "审签")
    state(page, "已审签")
    become(supervisor)
    page.goto(reverse("branches:my_work"))
    page.get_by_role("link", name="查看并印发").click()
    press(page, "印发")
    state(page, f"甲组〔{report.signed_on.year}〕1号")
    assert kept(page, report)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_are_for_everybody(page, become, tree, folder, clerk, supervisor, auditor, width):
    plan, summary = make_report(folder, kind="plan"), make_summary(folder.campaign)
    issued = make_summary(folder.campaign, *ISSUED, period="2026Q1")
    bare, empty = (make_folder(township=tree.township) for _ in range(2))
    make_problem(bare)
    red = make_report(bare, kind="red_head")
    page.set_viewport_size({"width": width, "height": 844})
    of_campaign = reverse("reports:summaries", args=[folder.campaign_id])
    for user, addresses in (
        (clerk, [
            reverse("reports:report", args=[plan.pk]), reverse("reports:edit_report", args=[red.pk]),
            reverse("reports:edit_report", args=[plan.pk]), reverse("reports:plan", args=[bare.pk]),
            reverse("reports:plan", args=[empty.pk]), reverse("branches:branch", args=[folder.branch_id]),
            reverse("branches:folder", args=[folder.pk]),
        ]),
        (supervisor, [
            of_campaign, reverse("reports:report", args=[summary.pk]), reverse("reports:report", args=[issued.pk]),
            reverse("reports:plan", args=[bare.pk]), reverse("reports:report_list"), reverse("branches:home"),
        ]),
        (auditor, [of_campaign]),
    ):  # fmt: skip
        become(user)
        for address in addresses:
            page.goto(address)
            assert (address, weak(page), fits(page, width)) == (address, [], True)
