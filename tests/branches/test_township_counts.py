"""The counts of townships: right after every kind of write, made where they are missing, mended, never doubled."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.services import organisations
from branches.models import Problem, Rectification, TownshipCount
from branches.services import problems, rollups, township_counts
from tests.branches.counties import fill
from tests.branches.reading import sign_off, step
from tests.factories import make_folder, make_measure, make_problem, make_user, operator

pytestmark = pytest.mark.django_db


def cells(township=None):
    """The cells that are not zero, as {"what/cell": number}."""
    rows = TownshipCount.objects.filter(**({"township": township} if township else {})).exclude(number=0)
    found = Counter()
    for row in rows:
        found[f"{row.what}/{row.cell}"] += row.number
    return dict(found)


def test_a_write_moves_the_cells_of_its_township(tree, folder, clerk):
    assert cells() == {"folders/proposed": 1}
    problem = make_problem(folder, found_on=folder.determined_on)
    assert cells() == {"folders/proposed": 1, "problems/open": 1, "found/2026-03": 1}
    problems.edit(problem=problem, by=clerk, found_on=folder.determined_on.replace(month=5))
    assert cells() == {"folders/proposed": 1, "problems/open": 1, "found/2026-05": 1}
    problems.remove(problem=problem, by=clerk)
    assert cells() == cells(tree.township) == {"folders/proposed": 1}


def test_a_sign_off_counts_in_its_month_and_a_return_takes_it_out(folder, supervisor):
    problem = make_problem(folder)
    step("confirm", supervisor, folder=folder)
    sign_off(problem, supervisor)
    problem.refresh_from_db()
    month = f"signed_off/{problem.closed_on:%Y-%m}"
    found = f"found/{problem.found_on:%Y-%m}"
    assert cells() == {"folders/rectifying": 1, "problems/closed": 1, found: 1, month: 1}
    step("reopen", supervisor, problem)
    assert cells() == {"folders/rectifying": 1, "problems/rectifying": 1, found: 1}


def test_a_long_term_problem_is_settled_but_not_signed_off(folder, supervisor):
    problem = make_problem(folder)
    make_measure(folder, [problem])
    step("start", make_user("staff", folder.township), problem)
    problem.refresh_from_db()
    step("keep_long_term", supervisor, problem)
    assert cells() == {"folders/proposed": 1, "problems/long_term": 1, "found/2026-03": 1}


@pytest.mark.parametrize("seed", range(3))
def test_after_any_writes_the_cells_are_what_counting_gives(tree, seed):
    fill([tree.township, tree.other_township, tree.foreign_township], seed)
    assert sum(TownshipCount.objects.filter(what="problems").values_list("number", flat=True)) == (
        Problem.objects.count()
    )
    assert (rollups.wrong_folders(), township_counts.wrong_cells()) == ([], [])


def test_a_missing_cell_is_made_by_the_next_write(tree, folder):
    make_problem(folder)
    TownshipCount.objects.all().delete()
    make_problem(folder)
    assert cells() == {"problems/open": 1, "found/2026-03": 1}
    assert [(key, kept, right) for _, _, key, kept, right in township_counts.wrong_cells(repair=True)] == [
        ("folders/proposed", 0, 1),
        ("found/2026-03", 1, 2),
        ("problems/open", 1, 2),
    ]
    assert cells() == {"folders/proposed": 1, "problems/open": 2, "found/2026-03": 2}
    assert township_counts.wrong_cells() == []


def test_a_folder_that_goes_takes_what_it_counts_for_along(tree, folder):
    make_problem(make_folder(township=tree.township))
    make_problem(folder)
    before = cells()
    Rectification.objects.get(pk=folder.pk).delete()
    assert before == {"folders/proposed": 2, "problems/open": 2, "found/2026-03": 2}
    assert cells() == {"folders/proposed": 1, "problems/open": 1, "found/2026-03": 1}
    assert township_counts.wrong_cells() == []


def test_counts_follow_a_township_that_moves(tree, folder):
    make_problem(folder)
    tree.township.parent = tree.other_county
    organisations.save(organisation=tree.township, by=operator())
    assert set(TownshipCount.objects.values_list("county", "city")) == {(tree.other_county.pk, tree.city.pk)}
    assert len(cells(tree.township)) == 3
    assert TownshipCount.objects.visible_to(make_user("supervisor", tree.county)).count() == 0
    assert TownshipCount.objects.visible_to(make_user("supervisor", tree.other_county)).count() == 3


def test_the_command_names_wrong_cells_and_mends_them(folder):
    make_problem(folder)
    TownshipCount.objects.filter(what="problems").update(number=5)
    out = StringIO()
    with pytest.raises(CommandError, match="1 counters are wrong"):
        call_command("verify_rollups", stdout=out)
    line = f"township {folder.township_id}, campaign {folder.campaign_id}: problems/open is 5, counted 1\n"
    assert out.getvalue() == line
    call_command("verify_rollups", "--repair", stdout=(out := StringIO()))
    assert out.getvalue() == f"{line}1 counters mended.\n"
    assert cells()["problems/open"] == 1


def test_a_folder_that_forgot_what_it_counts_for_is_mended_before_the_cells(folder):
    make_problem(folder)
    Rectification.objects.update(cells={})
    wrong = rollups.wrong_folders()
    assert [(pk, name, kept) for pk, name, kept, _ in wrong] == [(folder.pk, "cells", {})]
    call_command("verify_rollups", "--repair", stdout=StringIO())
    assert (rollups.wrong_folders(), township_counts.wrong_cells()) == ([], [])
    make_problem(folder)
    assert cells()["problems/open"] == 2
