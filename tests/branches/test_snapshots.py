"""Frozen days: what was on the last day of a month stays, a day that was missed is read out of the dates."""

import datetime as dt
from io import StringIO

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from branches.models import Campaign, Measure, Rectification, Snapshot
from branches.selectors.figures import FROZEN
from branches.selectors.past import figures_on
from branches.services import acceptances, decisions, measures, snapshots
from tests.branches.counties import counted, fill
from tests.branches.reading import days, sign_off, step
from tests.factories import log, make_acceptance, make_folder, make_measure, make_problem, make_user, signer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def campaign_of_these_months(tree, folder):
    """The folder lies in a campaign that began a hundred days ago; it was listed ninety days ago."""
    Campaign.objects.update(starts_on=days(-100), ends_on=days(60))
    Rectification.objects.update(determined_on=days(-90))
    folder.refresh_from_db()


def on(day, campaign):
    """The figures of a day, of all townships together."""
    found = figures_on(campaign, day)
    return {name: sum(row[name] for row in found.values()) for name in FROZEN}


@pytest.mark.parametrize("seed", range(4))
def test_the_day_that_is_not_over_reads_as_the_present_does(tree, seed):
    fill([tree.township, tree.other_township], seed, folders=5)
    campaign = Campaign.objects.get()
    everybody = make_user("supervisor", tree.county)
    assert on(timezone.localdate(), campaign) == counted(everybody)


def test_a_problem_counts_from_the_day_it_was_found_and_as_signed_off_from_the_sign_off(
    folder, reviewer, supervisor
):
    problem = make_problem(folder, found_on=days(-60))
    log(
        make_measure(folder, [problem], starts_on=days(-60), outcome="成效。"),
        percent=100,
        happened_on=days(-50),
    )
    decisions.take_step(problem=problem, step="submit", by=reviewer, decided_on=days(-45))
    decisions.take_step(problem=problem, step="sign_off", by=supervisor, decided_on=days(-40))
    decisions.take_step(problem=problem, step="reopen", by=supervisor, decided_on=days(-20), comment="反弹。")
    campaign = folder.campaign
    seen = {
        ago: (on(days(-ago), campaign)["problems"], on(days(-ago), campaign)["closed"])
        for ago in (61, 60, 41, 40, 21, 20)
    }
    assert seen == {61: (0, 0), 60: (1, 0), 41: (1, 0), 40: (1, 1), 21: (1, 1), 20: (1, 0)}


def test_a_measure_was_overdue_until_it_was_done_and_silent_after_thirty_days(folder):
    measure = make_measure(folder, starts_on=days(-80), due_on=days(-40))
    log(measure, percent=30, happened_on=days(-70))
    log(measure, percent=100, happened_on=days(-10))
    campaign = folder.campaign
    seen = {
        ago: (on(days(-ago), campaign)["overdue"], on(days(-ago), campaign)["quiet"])
        for ago in (40, 39, 11, 10)
    }
    assert seen == {40: (0, 0), 39: (1, 1), 11: (1, 1), 10: (0, 0)}


def test_a_folder_counts_from_its_determination_and_its_measures_while_it_can_be_worked_on(
    folder, reviewer, supervisor
):
    make_measure(folder, starts_on=days(-80), due_on=days(-70))
    sign_off(make_problem(folder, found_on=days(-85)), supervisor)
    for name, by, ago in (("confirm", supervisor, 60), ("apply", reviewer, 50)):
        folder.refresh_from_db()
        decisions.take_step(rectification=folder, step=name, by=by, decided_on=days(-ago))
    visit = make_acceptance(folder, held_on=days(-30))
    acceptances.sign(acceptance=visit, by=signer(folder), signed_on=days(-30))
    campaign = folder.campaign
    names = ("listed", "accepted", "overdue")
    seen = {ago: tuple(on(days(-ago), campaign)[name] for name in names) for ago in (91, 90, 60, 50, 31, 30)}
    assert seen == {91: (0, 0, 0), 90: (1, 0, 0), 60: (1, 0, 1), 50: (1, 0, 0), 31: (1, 0, 0), 30: (1, 1, 0)}


def test_what_is_frozen_does_not_change(folder):
    day = days(-3)
    make_problem(folder, found_on=days(-10))
    assert snapshots.take(day) == 1
    make_problem(folder, found_on=days(-10))
    assert snapshots.take(day) == 0
    assert Snapshot.objects.get(day=day).problems == 1
    assert on(day, folder.campaign)["problems"] == 2


def test_keeping_up_takes_a_week_of_days_and_the_ends_of_months(folder):
    assert snapshots.keep_up() > 0
    taken = set(Snapshot.objects.values_list("day", flat=True))
    today = timezone.localdate()
    week = {today - dt.timedelta(days=back) for back in range(1, snapshots.DAYS_BACK + 1)}
    ends = {
        day
        for day in (today - dt.timedelta(days=back) for back in range(1, 91))
        if day == snapshots.month_end(day)
    }
    assert taken == week | ends
    assert snapshots.keep_up() == 0


def test_days_are_dropped_after_their_time_and_the_ends_of_months_stay(folder):
    old = timezone.localdate() - dt.timedelta(days=snapshots.KEPT_DAYS + 1)
    end = snapshots.month_end(old.replace(day=1) - dt.timedelta(days=1))
    ordinary = old if old != snapshots.month_end(old) else old - dt.timedelta(days=1)
    for day in {ordinary, end}:
        snapshots.take(day)
    snapshots.keep_up()
    kept = set(Snapshot.objects.values_list("day", flat=True))
    assert (ordinary in kept, end in kept) == (False, True)


def test_only_campaigns_of_the_day_are_frozen(folder):
    assert snapshots.take(days(-101)) == 0
    Campaign.objects.update(ends_on=days(-99))
    assert snapshots.take(days(-5)) == 1
    Campaign.objects.update(starts_on=days(-600), ends_on=days(-400))
    assert snapshots.take(days(-6)) == 0


def test_a_day_that_is_not_over_is_refused(folder):
    for day in (days(0), days(1)):
        with pytest.raises(ValidationError, match="尚未结束"):
            snapshots.take(day)
    with pytest.raises(CommandError):
        call_command("take_snapshot", day=days(0))


def test_the_command_takes_a_missed_day_or_everything_missing(folder):
    out = StringIO()
    day = days(-30)
    call_command("take_snapshot", f"--day={day}", stdout=out)
    call_command("take_snapshot", f"--day={day}", stdout=out)
    assert out.getvalue() == f"{day}: 1 townships taken.\n{day}: 0 townships taken.\n"
    call_command("take_snapshot", stdout=(out := StringIO()))
    assert (
        out.getvalue()
        == f"{Snapshot.objects.exclude(day=day).values('day').distinct().count()} days taken.\n"
    )


def test_the_worker_knows_of_it():
    assert [
        entry["schedule_type"] for entry in settings.SCHEDULED_WORK if entry["name"] == "snapshots.keep_up"
    ] == ["D"]


def test_a_snapshot_is_seen_in_its_scope_only(tree, folder):
    make_folder(township=tree.foreign_township, determined_on=days(-90))
    Campaign.objects.update(starts_on=days(-100), ends_on=days(60))
    snapshots.take(days(-2))
    seen = {
        place: set(
            Snapshot.objects.visible_to(make_user("supervisor", place)).values_list(
                "township__name", flat=True
            )
        )
        for place in (tree.city, tree.county, tree.other_county)
    }
    assert seen == {tree.city: {"东镇", "北乡"}, tree.county: {"东镇"}, tree.other_county: {"北乡"}}
    assert Snapshot.objects.visible_to(make_user("admin", tree.county)).count() == 0


def test_a_deadline_that_is_moved_changes_nothing_that_is_frozen(folder, clerk):
    """But it does change what is read out of the rows for that day."""
    measure = make_measure(folder, starts_on=days(-80), due_on=days(-40))
    snapshots.take(days(-20))
    measures.edit(measure=measure, by=clerk, due_on=days(40))
    assert (Snapshot.objects.get().overdue, on(days(-20), folder.campaign)["overdue"]) == (1, 0)
    assert Measure.objects.get().due_on == days(40)


def test_stages_of_a_folder_without_decisions_are_those_of_today(folder):
    """As an import leaves it: the stage was set, no decision was recorded."""
    Rectification.objects.update(stage="rectifying")
    make_measure(folder, starts_on=days(-80), due_on=days(-40))
    assert on(days(-20), folder.campaign)["overdue"] == 1


def test_steps_of_the_next_day_do_not_count(folder, supervisor):
    make_problem(folder, found_on=days(-5))
    step("confirm", supervisor, folder=folder)
    assert on(days(-1), folder.campaign) == {**dict.fromkeys(FROZEN, 0), "listed": 1, "problems": 1} | {
        "found": int(days(-5).month == days(-1).month)
    }
