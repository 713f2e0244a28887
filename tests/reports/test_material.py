"""What a report of some period tells of; its counts are those of its rows."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branches.choices import ProblemStatus
from branches.models import Measure, Problem
from reports.periods import period
from reports.selectors.material import Figures, material, told
from tests.factories import log, make_cause, make_folder, make_measure, make_plan, make_problem

SPRING, SUMMER = dt.date(2026, 4, 10), dt.date(2026, 7, 10)
WHOLE, Q2, Q3 = period(""), period("2026Q2"), period("2026Q3")


@pytest.fixture
def folder(tree):
    return make_folder(township=tree.township)


def settle(problem, day, status=ProblemStatus.CLOSED):
    Problem.objects.filter(pk=problem.pk).update(status=status, closed_on=day)


@pytest.mark.django_db
class TestPeriods:
    def test_a_problem_is_told_of_while_it_is_open(self, folder):
        early = make_problem(folder, found_on=SPRING)
        late = make_problem(folder, found_on=SUMMER)
        settled = make_problem(folder, found_on=SPRING)
        settle(settled, SPRING)
        assert material(folder, Q2).problems == [early, settled]
        assert material(folder, Q3).problems == [early, late]
        assert material(folder, WHOLE).problems == [early, late, settled]

    def test_causes_go_with_their_problems(self, folder):
        late = make_problem(folder, found_on=SUMMER)
        of_late, of_none = make_cause(folder, [late]), make_cause(folder)
        assert material(folder, Q2).causes == [of_none]
        assert material(folder, Q3).causes == [of_late, of_none]

    def test_progress_is_told_of_in_its_period_only(self, folder):
        measure = make_measure(folder, starts_on=dt.date(2026, 3, 2), description="计划")
        log(measure, text="春天的事", percent=20, happened_on=SPRING)
        log(measure, text="夏天的事", percent=40, happened_on=SUMMER)
        log(measure, text="不写进汇报", percent=50, happened_on=SUMMER, for_report=False)
        texts = {}
        for one in (WHOLE, period("2026Q1"), Q2, Q3, period("2026Q4")):
            texts[one.code] = [told(row, one) for row in material(folder, one).measures]
        assert texts == {
            "": ["春天的事。夏天的事。"],
            "2026Q1": ["计划。"],
            "2026Q2": ["春天的事。"],
            "2026Q3": ["夏天的事。"],
            "2026Q4": [],
        }

    def test_an_outcome_counts_for_the_period_in_which_the_measure_was_done(self, folder):
        measure = make_measure(folder, starts_on=SPRING, outcome="面貌一新")
        log(measure, text="开工", percent=20, happened_on=SPRING)
        log(measure, text="完工", percent=100, happened_on=SUMMER)
        Measure.objects.update(done_on=SUMMER)
        (row,) = material(folder, Q2).measures
        assert [told(row, one) for one in (WHOLE, Q2, Q3)] == ["面貌一新。", "开工。", "面貌一新。"]
        assert material(folder, period("2026Q4")).running == []

    def test_counts_stand_as_at_the_end_of_the_period(self, folder):
        for day in (SPRING, SUMMER):
            settle(make_problem(folder, found_on=SPRING), day)
        settle(make_problem(folder, found_on=SPRING), SUMMER, ProblemStatus.LONG_TERM)
        log(make_measure(folder, starts_on=SPRING), percent=100)
        Measure.objects.update(done_on=SUMMER)
        assert material(folder, Q2).figures == Figures(3, 0, 1, 0, 1, 0)
        assert material(folder, Q3).figures == Figures(2, 0, 1, 1, 1, 1)
        assert material(folder, WHOLE).figures == Figures(3, 0, 1, 1, 2, 1)


@pytest.mark.django_db
def test_counts_equal_the_rows_of_the_folder(folder):
    problems = [make_problem(folder) for _ in range(4)]
    settle(problems[0], dt.date(2026, 6, 1))
    settle(problems[1], dt.date(2026, 6, 1), ProblemStatus.LONG_TERM)
    make_cause(folder)
    log(make_measure(folder, problems[:1]), percent=100)
    make_measure(folder, problems[1:2])
    make_plan(folder)
    found = material(folder, WHOLE)
    folder.refresh_from_db()
    figures = found.figures
    assert figures == Figures(4, 1, 2, 1, 1, 1)
    assert (figures.problems, figures.measures) == (folder.problem_count, folder.measure_count)
    assert figures.measures_done == folder.measure_done_count
    assert figures.closed + figures.long_term == Problem.objects.exclude(closed_on=None).count()
    assert found.unserved == problems[2:]


numbers = st.integers(0, 20)


@given(st.builds(Figures, numbers, numbers, numbers, numbers, st.just(0), st.just(0)))
def test_the_sentence_leaves_out_what_is_nought(figures):
    sentence = figures.sentence
    assert "0" not in sentence.replace("10", "").replace("20", "")
    assert (f"共梳理问题{figures.problems}个" in sentence) is bool(figures.problems)
    assert not sentence.startswith("；")
    assert not sentence.endswith("；")


def test_the_sentence_in_full():
    figures = Figures(problems=5, causes=5, measures=12, measures_done=8, closed=3, long_term=1)
    assert figures.sentence == (
        "共梳理问题5个，分析原因5条，制定措施12条；已完成措施8条，已销号问题3个，长期坚持1个，正在整改1个"
    )
    assert figures.closed_percent == 60
