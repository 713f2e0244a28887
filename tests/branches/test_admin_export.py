"""Problems and measures leave the administration as a table: in scope, as filtered, in a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.models import Measure, Problem
from tests.admin_site import Site
from tests.factories import make_branch, make_folder, make_measure, make_problem

pytestmark = pytest.mark.django_db


def test_what_an_auditor_sees_he_takes_home(tree, auditor):
    folder = make_folder(make_branch(tree.township, name="青石村党支部"))
    criterion = folder.campaign.criteria.first()
    make_problem(folder, text="=班子不团结。", criterion=criterion, deadline="2026年6月")
    make_measure(folder, title="逐一谈话", responsible="张立")
    outside = make_problem(make_folder(township=tree.foreign_township), text="看不到。")
    assert Problem.objects.filter(pk=outside.pk).exists()
    heads, *rows = Site(auditor).export(Problem)
    assert heads == [
        "Campaign", "Township", "Branch", "Number", "Short title", "Problem", "Criterion", "Responsible post",
        "Found on", "Deadline", "Due on", "Status", "Signed off on",
    ]  # fmt: skip
    assert rows == [
        ["2026年整顿", "东镇", "青石村党支部", 1, "'=班子不团结", "'=班子不团结。", criterion.short_label, None,
         "2026-03-01", "2026年6月", "2026-06-30", "Not started", None]
    ]  # fmt: skip
    _heads, *rows = Site(auditor).export(Measure)
    assert [row[2:6] for row in rows] == [["青石村党支部", 1, "逐一谈话", None]]
    assert Site(auditor).export(Problem, q="没有")[1:] == []


def test_an_administrator_takes_nothing_home(tree, administrator, folder):
    make_problem(folder)
    for model in (Problem, Measure):
        assert Site(administrator).status(model, "export") == 403


def test_the_number_of_queries_does_not_grow(tree, auditor):
    site, counts = Site(auditor), []
    for number in (2, 18):
        for _ in range(number):
            make_problem(make_folder(township=tree.township))
        with CaptureQueriesContext(connection) as queries:
            rows = site.export(Problem)[1:]
        counts.append((len(rows), len(queries)))
    assert [rows for rows, _queries in counts] == [2, 20]
    assert counts[0][1] == counts[1][1]
