"""The monthly table and the annual form as files: what workbook and PDF say, how they print, what comes in again."""

import datetime as dt
import io

import openpyxl
import pdfplumber
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.exchange.workbooks import read
from accounts.models import Organisation
from branches.ledgers.tables import tables
from branches.models import Snapshot
from branches.selectors.annual_columns import BLOCKS, COLUMNS
from branches.services import annual, snapshots
from reports.document import Align, Cell, Document, Section, Table
from reports.renderers.xlsx import render_xlsx
from reports.views import tables as table_pages
from tests.branches.reading import days, sign_off, step
from tests.factories import make_branch, make_campaign, make_folder, make_problem, make_user, writer

pytestmark = pytest.mark.django_db
MM = 72 / 25.4


@pytest.fixture
def case(tree, folder, supervisor):
    """A village with one of two problems signed off, a community, and an office that only the total counts."""
    problem = make_problem(folder, found_on=days(0))
    make_problem(folder, found_on=days(0))
    step("confirm", supervisor, folder=folder)
    sign_off(problem, supervisor)
    for kind in ("community", "office"):
        make_folder(make_branch(tree.other_township, kind=kind))
    annual.record(rectification=folder, by=writer(folder), drives=3, secretary_state="filled")
    return folder


@pytest.fixture
def take(client, supervisor):
    """Download a table as the county's supervisor, or as somebody else."""

    def download(kind, form, user=supervisor, expect=200, **query):
        client.force_login(user)
        answer = client.get(reverse("reports:table_file", args=[kind, form]), query)
        assert answer.status_code == expect
        return answer

    return download


def sheet(answer):
    return openpyxl.load_workbook(io.BytesIO(answer.content)).active


def texts(page, row):
    return [cell.value for cell in page[row]]


def printed(answer):
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        pages = [page.filter(lambda thing: thing.get("upright", True)) for page in pdf.pages]
        sizes = {(round(page.width / MM), round(page.height / MM)) for page in pages}
        return sizes, [page.extract_table() for page in pages], "".join(page.extract_text() for page in pages)


def test_the_monthly_workbook_says_what_the_page_says(take, case):
    page = sheet(take("monthly", "xlsx"))
    today = timezone.localdate()
    assert page["A1"].value == f"甲县软弱涣散基层党组织整顿工作月报表（{today.year}年{today.month}月）"
    assert [value for value in texts(page, 2) if value] == [
        "填报单位：中共甲县委组织部", f"截至{today.year}年{today.month}月{today.day}日",
    ]  # fmt: skip
    rows = {row[1]: row[2:] for row in (texts(page, number) for number in (5, 6))}
    assert rows["东镇"][:11] == [1, "—", 0, "—", 2, 2, 1, 1, 0.5, 0, "—"]
    assert rows["西镇"][:11] == [2, "—", 0, "—", 0, 0, 0, 0, 0, 0, "—"]
    assert texts(page, 7)[:9] == ["合计", None, 3, "—", 0, "—", 2, 2, 1]
    assert {type(value) for value in rows["东镇"]} <= {int, float, str}


def test_the_monthly_workbook_says_what_has_moved(take, case):
    end = timezone.localdate().replace(day=1) - dt.timedelta(days=1)
    case.campaign.starts_on = days(-300)
    case.campaign.save()
    snapshots.take(end)
    Snapshot.objects.update(listed=3, overdue=0)
    page = sheet(take("monthly", "xlsx"))
    cell = page["D5"]
    assert (cell.value, cell.number_format) == (-2, "+0;-0;0")
    past = sheet(take("monthly", "xlsx", month=f"{end:%Y-%m}"))
    assert past["A1"].value.endswith(f"（{end.year}年{end.month}月）")
    assert past["C5"].value == 3


def test_the_monthly_workbook_prints_across_with_its_head_on_every_sheet(take, case):
    page = sheet(take("monthly", "xlsx"))
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$3:$4"
    assert page.oddFooter.center.text == "第 &P 页　共 &N 页"
    merged = {str(area) for area in page.merged_cells.ranges}
    assert {"A1:Q1", "A3:A4", "B3:B4", "C3:F3", "G3:M3", "N3:Q3"} <= merged


def test_the_monthly_table_is_printed_across(take, case):
    sizes, (table,), words = printed(take("monthly", "pdf"))
    assert sizes == {(297, 210)}
    assert table[0][2] == "整顿党组织（个）"
    assert [row[:4] for row in table[2:5]] == [
        ["1", "东镇", "1", "—"], ["2", "西镇", "2", "—"], ["合计", None, "3", "—"],
    ]  # fmt: skip
    assert "填报单位：中共甲县委组织部" in words
    assert "单位负责人：" in words


def test_many_townships_have_the_head_on_every_page(take, case, tree):
    for number in range(40):
        Organisation.objects.create(
            name=f"{number}镇", level=4, parent=tree.county, county=tree.county, city=tree.city,
            province=tree.province,
        )  # fmt: skip
    _, found, _ = printed(take("monthly", "pdf"))
    assert len(found) > 1
    assert {table[0][2] for table in found} == {"整顿党组织（个）"}


def test_what_is_too_long_for_paper_is_a_workbook_still(take, case, monkeypatch):
    monkeypatch.setattr(table_pages, "MOST_ROWS", 1)
    answer = take("monthly", "pdf", expect=302)
    assert answer["Location"].startswith(reverse("branches:monthly_table"))
    assert sheet(take("monthly", "xlsx"))["B5"].value == "东镇"
    assert take("annual", "pdf")["Content-Type"] == "application/pdf"


def test_a_county_stands_before_the_township_where_there_are_several(take, case, tree):
    make_folder(township=tree.foreign_township, campaign=make_campaign(tree.city))
    page = sheet(take("monthly", "xlsx", user=make_user("supervisor", tree.city)))
    assert [page.cell(row, 2).value for row in (5, 6, 7)] == ["甲县东镇", "甲县西镇", "乙县北乡"]


def test_the_annual_workbook_has_the_heads_and_rows_of_the_form(take, case):
    page = sheet(take("annual", "xlsx"))
    assert page["A1"].value == "甲县2026年整顿软弱涣散基层党组织情况"
    areas = {str(area) for area in page.merged_cells.ranges}
    assert {"A3:A5", "B3:D3", "E3:N3", "O3:T3", "U3:X3", "Y3:AA3"} <= areas
    assert [len(block.columns) for block in BLOCKS] == [3, 10, 6, 4, 3]
    letters = [openpyxl.utils.get_column_letter(column) for column in range(2, 28)]
    assert {f"{letter}4:{letter}5" for letter in letters} <= areas
    assert page.print_title_rows == "$3:$5"
    assert [texts(page, row)[0] for row in (6, 7, 8)] == ["总计", "村", "社区"]
    found = {name: [texts(page, row)[place] for row in (6, 7, 8)] for place, name in enumerate(COLUMNS, 1)}
    assert found["screened"] == [3, 1, 1]
    assert found["secretaries_chosen"] == [1, 1, 0]
    assert (found["drives"], found["solved"]) == ([3, 3, 0], [1, 1, 0])
    assert {type(cell) for row in found.values() for cell in row} == {int}
    note = page["A9"].value
    assert "2.村、社区以外的党组织1个，只计入总计" in note
    assert "3.有3个党组织的年报数据尚未填全" in note


def test_the_annual_workbook_comes_in_as_what_it_is(take, case, tmp_path):
    path = tmp_path / "annual.xlsx"
    path.write_bytes(take("annual", "xlsx").content)
    (page,) = read(path)
    (table,) = tables(page)
    assert (table.shape.code, table.is_figures, table.heading_rows) == ("V1", True, [3, 4, 5])
    assert [column.field for column in table.columns] == ["group", *COLUMNS]
    assert [table.grid.text(row, 0) for row in table.data] == ["总计", "村", "社区"]


def test_the_annual_form_is_one_sheet_across(take, case):
    sizes, found, words = printed(take("annual", "pdf"))
    assert sizes == {(297, 210)}
    (table,) = found
    assert [cell for cell in table[0] if cell] == [
        "排查整顿", "软弱涣散基层党组织主要类型（个）", "调整培训党组织书记（人）", "整顿措施", "解决突出问题",
    ]  # fmt: skip
    assert "".join(table[1][2].split()) == "其中建档立卡贫困村"
    figures = [row for row in table if row[0] in {"总计", "村", "社区"}]
    assert [(row[0], row[1], len(row)) for row in figures] == [
        ("总计", "3", 27),
        ("村", "1", 27),
        ("社区", "1", 27),
    ]
    assert "填报单位：中共甲县委组织部" in words


@pytest.mark.parametrize("kind", ["monthly", "annual"])
def test_a_township_hands_its_table_in_as_its_committee(take, case, tree, kind):
    page = sheet(take(kind, "xlsx", user=make_user("staff", tree.township)))
    assert next(filter(None, texts(page, 2))) == "填报单位：中共东镇委员会"


@pytest.mark.parametrize("kind", ["monthly", "annual"])
def test_who_sees_the_table_takes_it_and_nobody_else(take, case, tree, kind):
    clerk = make_user("staff", tree.township)
    assert take(kind, "xlsx", user=clerk)["Content-Disposition"].startswith("attachment;")
    assert "西镇" not in str(list(sheet(take(kind, "xlsx", user=clerk)).values))
    foreign = make_user("supervisor", tree.other_county)
    take(kind, "xlsx", user=foreign, expect=404, scope=tree.county.pk)
    take(kind, "xlsx", user=foreign, expect=404)
    take(kind, "xlsx", user=make_user("admin", tree.county), expect=403)


@pytest.mark.parametrize(
    ("kind", "form", "query"),
    [
        ("monthly", "docx", {}),
        ("weekly", "pdf", {}),
        ("monthly", "pdf", {"month": "2019-01"}),
        ("annual", "xlsx", {"scope": "0"}),
    ],
)
def test_what_there_is_not_is_not_found(take, case, kind, form, query):
    take(kind, form, expect=404, **query)


def test_the_pages_lead_to_the_files(client, supervisor, case):
    client.force_login(supervisor)
    for kind, where in (("monthly", "branches:monthly_table"), ("annual", "branches:annual_form")):
        page = client.get(reverse(where)).content.decode()
        for form in ("pdf", "xlsx"):
            assert f'href="{reverse("reports:table_file", args=[kind, form])}?campaign=' in page


def book(*rows, **values):
    table = Table(widths=(1, 2, 1), head=((Cell("甲"), Cell("乙"), Cell("丙")),), rows=rows, **values)
    document = Document("=1+1", sections=(Section("", tables=(table,)),), closing=("@SUM(A1)",))
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(document))).active


def test_nothing_that_looks_like_a_formula_is_one():
    page = book((Cell("=1+1"), Cell("+86"), Cell("@x", align=Align.CENTRE)), note='=HYPERLINK("x")')
    values = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in values} == {"s"}
    assert [page["A1"].value, page["A2"].value, page["A4"].value, page["B4"].value] == [
        "=1+1", '=HYPERLINK("x")', "=1+1", "+86",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12), ("0", 0), ("007", "007"), ("45%", 0.45), ("-3", -3), ("+3", 3), ("1.5", "1.5"), ("—", "—"),
        ("", None),
    ],
)  # fmt: skip
def test_a_figure_is_a_number_and_nothing_else_is(text, value):
    found = book((Cell("1"), Cell("x"), Cell(text, align=Align.CENTRE)))
    assert (found["C3"].value, found["A3"].value) == (value, "1")


def test_what_no_workbook_can_hold_is_left_out():
    assert book((Cell("甲\x0b乙"), Cell("x"), Cell("1")))["A3"].value == "甲乙"
