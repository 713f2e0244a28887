"""Plan and summary are reports like any other: begun, approved, issued, compared, brought back, packed."""

import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from branches.models import Job
from branches.services import jobs
from reports.models import Report
from reports.reading.files import text_of
from reports.renderers.docx import render_docx
from reports.renderers.text import render_text
from reports.selectors import versions
from reports.selectors.documents import document_of
from reports.selectors.steps import offers
from reports.selectors.word_back import read_back
from reports.services import archives, decisions, drafts, issuing, paragraphs
from reports.services.paragraphs import Step, Typed
from reports.services.word_back import take_over
from tests.factories import (
    ISSUED,
    log,
    make_campaign,
    make_cause,
    make_folder,
    make_measure,
    make_plan,
    make_problem,
    make_report,
    make_summary,
    make_user,
)

pytestmark = pytest.mark.django_db
KINDS = ("plan", "summary")


@pytest.fixture
def folder(tree):
    """With something of everything."""
    found = make_folder(township=tree.township)
    problem = make_problem(found, text="班子不团结。", criterion=found.campaign.criteria.first())
    make_cause(found, [problem])
    log(make_measure(found, [problem], title="开展轮训", outcome="轮训三期"), percent=100)
    make_plan(found)
    return found


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def begin(folder, kind):
    """Begins the report of the kind, and leads it on by steps."""

    def do(*steps, **values):
        if kind == "plan":
            return make_report(folder, *steps, kind="plan")
        return make_summary(folder.campaign, *steps, **values)

    return do


@pytest.fixture
def writer(tree, kind, clerk, supervisor):
    return clerk if kind == "plan" else supervisor


@pytest.fixture
def approver(tree, kind, reviewer):
    return reviewer if kind == "plan" else make_user("supervisor", tree.county, f"second-{tree.county.pk}")


def reword(report, by, more="我们的话。"):
    row = report.paragraphs.get(source="opening.1")
    text = row.text + more
    paragraphs.save(report=report, by=by, typed=[Typed(row.pk, text, row.print_of_text)])
    return row


def steps(report, user):
    return [(offer.transition.step, bool(offer.missing)) for offer in offers(report, user)]


class TestBeginning:
    def test_it_belongs_where_it_is_about(self, folder, begin, kind):
        report = begin()
        places = (report.rectification, report.campaign, report.organisation, report.township, report.county)
        if kind == "plan":
            assert places == (folder, folder.campaign, folder.township, folder.township, folder.county)
        else:
            assert places == (None, folder.campaign, folder.county, None, folder.county)

    def test_the_second_press_goes_on_with_it(self, begin, writer):
        first = begin()
        reword(first, writer)
        assert begin() == first
        assert Report.objects.count() == 1

    def test_after_the_issue_the_next_is_begun_from_the_data(self, begin):
        first = begin(*ISSUED)
        following = begin()
        assert (following != first, following.replaces, following.state) == (True, None, "draft")

    def test_a_plan_has_no_style_and_no_period(self, folder, clerk):
        for other in ({"style": "table"}, {"period": "2026Q1"}):
            with pytest.raises(ValidationError):
                drafts.start(rectification=folder, by=clerk, kind="plan", **other)
        with pytest.raises(ValidationError):
            drafts.start(rectification=folder, by=clerk, kind="county_summary")
        assert Report.objects.count() == 0

    def test_each_period_has_a_summary_of_its_own(self, folder, supervisor):
        whole = drafts.sum_up(campaign=folder.campaign, by=supervisor)
        quarter = drafts.sum_up(campaign=folder.campaign, by=supervisor, period="2026Q1")
        assert whole != quarter == drafts.sum_up(campaign=folder.campaign, by=supervisor, period="2026Q1")
        with pytest.raises(ValidationError):
            drafts.sum_up(campaign=folder.campaign, by=supervisor, period="2026Q9")

    def test_without_folders_there_is_nothing_to_sum_up(self, tree, supervisor):
        with pytest.raises(ValidationError):
            drafts.sum_up(campaign=make_campaign(tree.county), by=supervisor)
        make_folder(township=tree.foreign_township, campaign=make_campaign(tree.county))
        with pytest.raises(ValidationError):
            drafts.sum_up(campaign=make_campaign(tree.county), by=supervisor)

    def test_who_has_no_right_or_no_part_in_the_campaign_begins_none(self, tree, folder, auditor):
        for user in (auditor, make_user("admin", tree.county), make_user("supervisor", tree.other_county)):
            with pytest.raises(PermissionDenied):
                drafts.sum_up(campaign=folder.campaign, by=user)
        assert Report.objects.count() == 0

    @pytest.mark.parametrize(
        ("place", "columns"), [("city", (1, 0, 0)), ("county", (1, 1, 0)), ("province", (0, 0, 0))]
    )
    def test_every_level_sums_up_for_itself(self, tree, folder, place, columns):
        report = make_summary(folder.campaign, place=getattr(tree, place))
        assert tuple(int(bool(getattr(report, name))) for name in ("city", "county", "township")) == columns

    def test_a_township_sums_up_its_own_branches(self, tree, folder, clerk):
        make_problem(make_folder(township=tree.other_township))
        report = drafts.sum_up(campaign=folder.campaign, by=clerk)
        assert report.township == tree.township
        table = report.paragraphs.get(kind="table").block.table
        assert [row[1].text for row in table.rows[:-1]] == [folder.branch.name]

    @pytest.mark.parametrize(
        "change", [{"rectification": None}, {"kind": "county_summary"}, {"township": None}, {"county": None}]
    )
    def test_the_database_keeps_a_plan_in_its_folder(self, folder, change):
        report = make_report(folder, kind="plan")
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(**change)

    @pytest.mark.parametrize("kind", ["plan", "work_report", "red_head"])
    def test_the_database_knows_no_other_report_without_a_folder(self, folder, kind):
        report = make_summary(folder.campaign)
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(kind=kind)


class TestRights:
    def test_who_sees_it(self, tree, folder, begin, kind):
        report = begin()
        seen = {
            name: Report.objects.visible_to(user).filter(pk=report.pk).exists()
            for name, user in (
                ("clerk", make_user("staff", tree.township)),
                ("neighbour", make_user("staff", tree.other_township)),
                ("county", make_user("supervisor", tree.county)),
                ("city", make_user("supervisor", tree.city)),
                ("next county", make_user("supervisor", tree.other_county)),
                ("administrator", make_user("admin", tree.county)),
            )
        }
        below = kind == "plan"
        assert seen == {
            "clerk": below, "neighbour": False, "county": True, "city": True, "next county": False,
            "administrator": False,
        }  # fmt: skip

    def test_a_summary_is_written_and_approved_in_its_own_organisation(self, tree, folder, clerk, supervisor):
        city = make_user("supervisor", tree.city)
        report = make_summary(folder.campaign, "submit")
        assert steps(report, city) == []
        with pytest.raises(PermissionDenied):
            decisions.take_step(report=report, step="approve", by=city)
        own = drafts.sum_up(campaign=folder.campaign, by=clerk)
        assert Report.objects.visible_to(supervisor).filter(pk=own.pk).exists()
        with pytest.raises(PermissionDenied):
            reword(own, supervisor)
        with pytest.raises(PermissionDenied):
            drafts.edit(report=own, by=supervisor, title="改。")

    def test_a_supervisor_writes_no_plan(self, folder, supervisor):
        report = make_report(folder, kind="plan")
        assert steps(report, supervisor) == []
        with pytest.raises(PermissionDenied):
            reword(report, supervisor)

    def test_four_eyes(self, begin, writer, approver):
        report = begin("submit")
        with pytest.raises(PermissionDenied):
            decisions.take_step(report=report, step="approve", by=writer)
        assert decisions.take_step(report=report, step="approve", by=approver).to_state == "approved"


class TestLife:
    def test_from_draft_to_issued_and_never_read_again(self, folder, begin, writer, approver):
        report = begin()
        assert steps(report, writer) == [("submit", False)]
        reword(report, writer)
        for step, by in (
            ("submit", writer),
            ("send_back", approver),
            ("submit", writer),
            ("approve", approver),
        ):
            decisions.take_step(
                report=report, step=step, by=by, comment="请修改。" if step == "send_back" else ""
            )
        decisions.take_step(report=report, step="issue", by=writer)
        report.refresh_from_db()
        assert (report.state, report.number, report.numbered) == (
            "issued",
            1,
            f"{report.signed_on.year}年第1号",
        )
        text = render_text(document_of(report))
        files = [Path(one.path).read_bytes() for one in (report.pdf, report.docx)]
        assert "我们的话。" in text
        make_problem(folder, text="后来的问题。")
        report.paragraphs.update(text="偷改。")
        again = Report.objects.get(pk=report.pk)
        assert render_text(document_of(again)) == text
        assert [Path(one.path).read_bytes() for one in (again.pdf, again.docx)] == files
        assert (files[0][:5], files[1]) == (b"%PDF-", render_docx(document_of(report)))

    def test_each_kind_is_numbered_for_itself(self, tree, folder, begin, kind):
        make_report(folder, *ISSUED)
        assert begin(*ISSUED).number == 1
        assert (begin(*ISSUED) if kind == "plan" else begin(*ISSUED, period="2026Q1")).number == 2

    def test_it_is_verified_like_any_other(self, begin):
        begin(*ISSUED)
        out = io.StringIO()
        call_command("verify_reports", stdout=out)
        assert out.getvalue().splitlines() == ["1 issued reports are as they were issued."]

    def test_a_new_version_replaces_it_and_both_are_compared(self, begin, writer, approver):
        report = begin(*ISSUED)
        new = issuing.renew(report=report, reason="数字有误。", by=writer)
        assert (new.kind, new.rectification, new.campaign, new.organisation) == (
            report.kind, report.rectification, report.campaign, report.organisation,
        )  # fmt: skip
        reword(new, writer)
        assert list(versions.others(new, writer)) == [report]
        compared = versions.compare(report, new)
        assert (compared.left, compared.right, compared.changes) == (report, new, 1)
        for step, by in (("submit", writer), ("approve", approver), ("issue", writer)):
            decisions.take_step(report=new, step=step, by=by)
        report.refresh_from_db()
        assert report.state == "superseded"

    def test_a_plan_is_compared_with_plans_and_a_summary_with_its_own(self, tree, folder, clerk, kind, begin):
        make_report(folder)
        make_summary(folder.campaign, place=tree.city)
        drafts.sum_up(campaign=folder.campaign, by=clerk)
        city = make_user("supervisor", tree.city)
        assert list(versions.others(begin(), city)) == []


class TestFiles:
    def test_an_unchanged_word_file_changes_nothing(self, begin):
        report = begin()
        text = text_of_word(report)
        assert read_back(report, text).changes == []

    def test_what_was_edited_in_word_comes_back(self, begin, writer):
        report = begin()
        first = report.paragraphs.get(source="opening.1")
        text = text_of_word(report).replace(first.text, f"{first.text}在Word里添的。")
        found = read_back(report, text)
        assert [(change.kind, change.row, change.text) for change in found.changes] == [
            ("changed", first, f"{first.text}在Word里添的。")
        ]
        assert (
            take_over(report=report, text=text, chosen={one.key: one.was for one in found.changes}, by=writer)
            == 1
        )
        first.refresh_from_db()
        assert first.text.endswith("在Word里添的。")

    @pytest.mark.parametrize("form", ["pdf", "docx"])
    def test_drafts_and_issued_go_into_one_zip(self, begin, writer, form):
        kept = begin(*ISSUED)
        draft = begin()
        job = archives.order(reports=[kept.pk, draft.pk], form=form, title="全部", by=writer)
        jobs.run(str(job.pk))
        with zipfile.ZipFile(Job.objects.get(pk=job.pk).file.path) as archive:
            names = [name for name in archive.namelist() if name.endswith(form)]
            assert len(names) == 2
            contents = {archive.read(name) for name in names}
        assert Path(getattr(kept, form).path).read_bytes() in contents


def text_of_word(report):
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(render_docx(document_of(report)))
        file.flush()
        return text_of(Path(file.name))


def test_what_was_left_out_of_print_stays_in_the_draft(begin, writer):
    report = begin()
    row = report.paragraphs.get(source="opening.1")
    paragraphs.save(report=report, by=writer, step=Step("hide", row.pk))
    assert row.text not in render_text(document_of(report))
