"""The command that compares the counters on the folders with their rows."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from branches.models import Rectification
from tests.factories import log, make_folder, make_measure, make_problem


@pytest.fixture
def counted(folder):
    """A folder with two problems and a measure half done; its counters are right."""
    problem = make_problem(folder, text="班子不团结。")
    make_problem(folder, text="制度不落实。")
    log(make_measure(folder, problems=[problem]), percent=50)
    return Rectification.objects.get(pk=folder.pk)


def verify(*args):
    out = StringIO()
    call_command("verify_rollups", *args, stdout=out)
    return out.getvalue()


def refused():
    """What the command prints and how it ends where it finds something."""
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("verify_rollups", stdout=out)
    return out.getvalue(), str(error.value), error.value.returncode


def spoil(folder, **counters):
    Rectification.objects.filter(pk=folder.pk).update(**counters)


def test_right_counters(counted):
    assert verify() == "All counters are right.\n"


def test_empty_database(db):
    assert verify() == "All counters are right.\n"


def test_wrong_counter_is_named_and_fails(counted):
    spoil(counted, problem_count=9)
    assert refused() == (
        f"folder {counted.pk}: problem_count is 9, counted 2\n",
        "1 counters are wrong; --repair mends them.",
        1,
    )


def test_looking_changes_nothing(counted):
    spoil(counted, percent=7)
    refused()
    counted.refresh_from_db()
    assert counted.percent == 7


@pytest.mark.parametrize(
    ("counter", "right"),
    [
        ("problem_count", 2),
        ("settled_count", 0),
        ("measure_count", 1),
        ("measure_done_count", 0),
        ("percent", 50),
    ],
)
def test_each_counter_is_repaired(counted, counter, right):
    spoil(counted, **{counter: 77})
    assert verify("--repair").splitlines() == [
        f"folder {counted.pk}: {counter} is 77, counted {right}",
        "1 counters mended.",
    ]
    counted.refresh_from_db()
    assert getattr(counted, counter) == right
    assert verify() == "All counters are right.\n"


def test_next_deadline_is_repaired(counted):
    spoil(counted, next_due_on="2020-01-01")
    verify("--repair")
    counted.refresh_from_db()
    assert counted.next_due_on is None


def test_only_wrong_folders_are_written(counted):
    other = Rectification.objects.get(pk=make_folder(township=counted.township).pk)
    spoil(other, measure_count=3)
    spoil(counted, problem_count=0, percent=1)
    assert verify("--repair").splitlines()[-1] == "3 counters mended."
    assert Rectification.objects.get(pk=other.pk).measure_count == 0


def test_repair_keeps_the_last_activity(counted):
    before = counted.last_activity_at
    spoil(counted, problem_count=9)
    verify("--repair")
    counted.refresh_from_db()
    assert counted.last_activity_at == before


def test_nothing_to_repair(counted):
    assert verify("--repair") == "0 counters mended.\n"
