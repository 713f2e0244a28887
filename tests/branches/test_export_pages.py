"""The ledger as a file: asked for with the filters of the list, downloaded, or made in the background."""

import csv
import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.choices import JobState, LedgerKind
from branches.models import Job, Problem
from branches.services import exports, jobs
from branches.services.exports import Wish
from tests.branches.reading import days, sign_off
from tests.factories import (
    log,
    make_branch,
    make_campaign,
    make_cause,
    make_folder,
    make_measure,
    make_plan,
    make_problem,
    make_user,
)

pytestmark = pytest.mark.django_db
EXPORT, FILE, ORDER = "branches:ledger_export", "branches:export_file", "branches:order_export"
WISH = {"shape": "V3", "form": "xlsx", "masked": "on"}


@pytest.fixture
def full(tree):
    """Two problems in 东镇, one of them overdue; one in 西镇; one in another county."""
    folder = make_folder(make_branch(tree.township, name="青石村党支部"))
    make_measure(folder, [make_problem(folder, text="甲事。", due_on=days(-3))], title="甲措施")
    make_problem(folder, text="乙事。")
    make_problem(make_folder(make_branch(tree.other_township, name="云岭村党支部")), text="丙事。")
    make_problem(make_folder(township=tree.foreign_township), text="丁事。")
    return folder


def rows_of(content):
    """What stands below the headings, without the blanks of merged cells."""
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    rows = [[cell for cell in row if cell is not None] for row in page.iter_rows(values_only=True)]
    return [row for row in rows[3:] if row]


def download(client, user, **query):
    client.force_login(user)
    return client.get(reverse(FILE), WISH | query)


def test_the_page_keeps_the_filters_and_offers_the_shapes(look, full, clerk):
    page = look(clerk, EXPORT, due="overdue", sort="-due", kind="problems")
    assert page.text("p", **{"class": "lead"}) == ["2026年整顿 · 1 problem · Time limit: Overdue"]
    assert len(page.all("option")) == 13
    form = page.all("form", method="get", action=reverse(FILE))[0]
    sent = {
        node.get("name"): node.get("value") for node in form.iter("input") if node.get("type") == "hidden"
    }
    assert sent == {"due": "overdue", "kind": "problems"}


def test_the_ledger_leads_to_it_with_its_filters(look, full, clerk):
    page = look(clerk, "branches:ledger", due="overdue")
    links = [node.get("href") for node in page.all("a", href=f"{reverse(EXPORT)}?due=overdue")]
    assert len(links) == 1
    assert not look(clerk, "branches:ledger", q="没有").all("a", href=f"{reverse(EXPORT)}?q=没有")


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ({}, ["甲事。", "乙事。"]),
        ({"due": "overdue"}, ["甲事。"]),
        ({"q": "乙事"}, ["乙事。"]),
    ],
)
def test_the_file_holds_exactly_the_filtered_rows(client, full, clerk, query, texts):
    answer = download(client, clerk, **query)
    assert answer.status_code == 200
    assert [text for row in rows_of(answer.content) for text in row if text in {"甲事。", "乙事。"}] == texts


def test_nobody_exports_what_he_does_not_see(client, full, tree, clerk, supervisor, administrator):
    everything = list(Problem.objects.values_list("pk", flat=True))
    whole = exports.export(
        keys=everything, wish=Wish(full.campaign, LedgerKind.PROBLEMS), by=make_user("auditor", tree.city)
    )
    # They all could be written: the rows, asked for by whoever sees them, are there.
    assert {"甲事。", "丙事。", "丁事。"} <= {cell for row in rows_of(whole.content) for cell in row}
    for by, seen in ((supervisor, {"甲事。", "乙事。", "丙事。"}), (clerk, {"甲事。", "乙事。"})):
        made = exports.export(keys=everything, wish=Wish(full.campaign, LedgerKind.PROBLEMS), by=by)
        told = {cell for row in rows_of(made.content) for cell in row}
        assert told & {"甲事。", "乙事。", "丙事。", "丁事。"} == seen
    foreign = make_campaign(tree.other_county)
    assert download(client, clerk, campaign=foreign.pk).status_code == 404
    with pytest.raises(ValidationError):
        exports.export(
            keys=[Problem.objects.get(text="丁事。").pk], wish=Wish(foreign, LedgerKind.PROBLEMS), by=clerk
        )
    with pytest.raises(PermissionDenied):
        exports.export(keys=everything, wish=Wish(full.campaign, LedgerKind.PROBLEMS), by=administrator)


def test_a_campaign_outside_is_not_found(look, full, tree, clerk):
    foreign = make_campaign(tree.other_county)
    look(make_user("staff", tree.foreign_township), EXPORT, campaign=foreign.pk)
    look(clerk, EXPORT, campaign=foreign.pk, expect=404)


def test_separated_values_open_in_a_chinese_excel(client, full, clerk):
    answer = download(client, clerk, form="csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    heads, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert heads[:3] == ["序号", "党组织名称", "问题内容（具体问题）"]
    assert [row[:3] for row in rows] == [["1", "青石村党支部", "甲事。"], ["2", "青石村党支部", "乙事。"]]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"shape": "V99"}, "V99"),
        ({"form": "exe"}, "exe"),
        ({"shape": "V14", "form": "csv"}, "有几张工作表"),
        ({"q": "没有这样的"}, "没有可导出的内容。"),
    ],
)
def test_what_cannot_be_made_is_told_beside_the_field(client, full, clerk, query, words):
    answer = download(client, clerk, **query)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_measures_go_where_there_is_a_column_for_them(client, full, clerk):
    shapes = exports.shapes_for(clerk, LedgerKind.MEASURES)
    assert set(shapes) == {"OWN", "V2", "V3", "V5", "V6", "V8", "V9", "V13", "V14"}
    answer = download(client, clerk, kind="measures", shape="V3")
    assert [row[3:4] for row in rows_of(answer.content)] == [["甲措施"]]
    assert download(client, clerk, kind="measures", shape="V11").status_code == 422


def test_the_number_of_queries_does_not_grow(client, tree, clerk, django_assert_max_num_queries):
    counts = []
    for number in (2, 18):
        for _ in range(number):
            folder = make_folder(township=tree.township)
            problem = make_problem(folder)
            make_cause(folder, [problem])
            make_plan(folder)
            log(make_measure(folder, [problem]))
        client.force_login(clerk)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(reverse(FILE), WISH | {"shape": "OWN"})
        counts.append((len(rows_of(answer.content)), len(queries)))
    assert [rows for rows, _queries in counts] == [2, 20]
    assert counts[0][1] == counts[1][1] <= 25


def test_many_rows_are_made_in_the_background(
    client, look, full, clerk, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(exports, "MANY", 1)
    page = look(clerk, EXPORT)
    assert page.all("form", method="post", action=reverse(ORDER))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse(ORDER), WISH)
    job = Job.objects.get()
    assert answer["Location"] == reverse("branches:job", args=[job.pk])
    for _ in range(2):  # taken up again by a second worker
        Job.objects.update(state=JobState.WAITING, finished_at=None)
        jobs.run(str(job.pk))
        job.refresh_from_db()
        assert (job.state, job.message) == (JobState.DONE, "")
    told = client.get(reverse("branches:job_file", args=[job.pk]))
    assert told["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert len(rows_of(b"".join(told.streaming_content))) == 2


def test_a_job_writes_what_its_owner_sees_when_it_runs(clerk, full, tree, django_capture_on_commit_callbacks):
    wish = Wish(full.campaign, LedgerKind.PROBLEMS)
    foreign = Problem.objects.get(text="丁事。").pk
    with django_capture_on_commit_callbacks(execute=True):
        job = exports.order(keys=[foreign], wish=wish, by=clerk)
    jobs.run(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.message, job.file.name) == (JobState.FAILED, "没有可导出的内容。", "")


def test_too_many_rows_are_refused_before_anything_is_read(client, full, clerk, monkeypatch):
    monkeypatch.setattr(exports, "MOST", 1)
    assert "超过1行" in download(client, clerk).content.decode()
    with pytest.raises(ValidationError):
        exports.order(keys=[1, 2], wish=Wish(full.campaign, LedgerKind.PROBLEMS), by=clerk)


def test_a_signed_off_problem_is_told_as_such(client, full, clerk, supervisor):
    sign_off(Problem.objects.get(text="乙事。"), supervisor)
    heads = ["整改状态", "是否销号"]
    book = openpyxl.load_workbook(io.BytesIO(download(client, clerk, shape="OWN", status="settled").content))
    cells = list(book.active.iter_rows(values_only=True))
    places = [cells[2].index(head) for head in heads]
    assert [[row[place] for place in places] for row in cells[3:]] == [["已销号", "是"]]
