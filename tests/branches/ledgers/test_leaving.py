"""How a ledger that goes out looks: the office's own shape again, print-ready, nothing in it that runs."""

import datetime as dt
import io

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from openpyxl.cell.cell import MergedCell

from branches.choices import LedgerKind
from branches.ledgers import outlines
from branches.ledgers.filling import LONGEST
from branches.ledgers.grid import text_of
from branches.models import LedgerTemplate, Measure, Problem
from branches.services import exports, problems
from tests.branches.ledgers.arriving import counts, take_over
from tests.branches.ledgers.books import PLAIN, ROWS, plain, sheet, with_
from tests.branches.ledgers.leaving import export, read, returned, said
from tests.branches.reading import sign_off
from tests.factories import make_branch, make_folder, make_measure, make_problem

pytestmark = pytest.mark.django_db
OLD = [
    ["东镇软弱涣散党组织整顿台账"],
    ["填报单位：东镇", "", "", "", "填报时间：2026年8月31日"],
    ["序号", "党组织", "", "突出问题", "整改情况", "", "网格", "备注"],
    ["", "名称", "书记", "", "整改措施", "整改时限", "", ""],
    [1, "青石村党支部", "王立", "班子不团结。", "逐一谈话。", "2026年底前", "东一", "甲"],
    ["", "", "", "", "补选委员。", "长期", "东二", ""],
    [2, "云岭村党支部", "赵明", "阵地薄弱。", "修缮活动室。", "2026.9", "", "=乙"],
]
MERGES = [
    "A1:H1", "A2:D2", "E2:H2", "A3:A4", "B3:C3", "D3:D4", "E3:F3", "G3:G4", "H3:H4", "A5:A6", "B5:B6", "C5:C6", "D5:D6",
    "H5:H6",
]  # fmt: skip


def opened(made):
    return openpyxl.load_workbook(io.BytesIO(made.content)).active


def values(page):
    return [["" if cell is None else cell for cell in row] for row in page.iter_rows(values_only=True)]


def test_what_came_in_goes_out_in_the_same_shape(clerk):
    old = [*OLD[:6], [*OLD[6][:7], "乙"]]
    take_over(clerk, sheet(old, MERGES, name="第三季度"))
    made = export(clerk, shape=exports.AS_LAST)
    page = opened(made)
    today = text_of(timezone.localdate())
    again = values(page)
    assert page.title == "第三季度"
    assert again[0][0] == OLD[0][0]
    assert (again[1][0], again[1][4]) == ("填报单位：东镇", f"填报时间：{today}")
    assert again[2:4] == old[2:4]
    # Branches by name; what a merged cell says, once.
    assert again[4:] == [
        [2, "云岭村党支部", "赵明", "阵地薄弱。", "修缮活动室。", "2026年9月", "", "乙"],
        [1, "青石村党支部", "王立", "班子不团结。", "逐一谈话。", "2026年底前", "东一", "甲"],
        ["", "", "", "", "补选委员。", "长期", "东二", ""],
    ]
    assert {"A1:H1", "B3:C3", "E3:F3", "G3:G4", "B6:B7", "D6:D7", "H6:H7"} <= {
        str(merge) for merge in page.merged_cells.ranges
    }
    assert (said(returned(clerk, made)), counts(returned(clerk, made))[3]) == ([], 3)


def test_an_old_layout_without_its_headings_is_written_in_one_row(clerk):
    take_over(clerk, sheet([*OLD[:6]], MERGES))
    template = LedgerTemplate.objects.get()
    del template.layout["headings"]
    for column in template.layout["columns"]:
        del column["place"]
    template.save()
    made = export(clerk, shape=exports.AS_LAST)
    assert values(opened(made))[2][:3] == ["序号", "党组织 / 名称", "党组织 / 书记"]
    assert said(returned(clerk, made)) == []


def test_a_ledger_of_one_branch_needs_no_column_for_it_but_one_of_two_does(clerk):
    old = [["青石村党支部问题台账"], ["问题", "整改措施"], ["班子不团结。", "逐一谈话。"]]
    take_over(clerk, sheet(old, ["A1:B1"]))
    assert values(opened(export(clerk, shape=exports.AS_LAST)))[1:] == old[1:]
    other = make_folder(make_branch(clerk.organisation, name="云岭村党支部"))
    make_problem(other, text="阵地薄弱。")
    made = export(clerk, shape=exports.AS_LAST)
    assert values(opened(made))[1] == ["问题", "整改措施", "党组织名称"]
    assert said(returned(clerk, made)) == []


def test_it_is_ready_for_the_printer(clerk):
    take_over(clerk)
    page = opened(export(clerk))
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$3:$3"
    assert page.oddFooter.center.text == "第 &P 页　共 &N 页"
    assert page.freeze_panes == "D4"
    assert page["A1"].value == "东镇软弱涣散党组织整顿台账"
    assert page["A2"].value == "填报单位（盖章）：东镇"
    cells = [cell for row in page["A3:W6"] for cell in row if not isinstance(cell, MergedCell)]
    assert {cell.border.top.style for cell in cells} == {"thin"}
    assert {cell.alignment.wrap_text for cell in cells} == {True}
    lines = len(page["H4"].value) * 2 / page.column_dimensions["H"].width
    assert page.row_dimensions[4].height >= lines * 13


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_nothing_in_it_runs_and_nothing_is_lost(clerk, form):
    texts = [
        "=1+1",
        "+8%的村",
        "-加强",
        "@某人",
        "'=甲",
        "00123456789012345678",
        "上\n下",
        "含\x0b控制",
        "＝全角",
    ]
    folder = make_folder(make_branch(clerk.organisation, name="青石村党支部"))
    for text in texts:
        make_problem(folder, text=text)
    made = export(clerk, shape="V3", form=form)
    if form == "xlsx":
        cells = [opened(made).cell(row, 3) for row in range(4, 13)]
        assert [cell.value for cell in cells] == [*texts[:7], "含控制", texts[8]]
        assert {cell.data_type for cell in cells} == {"s"}
        assert [bool(cell.quotePrefix) for cell in cells] == [True] * 5 + [False] * 3 + [True]
    else:
        lines = made.content.decode("utf-8-sig")
        assert not [line for line in lines.splitlines() if ",=" in line or ",+" in line or ",@" in line]
        assert [row[2] for row in read(made)[0].rows[1:]][:5] == [
            "'=1+1",
            "'+8%的村",
            "'-加强",
            "'@某人",
            "''=甲",
        ]
    ledger = returned(clerk, made)
    assert (said(ledger), counts(ledger)[3]) == ([], 9)


def test_a_formula_that_nobody_marked_is_still_refused(clerk):
    assert counts(take_over(clerk, plain(with_(ROWS[0], 存在问题="=1+1")))) == (1, 0, 0, 0)
    assert counts(take_over(clerk, plain(with_(ROWS[0], 存在问题="'=1+1")))) == (0, 0, 1, 0)
    assert Problem.objects.get().text == "=1+1"


def test_a_cell_that_is_too_long_is_told(clerk):
    folder = make_folder(make_branch(clerk.organisation, name="青石村党支部"))
    text = "长" * 1990
    for number in range(LONGEST // 1990 + 1):
        make_problem(folder, text=f"{number}号{text}")
    with pytest.raises(ValidationError) as refusal:
        export(clerk, shape="V2")
    assert refusal.value.messages[0].startswith("青石村党支部的“存在的主要问题”有3")
    assert said(returned(clerk, export(clerk, shape="V3"))) == []


def test_private_numbers_leave_only_when_asked_for(clerk):
    folder = make_folder(make_branch(clerk.organisation, name="青石村党支部", secretary="王立 13812345678"))
    make_problem(folder, text="信访人王小明反映，电话13812345678。", responsible="张立13987654321")
    make_measure(folder, responsible="110101199003074258")
    told = str(values(opened(export(clerk))))
    assert [number in told for number in ("13812345678", "13987654321", "王小明")] == [False] * 3
    assert "信访人×××反映，电话×××××××××××。" in told
    whole = str(values(opened(export(clerk, masked=False))))
    assert [number in whole for number in ("13812345678", "13987654321", "王小明")] == [True] * 3
    for masked in (True, False):
        for kept in (True, False):
            assert said(returned(clerk, export(clerk, masked=masked), masked=kept or masked)) == []


def test_what_is_changed_in_the_file_is_the_only_change(clerk):
    """One column serves two: the deadline of a measure is not that of its problem."""
    folder = make_folder(make_branch(clerk.organisation, name="青石村党支部"))
    problem = make_problem(folder, text="班子不团结。", deadline="2026年底前", responsible="镇党委")
    first = make_measure(folder, [problem], title="逐一谈话", deadline="2026年6月", responsible="张立")
    make_measure(folder, [problem], title="补选委员")
    sheets = read(export(clerk, shape="V3"))
    places = {cell: place for place, cell in enumerate(sheets[0].rows[2])}
    for row in sheets[0].rows[3:]:
        if "逐一谈话" in row:
            row[places["整改时限"]] = "2026年7月"
    ledger = take_over(clerk, *sheets)
    assert counts(ledger) == (0, 1, 0, 1)
    first.refresh_from_db()
    problem.refresh_from_db()
    assert (first.deadline, first.due_on) == ("2026年7月", dt.date(2026, 7, 31))
    assert (problem.deadline, problem.version) == ("2026年底前", 1)
    assert Measure.objects.get(title="补选委员").deadline == ""


def test_a_problem_that_changed_since_comes_back_as_it_was(clerk):
    take_over(clerk)
    made = export(clerk)
    problem = Problem.objects.get(text="阵地薄弱。")
    problems.edit(problem=problem, by=clerk, version=problem.version, text="阵地薄弱，无人值守。")
    ledger = returned(clerk, made)
    assert [difference[1:] for _row, _state, told, _found in said(ledger) for difference in told] == [
        ["阵地薄弱，无人值守。", "阵地薄弱。"]
    ]


def test_a_blank_ledger_brings_nothing_and_says_so(clerk):
    for shape in ("OWN", "V2", "V6", "V14"):
        ledger = returned(clerk, exports.blank(shape=shape, by=clerk))
        assert (counts(ledger), ledger.facts["unread"]) == ((0, 0, 0, 0), [])
        assert {reason for table in ledger.facts["tables"] for reason in table["passed"]} == {"example"}
    assert Problem.objects.count() == 0


def test_a_blank_ledger_offers_what_there_is_to_choose_from(clerk):
    make_branch(clerk.organisation, name="青石村党支部")
    book = openpyxl.load_workbook(io.BytesIO(exports.blank(shape="OWN", by=clerk).content))
    page, lists = book.worksheets
    assert (lists.title, lists.sheet_state) == ("选项", "hidden")
    words = [row[0] for row in lists.iter_rows(values_only=True)]
    rules = {
        page[f"{str(rule.sqref).partition('5')[0]}3"].value: rule
        for rule in page.data_validations.dataValidation
    }
    first, last = (int(part.rpartition("$")[2]) for part in rules["党组织名称"].formula1.split(":"))
    assert words[first - 1 : last] == ["青石村党支部"]
    first, last = (int(part.rpartition("$")[2]) for part in rules["整改状态"].formula1.split(":"))
    assert words[first - 1 : last] == ["待整改", "整改中", "已完成", "持续整改"]
    assert (rules["完成进度"].type, rules["完成进度"].formula2) == ("decimal", "1")
    assert rules["整改时限"].prompt.startswith("照文件上的说法填")
    assert PLAIN[0] == page["A3"].value


def test_sheets_that_numbers_join_are_not_written_where_numbers_meet(clerk, folder):
    first, second = make_problem(folder), make_problem(folder)
    Problem.objects.filter(pk=second.pk).update(extra={"序号": "1"})
    with pytest.raises(ValidationError, match=rf"{folder.branch.name}有多个问题的序号同为1，"):
        export(clerk, shape="V14")
    assert len(read(export(clerk, shape="V14", keys=[first.pk]))) == 4
    assert len(read(export(clerk, shape="V3"))) == 1


class TestFigures:
    """巡察整改概况: a line of figures for each branch, told of the problems of the list."""

    @pytest.fixture
    def counted(self, clerk, supervisor, folder):
        sign_off(make_problem(folder, deadline="立行立改"), supervisor)
        make_problem(folder, deadline="立即整改，并长期坚持")
        make_problem(folder, deadline="6月底前")
        return make_problem(make_folder(make_branch(folder.township, name="云岭村党支部")), text="只此一事。")

    @pytest.mark.parametrize("form", ["xlsx", "csv"])
    def test_each_branch_has_its_counts(self, clerk, counted, folder, form):
        (page,) = read(export(clerk, shape="V7", form=form))
        top = next(number for number, row in enumerate(page.rows) if "完成率" in row)
        heads = page.rows[top]
        assert [len(heads), heads.count("完成率"), heads[:3]] == [
            13,
            3,
            ["轮次", "被巡察党组织名称", "巡察反馈问题应整改数"],
        ]
        # What nobody enters here (opinions of departments, who was held to account) is left to be filled in.
        told = {row[1]: [row[0], *row[2:8], *filter(None, row[8:])] for row in page.rows[top + 1 :]}
        third, half, none = {"xlsx": (1 / 3, 0.5, 0), "csv": ("33%", "50%", "0%")}[form]
        number = {"xlsx": int, "csv": str}[form]
        assert told == {
            folder.branch.name: ["2026年整顿", number(3), number(1), third, number(2), number(1), half],
            "云岭村党支部": ["2026年整顿", number(1), number(0), none, number(0), number(0)],
        }

    def test_it_counts_the_rows_of_the_list_and_no_others(self, clerk, counted):
        (page,) = read(export(clerk, shape="V7", keys=[counted.pk]))
        assert [row[1:5] for row in page.rows[3:]] == [["云岭村党支部", 1, 0, 0.0]]

    def test_taken_back_it_is_a_table_of_totals_and_changes_nothing(self, clerk, counted):
        before = [(one.pk, one.version) for one in Problem.objects.order_by("pk")]
        ledger = returned(clerk, export(clerk, shape="V7"))
        assert (counts(ledger), said(ledger)) == ((0, 0, 0, 2), [])
        assert [(one.pk, one.version) for one in Problem.objects.order_by("pk")] == before

    def test_it_is_not_for_measures_and_not_to_be_filled_in(self, clerk, counted):
        assert "V7" in exports.shapes_for(clerk, LedgerKind.PROBLEMS)
        assert "V7" not in exports.shapes_for(clerk, LedgerKind.MEASURES)
        assert "V7" not in outlines.to_fill_in()
