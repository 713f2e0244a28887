"""A ledger is compared with what is there, written by the rules, found done the second time, undone."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import AuditEntry
from branches.choices import ImportState, ProblemStatus, RowState, Stage
from branches.models import (
    Branch,
    Decision,
    ImportRow,
    LedgerImport,
    Measure,
    Problem,
    ProgressEntry,
    Rectification,
)
from branches.services import imports, rollups
from tests.branches.ledgers.arriving import arrive, counts, errors, take_over
from tests.branches.ledgers.books import PLAIN, ROWS, plain, sheet, with_
from tests.factories import (
    log,
    make_branch,
    make_campaign,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_nothing_is_written_before_it_is_taken_over(clerk):
    ledger = arrive(clerk)
    assert (counts(ledger), ledger.state) == ((0, 0, 3, 0), ImportState.CHECKED)
    assert (Problem.objects.count(), Branch.objects.count()) == (0, 0)


def test_new_branches_folders_problems_and_measures(clerk):
    ledger = take_over(clerk)
    folder = Rectification.objects.get(branch__name="青石村党支部")
    assert (folder.stage, folder.determined_on, folder.township) == (
        Stage.PROPOSED,
        dt.date(2026, 1, 1),
        clerk.organisation,
    )
    assert Branch.objects.get(name="云岭社区党支部").kind == "community"
    first, second = folder.problems.all()
    assert (first.number, first.text, first.responsible, first.deadline, first.due_on) == (
        1, "班子不团结。", "张立", "2026年底前", dt.date(2026, 12, 31),
    )  # fmt: skip
    assert (first.extra, first.status, second.status, second.long_term) == (
        {"备注": "甲"}, ProblemStatus.RECTIFYING, ProblemStatus.OPEN, True,
    )  # fmt: skip
    measure = first.measures.get()
    assert (measure.title, measure.description, measure.starts_on) == (
        "开展谈心谈话",
        "逐一谈话。",
        dt.date(2026, 1, 1),
    )
    assert (folder.problem_count, folder.measure_count, rollups.wrong_folders()) == (2, 2, [])
    assert (ledger.state, ledger.cells.name, ledger.rows.count()) == (ImportState.WRITTEN, "", 0)


def test_what_comes_again_is_found_unchanged(clerk):
    take_over(clerk)
    before = Measure.objects.count(), Problem.objects.count(), AuditEntry.objects.count()
    assert counts(take_over(clerk)) == (0, 0, 0, 3)
    assert (Measure.objects.count(), Problem.objects.count(), AuditEntry.objects.count()) == before


def test_the_same_ledger_is_written_once(clerk):
    ledger = arrive(clerk)
    for _ in range(2):
        imports.write(ledger=ledger, by=clerk)
    assert Problem.objects.count() == 3


def test_what_changed_is_shown_old_and_new_and_written(clerk):
    take_over(clerk)
    row = with_(ROWS[0], 存在问题="班子不团结，内耗严重。", 责任人="李桥", 整改时限="2026年10月底前")
    ledger = arrive(clerk, plain(row, *ROWS[1:]))
    assert counts(ledger) == (0, 1, 0, 2)
    changed = ledger.rows.get(state=RowState.CHANGED)
    assert [difference[1:] for difference in changed.details["differences"]][:2] == [
        ["班子不团结。", "班子不团结，内耗严重。"], ["张立", "李桥"],
    ]  # fmt: skip
    imports.write(ledger=ledger, by=clerk)
    problem = Problem.objects.get(number=1, rectification__branch__name="青石村党支部")
    assert (problem.text, problem.responsible, problem.due_on, problem.version) == (
        "班子不团结，内耗严重。", "李桥", dt.date(2026, 10, 31), 2,
    )  # fmt: skip
    assert problem.measures.get().responsible == "李桥"


def test_a_measure_with_other_words_is_the_only_one_left_of_its_problem(clerk):
    take_over(clerk)
    imports.write(ledger=arrive(clerk, plain(with_(ROWS[0], 整改措施="改为集中谈话。"))), by=clerk)
    assert Measure.objects.count() == 3
    assert Measure.objects.filter(title="改为集中谈话。").exists()


def test_blank_cells_change_nothing(clerk):
    take_over(clerk)
    assert counts(arrive(clerk, plain(with_(ROWS[0], 责任人="", 整改时限="", 备注="")))) == (0, 0, 0, 1)


def test_progress_is_logged_once(clerk):
    row = with_(ROWS[0], 完成情况="已谈话12人次。")
    take_over(clerk, sheet([["截至2026年9月30日"], PLAIN, row]))
    entry = ProgressEntry.objects.get()
    assert (entry.text, entry.percent, entry.author, entry.for_report) == ("已谈话12人次。", 0, clerk, True)
    assert entry.happened_on == min(dt.date(2026, 9, 30), timezone.localdate())
    assert counts(take_over(clerk, plain(row))) == (0, 0, 0, 1)
    take_over(clerk, plain(with_(row, 完成情况="已谈话20人次。", 状态="已完成")))
    assert list(ProgressEntry.objects.order_by("id").values_list("text", "percent")) == [
        ("已谈话12人次。", 0), ("已谈话20人次。", 100),
    ]  # fmt: skip
    assert Measure.objects.get().percent == 100


def test_work_that_has_begun_is_a_decision_on_record(clerk):
    take_over(clerk)
    decision = Decision.objects.get(problem__text="班子不团结。")
    assert (decision.step, decision.from_state, decision.to_state, decision.by) == (
        "start",
        "open",
        "rectifying",
        clerk,
    )


def test_a_problem_of_before_is_started_by_the_ledger(clerk):
    take_over(clerk, plain(with_(ROWS[0], 状态="待整改")))
    assert Problem.objects.get().status == ProblemStatus.OPEN
    ledger = take_over(clerk, plain(ROWS[0]))
    assert Problem.objects.get().status == ProblemStatus.RECTIFYING
    imports.undo(ledger=ledger, by=clerk)
    assert (Problem.objects.get().status, Decision.objects.count()) == (ProblemStatus.OPEN, 0)


def test_that_a_problem_is_started_is_told_in_the_preview(clerk):
    take_over(clerk, plain(with_(ROWS[0], 状态="待整改")))
    (row,) = arrive(clerk, plain(ROWS[0])).rows.all()
    assert (row.state, row.details["differences"]) == (RowState.CHANGED, [["状态", "待整改", "整改中"]])
    take_over(clerk, plain(ROWS[0]))
    assert counts(arrive(clerk, plain(ROWS[0]))) == (0, 0, 0, 1)


def test_signing_off_is_not_taken_from_a_ledger(clerk):
    take_over(clerk, plain(with_(ROWS[0], 状态="已销号")))
    problem = Problem.objects.get()
    assert (problem.status, problem.closed_on, problem.measures.get().percent) == (
        ProblemStatus.RECTIFYING,
        None,
        100,
    )


def test_every_row_is_in_the_trail_in_the_writers_name(clerk):
    take_over(clerk)
    created = AuditEntry.objects.filter(action=AuditEntry.Action.CREATE, actor=clerk)
    for model, number in (
        ("problem", 3),
        ("measure", 3),
        ("branch", 2),
        ("rectification", 2),
        ("decision", 2),
    ):
        assert (model, created.filter(content_type__model=model).count()) == (model, number)
    entry = created.get(object_repr="班子不团结")
    assert (entry.changes["text"], entry.township_id) == (["None", "班子不团结。"], clerk.organisation_id)
    links = AuditEntry.objects.filter(content_type__model="measure", action=AuditEntry.Action.UPDATE)
    assert links.first().changes["problems"]["objects"] == ["党员教育管理不严"]


def test_a_branch_is_known_without_its_party_suffix(clerk):
    branch = make_branch(clerk.organisation, name="青石村党支部", secretary="王田")
    take_over(clerk, plain(with_(ROWS[0], 党组织名称="青石村"), ROWS[1]))
    assert Branch.objects.get() == branch
    assert branch.rectifications.get().problem_count == 2


FACTS = [
    "党组织名称",
    "党组织类别",
    "党组织书记",
    "党员人数",
    "软弱涣散类型",
    "第一书记",
    "结对帮扶单位",
    "存在问题",
    "原因分析",
    "下一步打算",
]


def test_branch_folder_and_the_four_ones(clerk):
    make_branch(clerk.organisation, name="甲村党支部", secretary="王田")
    row = [
        "甲村党支部",
        "村",
        "张立",
        "21人",
        "3、8",
        "李桥（县水利局干部）",
        "县水利局",
        "班子不团结",
        "沟通少",
        "抓学习。每月一次。",
    ]
    take_over(clerk, sheet([FACTS, row]))
    branch = Branch.objects.get()
    folder = branch.rectifications.get()
    assert (branch.secretary, branch.member_count, branch.version) == ("张立", 21, 2)
    assert [criterion.number for criterion in folder.criteria.all()] == [3, 8]
    assert [(one.kind, one.name, one.post, one.unit) for one in folder.task_force.all()] == [
        ("first_secretary", "李桥", "县水利局干部", ""), ("paired_unit", "", "", "县水利局"),
    ]  # fmt: skip
    assert folder.causes.get().problems.get().text == "班子不团结"
    plan = folder.followupplans.get()
    assert (plan.title, plan.text) == ("抓学习", "每月一次。")
    assert counts(take_over(clerk, sheet([FACTS, row]))) == (0, 0, 0, 1)
    assert counts(arrive(clerk, sheet([FACTS, [*row[:3], "22人", "3、8、9", *row[5:]]]))) == (0, 1, 0, 0)


def test_two_columns_of_extra_fields_on_row_and_branch(clerk):
    rows = [["党组织名称", "网格", "存在问题"], ["甲村党支部", "东", "1.一事。2.二事。"]]
    take_over(clerk, sheet(rows))
    assert Rectification.objects.get().extra == {"网格": "东"}
    assert counts(arrive(clerk, sheet([rows[0], ["甲村党支部", "西", rows[1][2]]]))) == (0, 1, 0, 0)


def test_an_unknown_township_is_refused_with_those_there_are(clerk):
    rows = [["乡镇", *PLAIN], ["南镇", *ROWS[0]], ["东镇", *ROWS[2]]]
    assert errors(clerk, sheet(rows)) == [(2, "乡镇", "本机构没有这个乡镇（街道），现有：东镇。")]
    assert counts(take_over(clerk, sheet(rows))) == (1, 0, 1, 0)
    assert Branch.objects.get().name == "云岭社区党支部"


@pytest.mark.parametrize("name", ["东镇", "东镇党委", "中共东镇委员会", "东镇人民政府"])
def test_a_township_by_any_of_its_names(clerk, name):
    assert errors(clerk, sheet([["乡镇", *PLAIN], [name, *ROWS[0]]])) == []


def test_the_rules_of_the_browser_hold(clerk):
    heads = [*PLAIN, "发现日期", "开始时间"]
    rows = [
        [*with_(ROWS[0], 整改时限="2026年6月底前"), "2026-07-01", "2026-07-02"],
        with_(ROWS[1], 责任人="张" * 101),
        with_(ROWS[2], 存在问题="问" * 2001),
    ]
    assert [(row, column) for row, column, _ in errors(clerk, sheet([heads, *rows]))] == [
        (2, "整改时限"), (2, "整改时限"), (3, "责任人"), (4, "存在问题"),
    ]  # fmt: skip
    assert counts(take_over(clerk, sheet([heads, *rows]))) == (3, 0, 0, 0)
    assert Branch.objects.count() == 0


def test_what_was_due_before_the_campaign_had_begun_by_then(clerk):
    """Last year's ledger says when things were due, and of none when they were found or begun."""
    take_over(clerk, plain(with_(ROWS[0], 整改时限="2025年6月底前"), ROWS[1]))
    first, second = Problem.objects.order_by("number")
    due, begin = dt.date(2025, 6, 30), dt.date(2026, 1, 1)
    assert (first.due_on, first.found_on, first.measures.get().starts_on) == (due, due, due)
    assert (second.found_on, second.measures.get().starts_on) == (begin, begin)
    assert counts(arrive(clerk, plain(with_(ROWS[0], 整改时限="2025年6月底前"), ROWS[1]))) == (0, 0, 0, 2)
    later = arrive(clerk, plain(with_(ROWS[0], 整改时限="2025年5月底前"), ROWS[1]))
    assert counts(later) == (1, 0, 0, 1)


def test_what_hangs_on_a_refused_row_is_refused_with_it(clerk):
    rows = [with_(ROWS[0], 状态="也许"), ["", "", "", "议事", "", "", "", "", ""], ROWS[1]]
    ledger = take_over(clerk, plain(*rows, merges=["A2:A3", "B2:B3", "C2:C3"]))
    assert (counts(ledger), Problem.objects.get().text) == ((2, 0, 1, 0), "阵地薄弱。")
    assert ImportRow.objects.get(row=3).details["findings"][0][3] == "所属的问题（第 2 行）不能导入。"


def test_a_folder_that_is_closed_to_changes(clerk, supervisor):
    take_over(clerk)
    Rectification.objects.update(stage=Stage.ACCEPTANCE)
    assert counts(arrive(clerk)) == (0, 0, 0, 3)
    assert counts(arrive(clerk, plain(with_(ROWS[0], 责任人="李桥")))) == (1, 0, 0, 0)


def test_a_problem_that_was_signed_off_stays_as_it_is(clerk):
    take_over(clerk)
    Problem.objects.update(status=ProblemStatus.CLOSED, closed_on=timezone.localdate())
    assert counts(arrive(clerk, plain(with_(ROWS[0], 责任人="李桥"), *ROWS[1:]))) == (1, 0, 0, 2)
    assert counts(take_over(clerk, plain(with_(ROWS[0], 备注="丙"), *ROWS[1:]))) == (0, 1, 0, 2)


def test_only_who_may_edit_brings_ledgers_in(tree, supervisor, clerk):
    with pytest.raises(PermissionDenied):
        arrive_as(supervisor, tree)
    ledger = arrive(clerk)
    stranger = make_user("staff", tree.township, "other")
    for write in (imports.write, imports.discard, imports.undo):
        with pytest.raises((PermissionDenied, LedgerImport.DoesNotExist)):
            write(ledger=ledger, by=stranger)
    assert Problem.objects.count() == 0


def arrive_as(user, tree):
    imports.receive(by=user, sheets=[plain(*ROWS)], name="x", campaign=make_campaign(tree.county))


def test_another_countys_campaign_is_out_of_reach(tree, clerk):
    with pytest.raises(PermissionDenied):
        imports.receive(by=clerk, sheets=[plain(*ROWS)], name="x", campaign=make_campaign(tree.other_county))


def test_what_is_no_ledger_is_refused(clerk):
    with pytest.raises(ValidationError, match="没有识别出表头"):
        arrive(clerk, sheet([["你好"]]))
    assert LedgerImport.objects.count() == 0


def test_the_preview_tells_into_what_a_cell_is_taken_apart(clerk):
    row = with_(ROWS[0], 整改措施="1.逐一谈话。\n2.调整分工。", 状态="未整改")
    ledger = arrive(clerk, sheet([[*PLAIN, "原因分析"], [*row, "制度不健全。"]]))
    (new,) = ledger.rows.all()
    assert (new.state, new.text, sorted(new.details["differences"])) == (
        RowState.NEW,
        "班子不团结。",
        [["新增原因", "", "制度不健全。"], ["新增措施", "", "调整分工。"], ["新增措施", "", "逐一谈话。"]],
    )


def test_what_is_added_to_what_is_there_is_told_with_what_is_changed(clerk):
    take_over(clerk, plain(ROWS[0]))
    more = with_(ROWS[0], 整改措施="1.开展谈心谈话。逐一谈话。\n2.调整分工。", 责任人="李桥")
    ledger = arrive(clerk, plain(more))
    (changed,) = ledger.rows.all()
    assert changed.state == RowState.CHANGED
    assert ["新增措施", "", "调整分工。"] in changed.details["differences"]
    assert [after for _, before, after in changed.details["differences"] if before == "张立"] == ["李桥"] * 2


def test_words_that_are_logged_already_move_nothing(clerk):
    row = with_(ROWS[0], 完成情况="已完成", 状态="")
    take_over(clerk, plain(row))
    measure = Measure.objects.get()
    assert measure.percent == 100
    log(measure, percent=60, text="复查发现反弹。")
    assert counts(arrive(clerk, plain(row))) == (0, 0, 0, 1)
