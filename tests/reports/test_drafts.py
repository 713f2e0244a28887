"""Starting a report and changing its words."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import AuditEntry
from branches.exceptions import StaleVersion
from reports.models import Report
from reports.services import drafts
from tests.factories import make_folder, make_problem, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tree):
    found = make_folder(township=tree.township)
    make_problem(found, text="班子不团结。")
    return found


def test_the_first_press_starts_a_report_of_today(folder, clerk):
    report = drafts.start(rectification=folder, by=clerk)
    assert Report.objects.get() == report
    assert (report.rectification, report.created_by, report.version) == (folder, clerk, 1)
    assert report.signed_on == timezone.localdate()


def test_the_second_press_goes_on_with_it(folder, clerk):
    first = drafts.start(rectification=folder, by=clerk)
    drafts.edit(report=first, by=clerk, title="改过的标题")
    assert drafts.start(rectification=folder, by=clerk).title == "改过的标题"
    assert Report.objects.count() == 1


@pytest.mark.parametrize("other", [{"kind": "red_head"}, {"style": "table"}, {"period": "2026Q1"}])
def test_another_kind_style_or_period_is_another_report(folder, clerk, other):
    first = drafts.start(rectification=folder, by=clerk)
    second = drafts.start(rectification=folder, by=clerk, **other)
    assert first != second
    assert drafts.start(rectification=folder, by=clerk, **other) == second


@pytest.mark.parametrize("other", [{"kind": "nothing"}, {"style": "song"}, {"period": "2026Q5"}])
def test_what_is_no_kind_style_or_period_is_refused(folder, clerk, other):
    with pytest.raises(ValidationError):
        drafts.start(rectification=folder, by=clerk, **other)
    assert Report.objects.count() == 0


def test_a_report_stands_where_its_folder_stands(folder, clerk):
    report = drafts.start(rectification=folder, by=clerk)
    assert (report.campaign, report.organisation) == (folder.campaign, folder.township)
    assert (report.city, report.county, report.township) == (folder.city, folder.county, folder.township)


def test_the_paragraphs_are_taken_from_the_data(folder, clerk):
    report = drafts.start(rectification=folder, by=clerk)
    rows = report.paragraphs.values_list("position", "kind", "source", "text")
    problem = folder.problems.get()
    assert list(rows)[1:] == [
        (2, "heading1", "heading:findings", "存在突出问题"),
        (3, "heading2", "heading:problems", "存在主要问题"),
        (4, "spoken", f"problem:{problem.pk}", "班子不团结。"),
    ]
    assert rows[0][2] == "opening.1"
    assert all(row.text == row.taken for row in report.paragraphs.all())


def test_an_empty_folder_has_nothing_to_report(tree, clerk):
    empty = make_folder(township=tree.township)
    with pytest.raises(ValidationError) as caught:
        drafts.start(rectification=empty, by=clerk)
    assert len(caught.value.messages) == 1
    assert Report.objects.count() == 0


@pytest.mark.parametrize("role", ["supervisor", "auditor", "admin"])
def test_only_those_who_write_reports_start_one(tree, folder, role):
    with pytest.raises(PermissionDenied):
        drafts.start(rectification=folder, by=make_user(role, tree.county))
    assert Report.objects.count() == 0


def test_nobody_starts_the_report_of_another_township(tree, folder, clerk):
    stranger = make_user("staff", tree.other_township)
    with pytest.raises(PermissionDenied):
        drafts.start(rectification=folder, by=stranger)
    assert drafts.start(rectification=folder, by=clerk)


def test_an_edit_counts_up_the_version_and_is_on_record(folder, clerk, reviewer):
    report = drafts.start(rectification=folder, by=clerk)
    changed = drafts.edit(report=report, by=reviewer, version=1, signed_on=dt.date(2026, 11, 3))
    assert (changed.version, changed.signed_on) == (2, dt.date(2026, 11, 3))
    entry = AuditEntry.objects.filter(content_type__model="report").first()
    assert (entry.actor, entry.folder_id) == (reviewer, folder.pk)
    assert entry.changes_dict["signed_on"][1] == "2026-11-03"


def test_a_second_editor_is_told(folder, clerk, reviewer):
    report = drafts.start(rectification=folder, by=clerk)
    drafts.edit(report=report, by=reviewer, version=1, title="先到")
    with pytest.raises(StaleVersion):
        drafts.edit(report=report, by=clerk, version=1, title="后到")
    report.refresh_from_db()
    assert report.title == "先到"


@pytest.mark.parametrize("field", ["title", "signatory"])
def test_title_and_signatory_are_never_empty(folder, clerk, field):
    report = drafts.start(rectification=folder, by=clerk)
    with pytest.raises(ValidationError) as caught:
        drafts.edit(report=report, by=clerk, **{field: ""})
    assert list(caught.value.error_dict) == [field]
    assert Report.objects.get().version == 1
