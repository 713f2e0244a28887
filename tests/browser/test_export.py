"""The ledger goes out through a real window and comes back: filtered, downloaded, brought in again, nothing changed."""

import openpyxl
import pytest
from django.urls import reverse

from branches.models import ImportRow
from tests.browser.test_pages import WIDTHS, check
from tests.factories import log, make_branch, make_folder, make_measure, make_plan, make_problem, make_user
from tests.transactional import TRANSACTIONAL

pytestmark = [pytest.mark.browser, TRANSACTIONAL]


@pytest.fixture
def clerk_with_ledger(tree):
    folder = make_folder(make_branch(tree.township, name="青石村党支部"))
    first = make_problem(
        folder, text="班子不团结，内耗严重。", deadline="2026年底前，并长期坚持", responsible="镇党委"
    )
    second = make_problem(folder, text="一是阵地薄弱；二是无人值守。")
    log(
        make_measure(folder, [first, second], title="强化队伍建设", deadline="2026年6月"),
        text="一是开会。",
        percent=60,
    )
    make_measure(folder, [first], title="完善制度")
    make_problem(make_folder(make_branch(tree.township, name="云岭村党支部")), text="班子散漫。")
    make_plan(folder)
    return make_user("staff", tree.township)


def test_what_was_filtered_goes_out_and_comes_back_unchanged(page, sign_in, clerk_with_ledger, tmp_path):
    sign_in(clerk_with_ledger)
    page.goto(reverse("branches:ledger") + "?q=班子")
    page.get_by_role("link", name="导出").click()
    page.get_by_role("dialog").get_by_text("2个问题").wait_for()
    page.get_by_label("台账样式").select_option(label="软弱涣散党组织整顿台账（23栏）")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    cells = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    place = cells[2].index("存在的主要问题")
    assert [row[place] for row in cells[3:] if row[place]] == ["班子散漫。", "班子不团结，内耗严重。"]
    page.goto(reverse("branches:imports"))
    page.set_input_files("input[name=file]", str(path))
    page.click("main form button[type=submit]")
    page.wait_for_url("**/columns/")
    page.get_by_role("button", name="去预览").click()
    page.get_by_text("没有可导入的内容").wait_for()
    assert set(ImportRow.objects.values_list("state", flat=True)) == {"4_unchanged"}


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_for_everybody(page, sign_in, clerk_with_ledger, width):
    sign_in(clerk_with_ledger)
    addresses = [
        reverse("branches:ledger_export") + "?q=班子",
        reverse("branches:export_file"),
        reverse("branches:imports"),
    ]
    check(page, addresses, width)
