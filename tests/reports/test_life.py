"""From the draft to the archive: who moves a report on, what is fixed at issue, and what no longer changes it."""

import io
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from branches.services import problems
from reports.choices import ReportState
from reports.models import Report, ReportDecision
from reports.renderers import RENDERERS
from reports.selectors.documents import document_of
from reports.selectors.steps import offers
from reports.services import decisions, drafts, issuing, paragraphs
from reports.services.paragraphs import Typed
from tests.factories import make_folder, make_problem, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(folder, clerk):
    make_problem(folder, text="班子不团结。")
    return drafts.start(rectification=folder, by=clerk)


@pytest.fixture
def red(folder, clerk):
    make_problem(folder, text="班子不团结。")
    found = drafts.start(rectification=folder, by=clerk, kind="red_head")
    return drafts.edit(report=found, by=clerk, document_number="东委")


def step(report, name, by, comment=""):
    decisions.take_step(report=report, step=name, by=by, comment=comment)
    report.refresh_from_db()
    return report


def issue(report, clerk, reviewer):
    for name, by in (("submit", clerk), ("approve", reviewer), ("issue", reviewer)):
        step(report, name, by)
    return report


def kept(report):
    """The bytes of the files that were kept."""
    return [Path(field.path).read_bytes() for field in (report.pdf, report.docx)]


def steps(report, user):
    return [(offer.transition.step, bool(offer.missing)) for offer in offers(report, user)]


def test_from_draft_to_issued(report, clerk, reviewer):
    assert steps(report, clerk) == [("submit", False)]
    step(report, "submit", clerk)
    assert steps(report, clerk) == [("take_back", False)]
    assert steps(report, reviewer) == [("approve", False), ("send_back", False), ("take_back", False)]
    step(report, "approve", reviewer)
    assert steps(report, clerk) == [("issue", False)]
    step(report, "issue", clerk)
    assert (report.state, report.number_year, report.number) == ("issued", report.signed_on.year, 1)
    assert report.numbered == f"{report.signed_on.year}年第1号"
    assert [(one.step, one.by) for one in report.decisions.all()] == [
        ("issue", clerk),
        ("approve", reviewer),
        ("submit", clerk),
    ]


def test_a_report_returned_with_words_is_mended_and_submitted_again(report, clerk, reviewer):
    step(report, "submit", clerk)
    with pytest.raises(ValidationError):
        decisions.take_step(report=report, step="send_back", by=reviewer)
    step(report, "send_back", reviewer, "第一个问题写得太空。")
    assert (report.state, report.decisions.first().comment) == ("draft", "第一个问题写得太空。")
    row = report.paragraphs.last()
    paragraphs.save(
        report=report, by=clerk, typed=[Typed(row.pk, "班子不团结，半年未开支委会。", row.print_of_text)]
    )
    assert issue(report, clerk, reviewer).state == "issued"


def test_who_wrote_or_submitted_does_not_approve(tree, report, clerk, reviewer):
    colleague = make_user("reviewer", tree.township, "second-reviewer")
    row = report.paragraphs.last()
    paragraphs.save(report=report, by=reviewer, typed=[Typed(row.pk, "改过。", row.print_of_text)])
    step(report, "submit", clerk)
    assert steps(report, reviewer)[0] == ("approve", True)
    with pytest.raises(PermissionDenied):
        decisions.take_step(report=report, step="approve", by=reviewer)
    assert step(report, "approve", colleague).state == "approved"


def test_who_only_submitted_does_not_approve_either(tree, report, reviewer):
    step(report, "submit", reviewer)
    with pytest.raises(PermissionDenied):
        decisions.take_step(report=report, step="approve", by=reviewer)
    step(report, "approve", make_user("reviewer", tree.township, "second-reviewer"))


@pytest.mark.parametrize(
    ("state", "name", "role"),
    [
        ("draft", "approve", "reviewer"),
        ("draft", "issue", "staff"),
        ("submitted", "issue", "staff"),
        ("submitted", "approve", "staff"),
        ("issued", "send_back", "reviewer"),
        ("issued", "void", "staff"),
        ("issued", "supersede", "staff"),
    ],
)
def test_a_step_out_of_turn_or_right_is_refused(tree, report, clerk, reviewer, state, name, role):
    ways = {"draft": (), "submitted": ("submit",), "issued": ("submit", "approve", "issue")}
    for one in ways[state]:
        step(report, one, reviewer if one == "approve" else clerk)
    with pytest.raises(PermissionDenied):
        decisions.take_step(report=report, step=name, by=make_user(role, tree.township), comment="因故。")
    assert report.decisions.count() == len(ways[state])


def test_outside_of_the_scope_nobody_moves_it(tree, report):
    with pytest.raises(PermissionDenied):
        decisions.take_step(report=report, step="submit", by=make_user("staff", tree.other_township))


def test_the_second_press_is_the_first(report, clerk):
    first = decisions.take_step(report=report, step="submit", by=clerk)
    assert decisions.take_step(report=report, step="submit", by=clerk) == first
    assert ReportDecision.objects.count() == 1


@pytest.mark.parametrize("text", ["【待补充】", "XX村党支部班子不团结。", "班子\U0001f600不团结。"])
def test_what_is_unfinished_is_not_submitted(report, clerk, text):
    row = report.paragraphs.last()
    paragraphs.save(report=report, by=clerk, typed=[Typed(row.pk, text, row.print_of_text)])
    assert [len(offer.missing) for offer in offers(report, clerk)] == [1]
    with pytest.raises(ValidationError):
        decisions.take_step(report=report, step="submit", by=clerk)


def test_without_any_text_it_is_not_submitted(report, clerk):
    report.paragraphs.update(hidden=True)
    with pytest.raises(ValidationError):
        decisions.take_step(report=report, step="submit", by=clerk)


def test_a_red_head_wants_the_code_of_the_office(red, clerk):
    drafts.edit(report=red, by=clerk, document_number="")
    with pytest.raises(ValidationError):
        decisions.take_step(report=red, step="submit", by=clerk)


def test_a_red_head_is_given_its_number(red, clerk, reviewer):
    issue(red, clerk, reviewer)
    assert red.document_number == f"东委〔{red.signed_on.year}〕1号"
    assert document_of(red).letterhead.number == red.document_number


def test_a_number_that_the_office_wrote_is_taken_and_the_next_counts_on(tree, red, clerk, reviewer):
    drafts.edit(report=red, by=clerk, document_number="东委〔2026〕7号")
    issue(red, clerk, reviewer)
    other = make_folder(township=tree.township)
    make_problem(other)
    for written, expected in (("东委〔2026〕", 8), ("东办", 1)):
        found = drafts.start(
            rectification=other, by=clerk, kind="red_head", period="" if expected == 1 else "2026Q1"
        )
        found = drafts.edit(report=found, by=clerk, document_number=written)
        assert issue(found, clerk, reviewer).number == expected


def test_a_number_is_given_once(tree, red, clerk, reviewer):
    drafts.edit(report=red, by=clerk, document_number="东委〔2026〕7号")
    issue(red, clerk, reviewer)
    other = make_folder(township=tree.township)
    make_problem(other)
    second = drafts.start(rectification=other, by=clerk, kind="red_head")
    drafts.edit(report=second, by=clerk, document_number="东委〔2026〕7号")
    step(step(second, "submit", clerk), "approve", reviewer)
    before = kept_files(second)
    with pytest.raises(ValidationError, match="东委〔2026〕7号"):
        decisions.take_step(report=second, step="issue", by=clerk)
    second.refresh_from_db()
    assert (second.state, kept_files(second)) == ("approved", before)


def kept_files(report):
    folder = f"reports/{report.pk}"
    return default_storage.listdir(folder)[1] if default_storage.exists(folder) else []


def test_what_is_issued_never_reads_the_folder_again(report, clerk, reviewer):
    folder = report.rectification
    issue(report, clerk, reviewer)
    words = {form: RENDERERS[form](document_of(report)) for form in ("txt", "docx", "json")}
    files = kept(report)
    problems.edit(problem=folder.problems.first(), by=clerk, text="全变了。")
    folder.branch.name = "改名的党支部"
    folder.branch.save()
    report.paragraphs.update(text="偷改。")
    Report.objects.filter(pk=report.pk).update(title="偷改的标题", signatory="别人")
    again = Report.objects.get(pk=report.pk)
    assert {form: RENDERERS[form](document_of(again)) for form in ("txt", "docx", "json")} == words
    assert kept(again) == files
    assert files[1] == words["docx"]
    catalogue = PdfReader(io.BytesIO(files[0])).trailer["/Root"]
    assert b"pdfaid:part" in catalogue["/Metadata"].get_data()


@pytest.mark.parametrize("way", [("submit",), ("submit", "approve"), ("submit", "approve", "issue")])
def test_nobody_writes_on_what_is_no_draft(report, clerk, reviewer, way):
    for name in way:
        step(report, name, reviewer if name == "approve" else clerk)
    row = report.paragraphs.last()
    with pytest.raises(PermissionDenied, match=str(report.get_state_display())):
        paragraphs.save(report=report, by=clerk, typed=[Typed(row.pk, "改。", row.print_of_text)])
    with pytest.raises(PermissionDenied):
        drafts.edit(report=report, by=clerk, title="改。")
    row.refresh_from_db()
    assert row.text == "班子不团结。"


@pytest.mark.parametrize(
    "change", [{"tree": ""}, {"number": None}, {"pdf": ""}, {"docx_sha256": ""}, {"state": "draft"}]
)
def test_the_database_keeps_what_is_issued_whole(report, clerk, reviewer, change):
    issue(report, clerk, reviewer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**change)


def test_the_database_knows_no_issued_report_without_its_text(report):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(state=ReportState.ISSUED)


def test_a_new_version_replaces_it_when_it_is_issued(report, clerk, reviewer):
    issue(report, clerk, reviewer)
    with pytest.raises(ValidationError):
        issuing.renew(report=report, reason=" ", by=clerk)
    new = issuing.renew(report=report, reason="数字有误。", by=clerk)
    assert issuing.renew(report=report, reason="再按一次", by=clerk) == new
    assert (new.edition, new.state, new.replaces) == (2, "draft", report)
    texts = [list(one.paragraphs.values_list("text", flat=True)) for one in (report, new)]
    assert texts[0] == texts[1]
    report.refresh_from_db()
    assert report.state == "issued"
    issue(new, clerk, reviewer)
    report.refresh_from_db()
    assert (report.state, new.number, report.number) == ("superseded", 2, 1)
    last = report.decisions.first()
    assert (last.step, last.comment) == ("supersede", "数字有误。")
    assert document_of(report) == document_of(Report.objects.get(pk=report.pk))


def test_only_what_is_issued_is_replaced(report, clerk):
    with pytest.raises(PermissionDenied):
        issuing.renew(report=report, reason="数字有误。", by=clerk)


def test_a_void_report_stays_on_record(report, clerk, reviewer):
    issue(report, clerk, reviewer)
    with pytest.raises(ValidationError):
        decisions.take_step(report=report, step="void", by=reviewer)
    step(report, "void", reviewer, "发错对象。")
    assert (report.state, report.number, bool(report.tree)) == ("voided", 1, True)
    assert steps(report, reviewer) == []


def test_after_the_issue_the_next_report_is_begun_from_the_data(report, clerk, reviewer):
    issue(report, clerk, reviewer)
    make_problem(report.rectification, text="又有一个问题。")
    following = drafts.start(rectification=report.rectification, by=clerk)
    assert (following != report, following.replaces) == (True, None)
    assert "又有一个问题。" in list(following.paragraphs.values_list("text", flat=True))
    with pytest.raises(ValidationError):
        issuing.renew(report=report, reason="数字有误。", by=clerk)
