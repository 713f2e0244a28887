"""A report written elsewhere comes in: read, put in order, entered once, through the same services as the browser."""

import io
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from branches.exceptions import StaleVersion
from branches.models import Branch, Problem, Rectification
from branches.services import decisions
from reports.models import Report, ReportImport
from reports.reading import arrangement
from reports.reading.arrangement import Place
from reports.renderers.docx import render_docx
from reports.renderers.text import render_text
from reports.selectors.documents import document_of
from reports.services import report_imports
from tests.factories import (
    make_branch,
    make_campaign,
    make_folder,
    make_measure,
    make_problem,
    make_user,
    writer,
)
from tests.reports import sample

pytestmark = pytest.mark.django_db
SHORT = """柳林镇关于第一村党支部整顿情况的汇报
某县委组织部：
第一村党支部今年列入整顿，现将情况汇报如下：
一、存在问题
一是班子不团结。二是台账不全。
二、问题产生的原因
一是制度执行不到位。
三、整改情况
1.调整班子。补选支委一名。
2.完善台账。
四、下一步打算
1.抓好落实。每月调度。
特此汇报。
柳林镇党委
2026年10月8日
"""


@pytest.fixture
def brought(clerk):
    return report_imports.start(text=SHORT, source="汇报.txt", by=clerk)


def content(folder):
    return {
        "problems": [row.text for row in folder.problems.all()],
        "causes": [(row.text, list(row.problems.all())) for row in folder.causes.all()],
        "measures": [(row.title, row.outcome, row.starts_on) for row in folder.measures.all()],
        "plans": [(row.title, row.text) for row in folder.followupplans.all()],
    }


def expected(folder):
    return {
        "problems": ["班子不团结。", "台账不全。"],
        "causes": [("制度执行不到位。", [])],
        "measures": [
            ("调整班子", "补选支委一名。", folder.determined_on),
            ("完善台账", "", folder.determined_on),
        ],
        "plans": [("抓好落实", "每月调度。")],
    }


def test_a_new_folder_of_a_branch_that_is_there(brought, clerk, tree):
    branch, campaign = make_branch(tree.township, name="第一村党支部"), make_campaign(tree.county)
    entered = report_imports.commit(report_import=brought, by=clerk, campaign=campaign, branch=branch)
    folder = Rectification.objects.get(branch=branch)
    assert content(folder) == expected(folder)
    assert (entered.counts, entered.present) == ({"problems": 2, "causes": 1, "measures": 2, "plans": 1}, 0)
    assert (folder.problem_count, folder.measure_count) == (2, 2)


def test_a_branch_that_is_not_in_the_register_is_entered_first(brought, clerk, tree):
    campaign = make_campaign(tree.county)
    report_imports.commit(report_import=brought, by=clerk, campaign=campaign, branch_name=" 第一村党支部 ")
    branch = Branch.objects.get(name="第一村党支部")
    assert (branch.township, branch.rectifications.count()) == (tree.township, 1)


def test_the_narrative_stands_in_the_report(brought, clerk, folder):
    entered = report_imports.commit(report_import=brought, by=clerk, rectification=folder)
    report = Report.objects.get(rectification=folder)
    assert entered.report == report
    document = document_of(report)
    assert (document.title, document.addressee) == ("柳林镇关于第一村党支部整顿情况的汇报", "某县委组织部：")
    assert document.opening == ("第一村党支部今年列入整顿，现将情况汇报如下：",)
    assert document.closing == ("特此汇报。",)
    assert (document.signature.signatory, document.signature.signed_on.isoformat()) == (
        "柳林镇党委",
        "2026-10-08",
    )


def test_what_an_editor_has_reworded_stays(clerk, folder):
    first = report_imports.start(text=SHORT, by=clerk)
    report_imports.commit(report_import=first, by=clerk, rectification=folder)
    later = SHORT.replace("今年列入整顿", "三月列入整顿")
    second = report_imports.start(text=later, by=clerk)
    entered = report_imports.commit(report_import=second, by=clerk, rectification=folder)
    assert document_of(entered.report).opening == (
        "第一村党支部今年列入整顿，现将情况汇报如下：",
        "第一村党支部三月列入整顿，现将情况汇报如下：",
    )


def test_what_the_folder_holds_already_is_not_entered_twice(brought, clerk, folder):
    make_problem(folder, text="班子不团结。")
    make_measure(folder, title="调整班子", outcome="补选支委一名。")
    entered = report_imports.commit(report_import=brought, by=clerk, rectification=folder)
    assert (entered.counts, entered.present) == ({"problems": 1, "causes": 1, "measures": 1, "plans": 1}, 2)
    assert [row.text for row in folder.problems.all()] == ["班子不团结。", "台账不全。"]


def test_the_sample_comes_back_out_as_it_came_in(clerk, folder):
    """Sentence for sentence, in the paragraphs of the report: the marks are set anew."""
    brought = report_imports.start(text=sample.PATH.read_text(), by=clerk)
    entered = report_imports.commit(report_import=brought, by=clerk, rectification=folder)
    printed = render_text(document_of(entered.report))
    assert [text for text in sample.unmarked() if text not in printed and len(text) > 12] == []


def test_once_entered_it_is_closed(brought, clerk, folder):
    report_imports.commit(report_import=brought, by=clerk, rectification=folder)
    with pytest.raises(PermissionDenied):
        report_imports.commit(report_import=brought, by=clerk, rectification=folder)
    with pytest.raises(PermissionDenied):
        report_imports.arrange(report_import=brought, change=lambda pieces: pieces, by=clerk)
    assert folder.problems.count() == 2


def test_a_refusal_leaves_nothing_behind(brought, clerk, tree):
    with pytest.raises(ValidationError) as refused:
        report_imports.commit(report_import=brought, by=clerk, campaign=make_campaign(tree.county))
    assert refused.value.message_dict == {"branch_name": ["请说明这份汇报写的是哪个党组织。"]}
    taken = make_folder(township=tree.township)
    with pytest.raises(ValidationError):
        report_imports.commit(report_import=brought, by=clerk, campaign=taken.campaign, branch=taken.branch)
    assert (Problem.objects.count(), brought.committed_at) == (0, None)


def test_a_frozen_folder_takes_nothing(brought, clerk, reviewer, supervisor, folder):
    make_problem(folder)
    decisions.take_step(rectification=folder, step="confirm", by=supervisor)
    Rectification.objects.filter(pk=folder.pk).update(stage="acceptance")
    with pytest.raises(PermissionDenied):
        report_imports.commit(report_import=brought, by=clerk, rectification=folder)
    assert folder.problems.count() == 1


def test_pieces_are_put_elsewhere_before_they_are_entered(brought, clerk, folder):
    key = next(found.key for found in brought.pieces if found.text == "台账不全。")
    moved = report_imports.arrange(
        report_import=brought,
        change=lambda pieces: arrangement.move(pieces, key, Place.DROPPED),
        by=clerk,
        version=1,
    )
    with pytest.raises(StaleVersion):
        report_imports.arrange(report_import=brought, change=lambda pieces: pieces, by=clerk, version=1)
    entered = report_imports.commit(report_import=moved, by=clerk, rectification=folder)
    assert entered.counts["problems"] == 1


def test_nobody_sees_or_touches_what_somebody_else_brought(client, brought, reviewer, tree):
    neighbour = make_user("staff", tree.township, "second-clerk")
    assert list(ReportImport.objects.visible_to(neighbour)) == []
    for write in (report_imports.commit, report_imports.discard):
        with pytest.raises(PermissionDenied):
            write(report_import=brought, by=neighbour)
    client.force_login(neighbour)
    for name in ("report_import", "arrange_import", "commit_import", "discard_import"):
        where = reverse(f"reports:{name}", args=[brought.pk])
        answer = client.get(where) if name == "report_import" else client.post(where)
        assert (name, answer.status_code) == (name, 404)
    with pytest.raises(PermissionDenied):
        report_imports.start(text=SHORT, by=reviewer)


def bring(client, **data):
    return client.post(reverse("reports:bring"), data)


def test_the_pages_lead_from_the_text_to_the_folder(client, clerk, folder):
    client.force_login(clerk)
    answer = bring(client, text=SHORT)
    brought = ReportImport.objects.get(owner=clerk)
    where = reverse("reports:report_import", args=[brought.pk])
    assert answer.headers["Location"] == where
    page = client.get(where)
    assert [(str(group.place), len(group.rows)) for group in page.context["preview"].groups] == [
        ("title", 1), ("addressee", 1), ("opening", 1), ("problems", 2), ("causes", 1), ("measures", 2), ("plans", 1),
        ("closing", 1), ("signatory", 1), ("date", 1),
    ]  # fmt: skip
    answer = client.post(reverse("reports:commit_import", args=[brought.pk]), {"rectification": folder.pk})
    assert answer.headers["Location"] == reverse("branches:folder", args=[folder.pk])
    assert content(folder) == expected(folder)
    assert client.get(where).headers["Location"] == reverse("branches:folder", args=[folder.pk])


def test_the_branch_that_the_text_names_is_offered(client, brought, clerk, tree):
    named = make_folder(make_branch(tree.township, name="第一村党支部"))
    make_folder(make_branch(tree.township, name="第一村"))
    client.force_login(clerk)
    form = client.get(reverse("reports:report_import", args=[brought.pk])).context["form"]
    assert (form.initial["branch"], form.initial["rectification"]) == (named.branch, named)


@pytest.mark.parametrize(
    ("action", "value", "problems"),
    [
        ("drop", "", ["台账不全。"]),
        ("down", "", ["台账不全。", "班子不团结。"]),
        ("move", "causes", ["台账不全。"]),
    ],
)
def test_a_press_on_a_piece(client, brought, clerk, action, value, problems):
    client.force_login(clerk)
    key = next(found.key for found in brought.pieces if found.place is Place.PROBLEMS)
    data = {"key": key, "action": action, "place": value, "version": brought.version}
    answer = client.post(reverse("reports:arrange_import", args=[brought.pk]), data)
    assert answer.headers["Location"].endswith(f"/{brought.pk}/#piece-{key}")
    brought.refresh_from_db()
    assert [found.text for found in brought.pieces if found.place is Place.PROBLEMS] == problems


def test_splitting_and_joining_by_press(client, clerk):
    brought = report_imports.start(text="一、存在问题\n一是散漫。值班脱岗。\n二是台账不全。", by=clerk)
    client.force_login(clerk)
    where = reverse("reports:arrange_import", args=[brought.pk])
    client.post(where, {"key": 1, "action": "split:1"})
    brought.refresh_from_db()
    assert [found.whole for found in brought.pieces] == ["散漫。", "值班脱岗。", "台账不全。"]
    client.post(where, {"key": brought.pieces[1].key, "action": "merge"})
    brought.refresh_from_db()
    assert [found.whole for found in brought.pieces] == ["散漫。\n值班脱岗。", "台账不全。"]


@pytest.mark.parametrize(
    "data",
    [{}, {"key": "x", "action": "up"}, {"key": 1, "action": "melt"}, {"key": 99, "action": "up"},
     {"key": 1, "action": "move", "place": "moon"}, {"key": 1, "action": "split:x"}],
)  # fmt: skip
def test_what_no_button_sends_is_not_found(client, brought, clerk, data):
    client.force_login(clerk)
    assert client.post(reverse("reports:arrange_import", args=[brought.pk]), data).status_code == 404


def test_a_window_that_lags_behind_is_told(client, brought, clerk):
    client.force_login(clerk)
    where = reverse("reports:arrange_import", args=[brought.pk])
    key = next(found.key for found in brought.pieces if found.place is Place.PROBLEMS)
    for _ in range(2):
        client.post(where, {"key": key, "action": "down", "version": 1})
    brought.refresh_from_db()
    assert brought.version == 2


def test_a_word_file_is_read_like_its_text(client, clerk):
    client.force_login(clerk)
    upload = SimpleUploadedFile("汇报.docx", render_docx(sample.document()))
    bring(client, file=upload)
    found = ReportImport.objects.get(owner=clerk)
    assert found.source == "汇报.docx"
    assert len([piece for piece in found.pieces if piece.place is Place.MEASURES]) == 4


@pytest.mark.parametrize(
    ("data", "field", "words"),
    [
        ({}, "__all__", "请选择文件，或粘贴汇报正文。"),
        ({"text": "hello"}, "text", "未找到中文内容，不是汇报材料。"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}, "file", None),
        ({"file": SimpleUploadedFile("a.docx", b"PK\x03\x04nonsense")}, "file", None),
    ],
)
def test_what_is_no_report_is_refused_beside_its_field(client, clerk, data, field, words):
    client.force_login(clerk)
    answer = bring(client, **data)
    assert answer.status_code == 422
    (told,) = answer.context["form"].errors[field]
    assert words in {None, told}
    assert not ReportImport.objects.exists()


def test_a_discarded_text_is_gone(client, brought, clerk):
    client.force_login(clerk)
    answer = client.post(reverse("reports:discard_import", args=[brought.pk]))
    assert answer.headers["Location"] == reverse("reports:report_list")
    assert not ReportImport.objects.exists()


def command(path, *options):
    out = io.StringIO()
    call_command("import_report", str(path), *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def path(tmp_path):
    written = tmp_path / "汇报.txt"
    Path(written).write_text(SHORT)
    return written


def test_the_command_enters_it_too(path, folder):
    Branch.objects.filter(pk=folder.branch_id).update(name="第一村党支部")
    told = command(path)
    report = Report.objects.get(rectification=folder)
    assert told == (
        f"folder {folder.pk}, report {report.pk}; problems: 2, causes: 1, measures: 2, plans: 1; there already: 0\n"
    )
    assert report.created_by == writer(folder)


@pytest.mark.parametrize("options", [(), ("--branch", "没有的村"), ("--by", "nobody")])
def test_the_command_asks_where_it_cannot_know(path, folder, options):
    if "--by" in options:
        Branch.objects.filter(pk=folder.branch_id).update(name="第一村党支部")
    with pytest.raises(CommandError):
        command(path, *options)
    assert not Problem.objects.exists()
