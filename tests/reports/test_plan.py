"""整顿方案 out of a folder: what it tells, where each paragraph comes from, and what it still lacks."""

import datetime as dt

import pytest
from django.urls import reverse

from branches.models import Criterion, Rectification
from branches.services import measures, problems, rectifications, task_force
from reports.document import Item, ItemStyle, Section, Signature
from reports.models import Report
from reports.selectors.compose import compose, composition
from reports.selectors.editor import editor
from reports.services import drafts, paragraphs
from reports.services.paragraphs import Step, Typed
from tests.factories import (
    make_branch,
    make_cause,
    make_folder,
    make_measure,
    make_problem,
    make_report,
    writer,
)

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 9)
RELATED = ("branch", "township", "county", "campaign")


@pytest.fixture
def folder(tree):
    branch = make_branch(tree.township, name="柳湾村党支部", secretary="张三", member_count=21)
    return make_folder(branch)


def plan(folder, **values):
    """Unsaved, as of ``DAY`` unless the folder says when it was planned."""
    report = drafts.blank(Rectification.objects.select_related(*RELATED).get(pk=folder.pk), kind="plan")
    report.signed_on = report.rectification.planned_on or DAY
    return report


def warned(report):
    return [(warning.words, warning.address.partition("#")[2]) for warning in editor(report).warnings]


def complete(folder):
    """Everything a plan should have."""
    by = writer(folder)
    problem = make_problem(folder, text="班子不团结")
    make_cause(folder, [problem], text="分工不清")
    make_measure(
        folder,
        [problem],
        title="开展轮训",
        description="分两期",
        responsible="党建办",
        deadline="2026年6月底前",
    )
    task_force.add(rectification=folder, by=by, kind="first_secretary", unit="县农业局", name="李四")
    rectifications.edit(
        rectification=folder, by=by, goal="群众满意", determined_on=folder.determined_on, criteria=[]
    )
    folder.refresh_from_db()
    return problem


def test_an_empty_folder_has_a_plan_of_its_basic_facts(folder):
    report = plan(folder)
    document = compose(report)
    assert document.title == "东镇柳湾村党支部整顿方案"
    assert document.opening == ("为做好柳湾村党支部整顿工作，按照2026年整顿有关要求，结合实际，制定本方案。",)
    facts = "柳湾村党支部隶属东镇，现有党员21名，党组织书记张三。2026年3月1日被确定为软弱涣散党组织。"
    assert document.sections == (Section("基本情况", (facts,), source="basics"),)
    assert document.signature == Signature("东镇整顿工作组", DAY)


def test_everything_the_folder_holds_is_told_in_its_order(folder):
    by = writer(folder)
    problem = make_problem(folder, text="班子不团结")
    other = make_problem(folder, text="阵地简陋。")
    cause = make_cause(folder, text="分工不清")
    measure = make_measure(
        folder, title="开展轮训", description="分两期进行", responsible="党建办", deadline="2026年6月底前"
    )
    bare = make_measure(folder, title="改善环境")
    task_force.add(rectification=folder, by=by, kind="first_secretary", unit="县农业局", name="李四")
    gone = {"kind": "first_secretary", "name": "王五", "to_on": DAY - dt.timedelta(1)}
    task_force.add(rectification=folder, by=by, **gone)
    rectifications.edit(
        rectification=folder, by=by, goal="群众满意", deadline="2026年底前", determined_on=folder.determined_on,
        planned_on=dt.date(2026, 3, 20), criteria=list(Criterion.objects.filter(campaign=folder.campaign, number=3)),
    )  # fmt: skip
    document = compose(plan(folder))
    assert document.sections[0].paragraphs[0].endswith("被确定为软弱涣散党组织，认定情形为：班子不团结。")
    assert document.sections[1:] == (
        Section(
            "整顿目标",
            items=(Item("群众满意。", source="goal"), Item("整顿期限：2026年底前。", source="deadline")),
            item_style=ItemStyle.PLAIN,
            source="goals",
        ),
        Section(
            "存在的主要问题",
            items=(
                Item("班子不团结。", source=f"problem:{problem.pk}"),
                Item("阵地简陋。", source=f"problem:{other.pk}"),
            ),
            source="problems",
        ),
        Section("原因分析", items=(Item("分工不清。", source=f"cause:{cause.pk}"),), source="causes"),
        Section(
            "整顿措施",
            items=(
                Item(
                    "分两期进行。责任单位（人）：党建办；完成时限：2026年6月底前。",
                    "开展轮训。",
                    f"measure:{measure.pk}",
                ),
                Item("", "改善环境。", f"measure:{bare.pk}"),
            ),
            item_style=ItemStyle.ARABIC,
            source="measures",
        ),
        Section(
            "组织保障",
            items=(
                Item(
                    "驻村（社区）帮助查找问题、落实措施、健全制度。",
                    "第一书记：县农业局李四。",
                    "force:first_secretary",
                ),
            ),
            source="force",
        ),
    )
    assert document.signature.signed_on == dt.date(2026, 3, 20)


@pytest.mark.parametrize("parts", [2, 20])
def test_reading_costs_the_same_for_a_full_folder(folder, parts, django_assert_num_queries):
    for _ in range(parts):
        make_problem(folder)
        make_cause(folder)
        make_measure(folder)
    report = plan(folder)
    with django_assert_num_queries(5):
        compose(report)


class TestEditor:
    def test_every_paragraph_knows_where_it_comes_from(self, folder):
        problem = complete(folder)
        report = make_report(folder, kind="plan")
        page = reverse("branches:folder", args=[folder.pk])
        found = {
            entry.row.source: (entry.origin.words, entry.origin.address) for entry in editor(report).entries
        }
        assert found["opening.1"] == ("模板：开头", "")
        assert found["basics.1"] == found["goal"] == ("整顿档案", page)
        assert found[f"problem:{problem.pk}"] == ("问题1", f"{page}#problem-{problem.pk}")
        assert found["force:first_secretary"] == ("“四个一”整顿力量", page)
        assert all(words for words, _address in found.values())

    def test_what_has_changed_in_the_folder_is_offered_and_what_was_edited_stays(self, folder):
        problem = complete(folder)
        clerk = writer(folder)
        report = make_report(folder, kind="plan")
        assert editor(report).offers == 0
        row = report.paragraphs.get(source=f"problem:{problem.pk}")
        paragraphs.save(report=report, by=clerk, typed=[Typed(row.pk, "我们的话。", row.print_of_text)])
        problems.edit(problem=problem, by=clerk, text="班子不团结，久议不决")
        measure = folder.measures.get()
        measures.edit(measure=measure, by=clerk, deadline="2026年9月底前")
        make_measure(
            folder, [problem], title="换届", description="选好带头人", responsible="镇党委", deadline="年底"
        )
        shown = editor(report)
        assert shown.offers == 3
        paragraphs.save(report=report, by=clerk, step=Step("update"))
        texts = set(report.paragraphs.values_list("text", flat=True))
        assert "开展轮训。分两期。责任单位（人）：党建办；完成时限：2026年9月底前。" in texts
        assert "换届。选好带头人。责任单位（人）：镇党委；完成时限：年底。" in texts
        row.refresh_from_db()
        assert (row.text, editor(Report.objects.get()).offers) == ("我们的话。", 1)

    def test_a_whole_plan_has_nothing_to_look_at_again(self, folder):
        complete(folder)
        assert warned(make_report(folder, kind="plan")) == []

    def test_what_a_plan_is_sent_back_for_is_said_before(self, folder):
        problem = make_problem(folder, text="班子不团结", title="班子")
        measure = make_measure(folder, title="开展轮训")
        assert warned(make_report(folder, kind="plan")) == [
            ("问题1“班子”没有对应的措施。", f"problem-{problem.pk}"),
            ("尚未填写整顿目标：方案没有写明要达到什么。", ""),
            ("尚未录入原因：方案不含原因部分。", ""),
            ("尚未明确整顿力量：方案不含组织保障部分。", ""),
            ("措施1“开展轮训”未写明责任单位（人）。", f"measure-{measure.pk}"),
            ("措施1“开展轮训”没有完成时限。", f"measure-{measure.pk}"),
        ]

    def test_a_number_that_disagrees_with_the_folder(self, folder):
        complete(folder)
        report = make_report(folder, kind="plan")
        report.paragraphs.filter(source="opening.1").update(text="共梳理问题3个，制定措施1条，现制定本方案。")
        assert [words for words, _place in warned(report)] == ["“梳理问题3个”与数据不符，数据为1。"]

    @pytest.mark.parametrize("number", [2, 20])
    def test_the_page_costs_the_same_for_many(self, client, folder, number, django_assert_num_queries):
        for _ in range(number):
            problem = make_problem(folder)
            make_cause(folder, [problem])
            make_measure(folder, [problem])
        report = make_report(folder, kind="plan")
        client.force_login(writer(folder))
        where = reverse("reports:report", args=[report.pk])
        client.get(where)
        with django_assert_num_queries(16):
            client.get(where)


def test_the_words_of_a_plan_are_known_as_its_own(folder):
    assert set(composition(plan(folder)).values) >= {"党组织", "乡镇", "批次"}
    assert composition(plan(folder)).counts("opening.1")["problems"] == (0,)
