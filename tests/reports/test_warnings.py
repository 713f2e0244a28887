"""What deserves a second look."""

import pytest

from branches.choices import ProblemStatus
from branches.models import Problem
from reports.document import Document, Section
from reports.models import Paragraph
from reports.selectors.editor import editor
from reports.selectors.warnings import number
from reports.services import drafts, paragraphs
from reports.services.paragraphs import Step
from reports.typography import placeholders, word_count
from tests.factories import log, make_cause, make_folder, make_measure, make_plan, make_problem


@pytest.fixture
def report(tree, clerk):
    """About two problems, one of them settled; nothing to complain of."""
    folder = make_folder(township=tree.township)
    found = [make_problem(folder, text=text) for text in ("班子不团结。", "场所简陋。")]
    make_cause(folder, found)
    log(make_measure(folder, found), percent=100)
    make_plan(folder)
    Problem.objects.filter(pk=found[0].pk).update(status=ProblemStatus.CLOSED, closed_on="2026-06-01")
    return drafts.start(rectification=folder, by=clerk)


def warned(report):
    return [warning.words for warning in editor(report).warnings]


def say(report, text):
    Paragraph.objects.filter(report=report, source="opening.1").update(text=text)


@pytest.mark.django_db
class TestReport:
    def test_a_whole_report_has_nothing(self, report):
        assert warned(report) == []

    def test_a_problem_without_a_measure_leads_to_the_problem(self, report):
        problem = make_problem(report.rectification, text="无人问津。")
        warning, *_counts = editor(report).warnings
        assert "无人问津" in warning.words
        assert warning.address.endswith(f"#problem-{problem.pk}")

    def test_an_empty_section(self, report, clerk):
        for row in report.paragraphs.filter(source__startswith="plan:"):
            paragraphs.save(report=report, by=clerk, step=Step("hide", row.pk))
        heading = report.paragraphs.get(source="heading:plans")
        assert [(one.address, heading.text in one.words) for one in editor(report).warnings] == [
            (f"#p-{heading.pk}", True)
        ]

    @pytest.mark.parametrize(
        "text", ["由XX村负责。", "由{负责人}负责。", "【待补充】", "金额____元。", "由××负责。"]
    )
    def test_what_waits_to_be_filled_in(self, report, text):
        say(report, text)
        row = report.paragraphs.get(source="opening.1")
        assert [one.address for one in editor(report).warnings] == [f"#p-{row.pk}"]

    @pytest.mark.parametrize(
        "text",
        [
            "共梳理问题3个。", "共排查出三个问题。", "制定措施5条。", "制定整改措施五项。", "已销号2个。",
            "已销号问题两个。", "分析原因4条。", "已完成措施3条。", "正在整改4个。", "共梳理出十二个问题。",
        ],
    )  # fmt: skip
    def test_a_number_that_disagrees_with_the_data(self, report, text):
        say(report, text)
        assert len(warned(report)) == 1

    @pytest.mark.parametrize(
        "text",
        [
            "共梳理问题2个，制定措施1条，已销号1个。",
            "共排查出两个问题。",
            "走访群众3个组。",
            "化解问题30个。",
        ],
    )
    def test_numbers_that_agree_or_count_something_else(self, report, text):
        say(report, text)
        assert warned(report) == []

    def test_numbers_in_what_a_record_says_are_its_own(self, report):
        Paragraph.objects.filter(text="场所简陋。").update(
            text="已排查出问题9个。", taken="已排查出问题9个。"
        )
        assert warned(report) == []

    @pytest.mark.parametrize(
        "text", ["不到位,涣散。", "２期培训。", "一是甲。", "由𰻞负责。", "会议\u2011室。", "好😀。"]
    )
    def test_marks_and_characters(self, report, text):
        say(report, text)
        assert len(warned(report)) == 1

    @pytest.mark.parametrize("text", ["不到位,涣散。", "２期培训。", "由𰻞负责。", "由XX村负责。"])
    def test_the_same_of_the_cells_of_a_table_each_once(self, report, clerk, text):
        folder = report.rectification
        for _ in range(2):
            make_measure(folder, [folder.problems.first()], title="走访", description=text)
        table = drafts.start(rectification=folder, by=clerk, style="table")
        row = table.paragraphs.get(kind="table")
        assert sum(cell.text == text for cells in row.block.table.rows for cell in cells) == 2
        assert [one.address for one in editor(table).warnings] == [f"#p-{row.pk}"]

    def test_a_cell_may_begin_with_a_mark(self, report, clerk):
        make_measure(
            report.rectification,
            [report.rectification.problems.first()],
            title="走访",
            description="1.走访。",
        )
        assert warned(drafts.start(rectification=report.rectification, by=clerk, style="table")) == []

    def test_a_placeholder_in_the_title(self, report):
        report.title = "关于XX村的汇报"
        assert len(warned(report)) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [("3", 3), ("三", 3), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("三十五", 35)],
)
def test_numbers_are_read(text, value):
    assert number(text) == value


def test_placeholders_are_named_once():
    assert placeholders("XX镇XX村、{甲}与XXL号") == ["XX", "{甲}"]


def test_words_are_counted_as_word_counts_them():
    document = Document("题目", opening=("2026年3月，Word 文件95.5%。",), sections=(Section("甲"),))
    assert word_count(document) == 2 + 10 + 3
