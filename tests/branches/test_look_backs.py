"""Look-backs: planned at the sign-off, concluded or waived; a rebound goes back to work; no archive before them."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from branches.choices import Light
from branches.deadlines import latest_start, look_back_days, months_later
from branches.models import Campaign, LookBack, Problem
from branches.selectors import look_backs as reads
from branches.services import decisions, look_backs, measures
from branches.services.look_backs import VOIDED
from tests.factories import accept, apply, make_folder, make_problem, make_user

pytestmark = pytest.mark.django_db
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))


def day(number):
    return timezone.localdate() + dt.timedelta(days=number)


@pytest.fixture
def closed(folder):
    accept(apply(folder))
    folder.refresh_from_db()
    return folder


@pytest.fixture
def look_back(closed):
    return closed.look_backs.first()


class TestDays:
    @pytest.mark.parametrize(
        ("months", "every", "found"),
        [
            (12, 6, ["2027-02-28", "2027-08-31"]),
            (12, 0, ["2027-08-31"]),
            (12, 5, ["2027-01-31", "2027-06-30", "2027-08-31"]),
            (6, 12, ["2027-02-28"]),
            (0, 6, []),
            (0, 0, []),
        ],
    )
    def test_every_so_often_and_at_the_end(self, months, every, found):
        assert [str(one) for one in look_back_days(dt.date(2026, 8, 31), months, every)] == found

    @given(DAYS, st.integers(0, 120))
    def test_months_end_where_the_month_ends(self, start, months):
        later = months_later(start, months)
        assert (later.year - start.year) * 12 + later.month - start.month == months
        assert later.day == start.day or (later.day < start.day and (later + dt.timedelta(1)).day == 1)

    @given(DAYS, st.integers(0, 120))
    def test_the_latest_start_is_the_last_that_is_long_enough_ago(self, today, months):
        start = latest_start(today, months)
        assert months_later(start, months) <= today < months_later(start + dt.timedelta(1), months)


class TestPlan:
    def test_the_campaign_says_when(self, tree, folder):
        Campaign.objects.update(consolidation_months=9, look_back_months=4)
        folder.refresh_from_db()
        accept(apply(folder), signed_on=day(-10))
        dues = list(folder.look_backs.values_list("due_on", flat=True))
        assert dues == [months_later(day(-10), months) for months in (4, 8, 9)]
        first = folder.look_backs.first()
        assert (first.city, first.county, first.township) == (tree.city, tree.county, tree.township)

    def test_without_consolidation_there_are_none_and_the_archive_is_open(self, folder, supervisor):
        Campaign.objects.update(consolidation_months=0)
        folder.refresh_from_db()
        accept(apply(folder))
        decisions.take_step(rectification=folder, step="consolidate", by=supervisor)
        assert decisions.take_step(rectification=folder, step="archive", by=supervisor).to_state == "archived"


class TestConclude:
    def test_consolidated_with_findings(self, look_back, supervisor):
        look_backs.consolidated(look_back=look_back, by=supervisor, text="成效保持。", done_on=day(-1))
        look_back.refresh_from_db()
        found = (look_back.state, look_back.text, look_back.done_by, look_back.done_on, look_back.light)
        assert found == ("consolidated", "成效保持。", supervisor, day(-1), Light.DONE)

    @pytest.mark.parametrize("wrong", [{"text": " "}, {"done_on": day(1)}])
    def test_not_without_findings_nor_tomorrow(self, look_back, supervisor, wrong):
        with pytest.raises(ValidationError):
            look_backs.consolidated(look_back=look_back, by=supervisor, **({"text": "成效保持。"} | wrong))
        look_back.refresh_from_db()
        assert look_back.is_open

    def test_once_only(self, look_back, supervisor):
        look_backs.waive(look_back=look_back, by=supervisor, text="党组织已撤并。")
        with pytest.raises(PermissionDenied):
            look_backs.consolidated(look_back=look_back, by=supervisor, text="成效保持。")

    def test_waived_with_words_only(self, look_back, supervisor):
        with pytest.raises(ValidationError):
            look_backs.waive(look_back=look_back, by=supervisor, text="")
        assert look_backs.waive(look_back=look_back, by=supervisor, text="党组织已撤并。").state == "waived"

    def test_only_by_supervisors_in_scope(self, tree, look_back, clerk, reviewer):
        for one in (clerk, reviewer, make_user("supervisor", tree.other_county)):
            with pytest.raises(PermissionDenied):
                look_backs.consolidated(look_back=look_back, by=one, text="成效保持。")

    def test_the_archive_waits_for_all_of_them(self, closed, supervisor):
        decisions.take_step(rectification=closed, step="consolidate", by=supervisor)
        first, last = closed.look_backs.all()
        look_backs.consolidated(look_back=first, by=supervisor, text="成效保持。")
        with pytest.raises(ValidationError) as caught:
            decisions.take_step(rectification=closed, step="archive", by=supervisor)
        assert len(caught.value.messages) == 1
        look_backs.waive(look_back=last, by=supervisor, text="党组织已撤并。")
        assert decisions.take_step(rectification=closed, step="archive", by=supervisor).to_state == "archived"


class TestRebound:
    def test_the_folder_goes_back_to_work_with_its_problem(self, closed, look_back, clerk, supervisor):
        problem = closed.problems.get()
        look_backs.rebounded(
            look_back=look_back, by=supervisor, text="班子又不团结。", new_due_on=day(90), problems=[problem]
        )
        closed.refresh_from_db()
        problem.refresh_from_db()
        look_back.refresh_from_db()
        assert (closed.stage, closed.due_on, closed.closed_on) == ("rectifying", day(90), None)
        assert (problem.status, closed.settled_count) == ("rectifying", 0)
        assert (look_back.state, look_back.decision.step) == ("rebounded", "rebound")
        assert look_back.decision.comment == "班子又不团结。"
        measures.edit(measure=problem.measures.get(), by=clerk, outcome="再次整改。")

    def test_what_was_planned_is_void_and_planned_anew_at_the_next_sign_off(
        self, closed, look_back, supervisor
    ):
        look_backs.rebounded(look_back=look_back, by=supervisor, text="反弹。", new_due_on=day(90))
        assert list(closed.look_backs.values_list("state", flat=True)) == ["rebounded", "waived"]
        assert closed.look_backs.last().text == VOIDED
        accept(apply(closed))
        assert LookBack.objects.filter(state="due").count() == 2
        with pytest.raises(ValidationError):
            decisions.take_step(
                rectification=closed, step="rebound", by=supervisor, comment="反弹。", new_due_on=day(90)
            )

    @pytest.mark.parametrize("new", [None, day(0)])
    def test_without_a_day_ahead_nothing_is_concluded(self, closed, look_back, supervisor, new):
        with pytest.raises(ValidationError) as caught:
            look_backs.rebounded(look_back=look_back, by=supervisor, text="反弹。", new_due_on=new)
        assert list(caught.value.error_dict) == ["new_due_on"]
        look_back.refresh_from_db()
        assert look_back.is_open

    def test_problems_of_other_folders_stay_as_they_are(self, look_back, supervisor):
        other = make_problem(make_folder())
        with pytest.raises(ValidationError):
            look_backs.rebounded(
                look_back=look_back, by=supervisor, text="反弹。", new_due_on=day(90), problems=[other]
            )
        look_back.refresh_from_db()
        assert (look_back.is_open, Problem.objects.get(pk=other.pk).status) == (True, "open")


class TestReads:
    def test_due_within_a_week_and_in_scope(self, tree, closed, supervisor):
        today = timezone.localdate()
        first, second = closed.look_backs.all()
        LookBack.objects.filter(pk=first.pk).update(due_on=day(7))
        LookBack.objects.filter(pk=second.pk).update(due_on=day(8))
        assert list(reads.due(supervisor, today)) == [first]
        assert list(reads.due(make_user("supervisor", tree.other_county), today)) == []
        LookBack.objects.filter(pk=second.pk).update(due_on=day(-3))
        assert [one.light for one in reads.due(supervisor, today)] == [Light.RED, Light.AMBER]
