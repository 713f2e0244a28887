"""A ledger comes in through a real window: upload, another meaning, errors taken home, taken over, undone."""

import openpyxl
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from branches.models import LedgerImport, Problem
from tests.branches.ledgers.arriving import arrive, take_over
from tests.branches.ledgers.books import PLAIN, ROWS, sheet, workbook
from tests.browser.test_pages import WIDTHS, check
from tests.factories import make_campaign, make_user
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]
HEADS = [heading if heading != "存在问题" else "事项" for heading in PLAIN]
WRONG = [4, "丙村党支部", "缺人", "补人", "张立13812345678", "", "", "也许", ""]


def test_the_whole_way_of_a_ledger(page, sign_in, tree, tmp_path):
    make_campaign(tree.county)
    path = tmp_path / "九月台账.xlsx"
    path.write_bytes(
        workbook([["东镇软弱涣散党组织整顿台账"], HEADS, *ROWS, WRONG, ["合计", "", "4个"]], ["A1:I1"])
    )
    sign_in(make_user("staff", tree.township))
    page.goto(reverse("branches:imports"))
    page.set_input_files("input[name=file]", str(path))
    page.click("main form button[type=submit]")
    page.wait_for_url("**/columns/")
    page.get_by_label("“事项”对应").select_option(label="存在的主要问题")
    page.get_by_role("button", name="去预览").click()
    page.get_by_text("有 1 行不能导入。").wait_for()
    expect(page.locator("tbody tr").first.locator(".row-refused")).to_have_count(1)
    assert "13812345678" not in page.locator("main").inner_text()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载不能导入的行").click()
    waiting.value.save_as(tmp_path / "errors.xlsx")
    assert waiting.value.suggested_filename == "九月台账（需更正）.xlsx"
    assert openpyxl.load_workbook(tmp_path / "errors.xlsx").active["C3"].value == "缺人"
    page.get_by_role("button", name="导入 3 行").click()
    page.get_by_text("台账已导入。").wait_for()
    assert set(Problem.objects.values_list("text", flat=True)) == {row[2] for row in ROWS}
    page.get_by_role("link", name="撤销导入").click()
    page.get_by_role("button", name="撤销").click()
    page.get_by_text("导入已撤销。").wait_for()
    assert Problem.objects.count() == 0


@pytest.fixture
def addresses(tree):
    """Every page of an import: with problems, changes and private numbers in it, and afterwards."""
    clerk = make_user("staff", tree.township)
    take_over(clerk)
    changed = [*ROWS[0][:4], "李桥", *ROWS[0][5:]]
    rows = [changed, *ROWS[1:], WRONG, [5, "", "一二" * 40, "x" * 90]]
    asked = arrive(clerk, sheet([["序号", "问题内容", "整改措施"], [1, "甲", "乙"]]))
    waiting = arrive(clerk, sheet([PLAIN, *rows]))
    written = take_over(clerk, sheet([PLAIN, *ROWS, WRONG]))
    undone = LedgerImport.objects.get(pk=take_over(clerk).pk)
    return [
        reverse("branches:imports"),
        reverse("branches:import_columns", args=[asked.pk]),
        reverse("branches:import_columns", args=[waiting.pk]),
        reverse("branches:import_preview", args=[waiting.pk]),
        reverse("branches:import_preview", args=[waiting.pk]) + "?state=2_changed",
        reverse("branches:import_preview", args=[written.pk]),
        reverse("branches:undo_import", args=[undone.pk]),
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_for_everybody(page, sign_in, tree, addresses, width):
    sign_in(make_user("staff", tree.township))
    check(page, addresses, width)
