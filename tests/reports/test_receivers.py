"""Reports follow a township or a county that comes under another roof."""

import pytest

from accounts.choices import Level
from accounts.services import organisations
from reports.models import Report
from tests.factories import (
    ISSUED,
    make_folder,
    make_organisation,
    make_problem,
    make_report,
    make_summary,
    make_user,
    operator,
)

pytestmark = pytest.mark.django_db


def move(node, parent):
    node.refresh_from_db()
    node.parent = parent
    organisations.save(organisation=node, by=operator())


def seen(role, place):
    return set(Report.objects.visible_to(make_user(role, place)))


def test_a_township_takes_its_reports_to_the_new_county(tree):
    folder = make_folder(township=tree.township)
    make_problem(folder)
    mine = {make_report(folder), make_report(folder, *ISSUED, kind="plan")}
    staying = make_report(make_folder(township=tree.other_township))
    summed_up = make_summary(folder.campaign)
    assert seen("supervisor", tree.county) == mine | {staying, summed_up}
    assert seen("supervisor", tree.other_county) == set()
    move(tree.township, tree.other_county)
    assert seen("supervisor", tree.county) == {staying, summed_up}
    assert seen("supervisor", tree.other_county) == mine
    assert seen("staff", tree.township) == mine


def test_a_county_takes_its_summaries_and_all_below_to_the_new_city(tree):
    folder = make_folder(township=tree.township)
    mine = {make_report(folder), make_summary(folder.campaign)}
    city = make_organisation("邻市", Level.CITY, tree.province)
    assert (seen("supervisor", tree.city), seen("supervisor", city)) == (mine, set())
    move(tree.county, city)
    assert (seen("supervisor", tree.city), seen("supervisor", city)) == (set(), mine)
    assert seen("supervisor", tree.county) == mine


def test_what_was_issued_is_not_changed_by_a_move(tree):
    report = make_report(make_folder(township=tree.township), *ISSUED)
    before = (report.tree, report.pdf_sha256, report.version, report.updated_at)
    move(tree.township, tree.other_county)
    report.refresh_from_db()
    assert (report.tree, report.pdf_sha256, report.version, report.updated_at) == before
    assert report.county == tree.other_county
