"""Folder and template to document tree; every paragraph says where it comes from."""

import datetime as dt
from dataclasses import replace

import pytest

from reports.blocks import flatten
from reports.document import Item, ItemStyle, Letterhead, Section, Signature
from reports.models import Report, ReportTemplate
from reports.models.templates import built_in
from reports.selectors.compose import compose
from reports.selectors.documents import document_of, document_of_today
from reports.services import drafts
from tests.factories import log, make_cause, make_folder, make_measure, make_plan, make_problem
from tests.factories import writer as clerk_of

RELATED = ("branch", "township", "county", "campaign")
pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tree):
    return make_folder(township=tree.township)


def draft(folder, words=None, **values):
    """An unsaved report in the built-in words without introductions, but for ``words``."""
    silent = dict.fromkeys(("opening", "closing", "lead_measures"), "")
    template = built_in("work_report")
    for name, text in {**silent, **(words or {})}.items():
        setattr(template, name, text)
    given = {"title": "题", "signatory": "甲镇", "signed_on": dt.date(2026, 11, 3)} | values
    return Report(rectification=folder, template=template, **given)


def test_frame_of_the_document(folder):
    make_problem(folder, text="班子不团结。")
    words = {"opening": "第一段\n\n 第二段 ", "closing": "特此报告。"}
    document = compose(draft(folder, words, addressee="县委："))
    assert document.title == "题"
    assert document.addressee == "县委："
    assert document.opening == ("第一段", "第二段")
    assert document.closing == ("特此报告。",)
    assert document.signature == Signature("甲镇", dt.date(2026, 11, 3))


def test_problems_and_causes_are_told_one_by_one_in_the_order_of_their_numbers(folder):
    second = make_problem(folder, text="其二", number=2)
    first = make_problem(folder, text="其一。", number=1)
    cause = make_cause(folder, text="因一；")
    other = make_cause(folder, text="因二")
    (section,) = compose(draft(folder, {"lead_causes": "原因如下："})).sections
    problems = (Item("其一。", "", f"problem:{first.pk}"), Item("其二。", "", f"problem:{second.pk}"))
    causes = (Item("因一；", "", f"cause:{cause.pk}"), Item("因二。", "", f"cause:{other.pk}"))
    spoken = ItemStyle.SPOKEN
    assert section == Section(
        "存在突出问题",
        sections=(
            Section("存在主要问题", (), problems, spoken, source="problems"),
            Section("问题产生的原因", ("原因如下：",), causes, spoken, source="causes"),
        ),
        source="findings",
    )


def test_a_single_problem_needs_no_mark_and_a_single_part_no_heading(folder):
    problem = make_problem(folder, text="班子不团结")
    item = Item("班子不团结。", "", f"problem:{problem.pk}", ItemStyle.PLAIN)
    document = document_of_today(draft(folder, {"lead_problems": "经排查："}))
    assert document.sections == (
        Section("存在突出问题", ("经排查：",), (item,), ItemStyle.SPOKEN, source="findings"),
    )


def test_a_folder_without_problems_has_no_findings(folder):
    plan = make_plan(folder, title="加强管理", text="定期检查")
    item = Item("定期检查。", "加强管理。", f"plan:{plan.pk}")
    assert compose(draft(folder)).sections == (
        Section("下一步工作打算", (), (item,), ItemStyle.ARABIC, source="plans"),
    )


def told_of_measures(folder, **values):
    make_problem(folder, text="班子不团结。")
    items = compose(draft(folder, **values)).sections[1].items
    return [(item.lead, item.text) for item in items]


def test_an_outcome_is_told_before_anything_else(folder):
    measure = make_measure(folder, title="强化队伍建设。", description="开展培训", outcome="队伍面貌一新")
    log(measure, text="开班", percent=100)
    assert told_of_measures(folder) == [("强化队伍建设。", "队伍面貌一新。")]


def test_without_an_outcome_the_marked_progress_is_told_in_the_order_it_happened(folder):
    measure = make_measure(
        folder, title="强化队伍建设", description="开展培训", starts_on=dt.date(2026, 1, 1)
    )
    log(measure, text="整改完成", percent=90, happened_on=dt.date(2026, 6, 2))
    log(measure, text="内部小事", percent=50, happened_on=dt.date(2026, 5, 2), for_report=False)
    log(measure, text="制定方案。", percent=20, happened_on=dt.date(2026, 4, 2))
    assert told_of_measures(folder) == [("强化队伍建设。", "制定方案。整改完成。")]


def test_without_outcome_and_progress_the_plan_is_told(folder):
    make_measure(folder, title="强化队伍建设", description="开展培训\n分两期")
    make_measure(folder, title="优化环境")
    assert told_of_measures(folder) == [("强化队伍建设。", "开展培训分两期。"), ("优化环境。", "")]


def test_nothing_of_another_folder_is_told(tree, folder):
    make_problem(make_folder(township=tree.township), text="别处的问题。")
    make_problem(folder, text="这里的问题。")
    texts = [block.text for block in flatten(compose(draft(folder)))]
    assert texts == ["存在突出问题", "存在主要问题", "这里的问题。"]


def test_invisible_characters_of_the_data_are_not_printed(folder):
    make_problem(folder, text="班子\u202e不团\u200b结\u0007")
    assert flatten(compose(draft(folder)))[-1].text == "班子不团结。"


@pytest.mark.parametrize("parts", [2, 20])
def test_reading_costs_the_same_for_a_full_folder(folder, parts, django_assert_num_queries):
    for _ in range(parts):
        make_problem(folder, text="问题")
        make_cause(folder, text="原因")
        log(make_measure(folder, title="措施"), text="进展", percent=10)
        make_plan(folder, title="打算")
    report = draft(folder)
    report.rectification = type(folder).objects.select_related(*RELATED).get(pk=folder.pk)
    with django_assert_num_queries(8):
        compose(report)


def test_a_fresh_report_is_worded_from_the_folder(folder):
    folder.branch.name, folder.township.name = "柳湾村党支部", "澄禾镇"
    folder.determined_on = dt.date(2026, 3, 9)
    report = drafts.blank(folder)
    assert report.title == "澄禾镇关于柳湾村党支部整顿工作情况的汇报"
    (opening,) = compose(report).opening
    assert opening == (
        "2026年3月，柳湾村党支部被确定为软弱涣散党组织。澄禾镇整顿工作组按照上级部署，坚持问题导向，"
        "逐项查找问题、分析原因、落实整改措施。现将整顿工作情况汇报如下："
    )
    assert report.signatory == "澄禾镇整顿工作组"


def test_counts_are_told_by_the_data(folder):
    problem = make_problem(folder)
    make_problem(folder)
    make_cause(folder, [problem])
    log(make_measure(folder, [problem]), percent=100)
    make_measure(folder, [problem])
    report = draft(folder, {"lead_measures": "{期间}，{整改统计}。"})
    assert compose(report).sections[1].paragraphs == (
        "整顿以来，共梳理问题2个，分析原因1条，制定措施2条；已完成措施1条，正在整改2个。",
    )


def test_a_red_head_report_has_its_head_and_imprint(folder):
    make_problem(folder)
    report = drafts.start(rectification=folder, by=clerk_of(folder), kind="red_head")
    report.document_number, report.signer, report.copies_to = "东镇发〔2026〕3号", "某某", "县纪委；县民政局"
    document = document_of(report)
    assert document.letterhead == Letterhead("中共东镇委员会", "东镇发〔2026〕3号", "某某")
    assert document.imprint is not None
    assert (document.imprint.printed_by, document.imprint.copies_to) == (
        "中共东镇委员会",
        ("县纪委", "县民政局"),
    )
    assert document.addressee == "中共甲县委组织部："
    assert document.closing == ("特此报告。",)
    plain = drafts.start(rectification=folder, by=clerk_of(folder))
    assert (document_of(plain).letterhead, document_of(plain).imprint) == (None, None)


class TestTable:
    @pytest.fixture
    def table(self, folder):
        first = make_problem(folder, text="班子不团结", responsible="镇党委副书记", deadline="2026年底前")
        second = make_problem(folder, text="场所简陋")
        make_cause(folder, [first], text="磨合不够")
        measure = make_measure(folder, [first], title="健全制度", responsible="组织委员")
        log(measure, text="修订议事规则")
        make_measure(folder, [first, second], title="修缮场所", deadline="国庆节前")
        make_problem(folder, text="无人问津")
        document = compose(draft(folder, {"lead_measures": "引言。"}, style="table"))
        section = document.sections[0]
        assert (section.heading, section.paragraphs, document.landscape) == (
            "问题整顿情况",
            ("引言。",),
            True,
        )
        return section.tables[0]

    def test_a_row_for_each_measure_and_the_problem_over_all_of_them(self, table):
        rows = [[cell.text for cell in row] for row in table.rows]
        assert rows == [
            ["1", "班子不团结。", "磨合不够。", "健全制度。", "修订议事规则。", "组织委员", "2026年底前"],
            ["修缮场所。", "", "镇党委副书记", "国庆节前"],
            ["2", "场所简陋。", "", "修缮场所。", "", "", "国庆节前"],
            ["3", "无人问津。", "", "", "", "", ""],
        ]
        assert [row[0].rows for row in table.rows] == [2, 1, 1, 1]

    def test_every_row_is_as_wide_as_the_head(self, table):
        width = len(table.widths)
        assert [len(row) for row in table.head] == [width]
        assert round(sum(table.widths), 6) == 1
        covered: dict[int, int] = {}
        for number, row in enumerate(table.rows):
            assert len(row) + covered.get(number, 0) == width
            for cell in row:
                for below in range(number + 1, number + cell.rows):
                    covered[below] = covered.get(below, 0) + cell.columns


def test_what_is_stored_prints_what_was_composed(folder):
    make_problem(folder)
    make_problem(folder)
    make_cause(folder)
    log(make_measure(folder, title="强化队伍建设"))
    make_plan(folder, text="定期检查")
    report = drafts.start(rectification=folder, by=clerk_of(folder))
    stored, today = document_of(report), document_of_today(report)
    assert stored == replace(today, sections=stored.sections)
    assert flatten(stored) == flatten(today)


def test_templates_of_other_kinds_are_not_taken(folder):
    assert ReportTemplate.objects.in_force("red_head", folder.township).first() is None
    assert built_in("red_head").title != built_in("work_report").title
