"""The pages of an import: upload, columns, preview, taking over, undoing, as a browser sends and sees them."""

import io

import openpyxl
import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from branches.choices import ImportState, JobState
from branches.ledgers.tables import ERRORS
from branches.models import Branch, Job, LedgerImport, Problem
from branches.services import imports, jobs
from tests.branches.ledgers.arriving import arrive, take_over
from tests.branches.ledgers.books import PLAIN, ROWS, sheet, workbook
from tests.factories import make_branch, make_campaign, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, clerk, tree):
    make_campaign(tree.county)
    client.force_login(clerk)
    return client


def upload(client, content, name="台账.xlsx", **values):
    campaign = str(imports.Campaign.objects.first().pk)
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("branches:imports"), {"campaign": campaign, "file": file, **values})


def page(name, ledger):
    return reverse(f"branches:{name}", args=[ledger.pk])


def words(answer):
    return answer.content.decode()


def columns(ledger, **changed):
    """What the form of the columns sends when ``changed`` are chosen differently."""
    sent = {}
    for number, table in enumerate(ledger.facts["tables"]):
        for place, (heading, field, _sample) in enumerate(table["columns"]):
            sent[f"t{number}c{place}"] = changed.get(heading, field or "")
    return sent


def test_from_the_file_to_the_folders(signed_in):
    answer = upload(signed_in, workbook([["台账"], PLAIN, *ROWS], ["A1:I1"]))
    ledger = LedgerImport.objects.get()
    assert answer.headers["Location"] == page("import_columns", ledger)
    shown = words(signed_in.get(answer.headers["Location"]))
    assert "表头在第 2 行，数据 3 行。" in shown
    answer = signed_in.post(page("import_columns", ledger), columns(ledger))
    assert answer.headers["Location"] == page("import_preview", ledger)
    assert "导入 3 行" in words(signed_in.get(answer.headers["Location"]))
    assert Problem.objects.count() == 0
    answer = signed_in.post(page("write_import", ledger), follow=True)
    assert "导入 3 行，无变化 0 行，不能导入 0 行。" in words(answer)
    assert Problem.objects.count() == 3
    assert signed_in.post(page("undo_import", ledger)).headers["Location"] == page("import_preview", ledger)
    assert (Problem.objects.count(), Branch.objects.count()) == (0, 0)
    assert "已撤销" in words(signed_in.get(page("import_preview", ledger)))


def test_a_mapping_is_changed_and_offered_the_next_time(signed_in):
    content = workbook([["党组织名称", "事项", "责任人"], ["甲村党支部", "阵地薄弱", "张立"]])
    upload(signed_in, content)
    ledger = LedgerImport.objects.get()
    signed_in.post(page("import_columns", ledger), columns(ledger, 事项="problem"))
    signed_in.post(page("write_import", ledger))
    assert Problem.objects.get().text == "阵地薄弱"
    upload(signed_in, content)
    again = LedgerImport.objects.first()
    fields = {heading: field for heading, field, _sample in again.facts["tables"][0]["columns"]}
    assert fields["事项"] == "problem"


def test_a_ledger_without_branches_asks_for_one(signed_in, clerk):
    branch = make_branch(clerk.organisation, name="青石村党支部")
    upload(signed_in, workbook([["序号", "问题内容", "整改措施"], [1, "班子不团结", "谈心"]]))
    ledger = LedgerImport.objects.get()
    assert 'name="branch"' in words(signed_in.get(page("import_columns", ledger)))
    signed_in.post(page("import_columns", ledger), columns(ledger))
    assert "没有写明是哪个党组织" in words(signed_in.get(page("import_preview", ledger)))
    signed_in.post(page("import_columns", ledger), {**columns(ledger), "branch": branch.pk})
    signed_in.post(page("write_import", ledger))
    assert Problem.objects.get().rectification.branch == branch


def test_all_problems_are_shown_at_once_and_first(signed_in, clerk):
    rows = [
        PLAIN,
        *ROWS,
        [4, "丙村党支部", "=1+1", "修缮", "", "尽快", "", "也许", ""],
        [5, "", "缺人", "补人"],
    ]
    ledger = arrive(clerk, sheet(rows))
    answer = signed_in.get(page("import_preview", ledger))
    assert [row.row for row in answer.context["page"]] == [5, 6, 2, 3, 4]
    shown = words(answer)
    for told in ("有 2 行不能导入。", "内容以公式符号开头", "不在可用的词语之内", "没有写明是哪个党组织"):
        assert told in shown
    refused = signed_in.get(page("import_preview", ledger), {"state": "1_refused"})
    assert [row.row for row in refused.context["page"]] == [5, 6]


def test_refused_rows_are_taken_home_corrected_and_brought_in(signed_in, clerk):
    ledger = take_over(clerk, sheet([PLAIN, ROWS[0], [*ROWS[1][:7], "也许", ""]]))
    answer = signed_in.get(page("import_errors", ledger))
    book = openpyxl.load_workbook(io.BytesIO(answer.getvalue()))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert rows[0] == [*PLAIN, ERRORS]
    assert (rows[1][2], rows[1][-1][:3]) == ("阵地薄弱。", "状态：")
    book.active["H2"] = "整改中"
    out = io.BytesIO()
    book.save(out)
    upload(signed_in, out.getvalue())
    again = LedgerImport.objects.first()
    signed_in.post(page("import_columns", again), columns(again))
    signed_in.post(page("write_import", again))
    assert sorted(Problem.objects.values_list("text", flat=True)) == ["班子不团结。", "阵地薄弱。"]


def test_what_begins_like_a_formula_goes_home_as_text(signed_in, clerk):
    ledger = arrive(clerk, sheet([PLAIN, [1, "甲村党支部", "=HYPERLINK(1)", "二"]]))
    book = openpyxl.load_workbook(io.BytesIO(signed_in.get(page("import_errors", ledger)).getvalue()))
    assert (book.active["C2"].value, book.active["C2"].data_type) == ("=HYPERLINK(1)", "s")


def test_private_numbers_are_struck_out_unless_one_says_otherwise(signed_in, clerk):
    ledger = arrive(clerk, sheet([PLAIN, [1, "甲村党支部", "信访人王小明反映问题", "二"]]))
    assert "发现身份证号、手机号或上访人、信访人姓名 1 处。" in words(
        signed_in.get(page("import_preview", ledger))
    )
    signed_in.post(page("mask_import", ledger))
    signed_in.post(page("write_import", ledger))
    assert Problem.objects.get().text == "信访人王小明反映问题"
    other = arrive(clerk, sheet([PLAIN, [2, "甲村党支部", "信访人李大宝反映问题", "三"]]), masked=False)
    signed_in.post(page("mask_import", other), {"masked": "1"})
    signed_in.post(page("write_import", other))
    assert Problem.objects.get(number=2).text == "信访人×××反映问题"


BAD = {
    "picture": (b"\x89PNG\r\n\x1a\n" + b"0" * 99, "这是一张图片，只是改了文件名。请上传表格文件本身。"),
    "empty": (b"", "文件是空的。"),
    "no ledger": (workbook([["你好"]]), "没有识别出表头"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_told_beside_the_field(signed_in, name):
    content, told = BAD[name]
    answer = upload(signed_in, content)
    assert (answer.status_code, LedgerImport.objects.count()) == (422, 0)
    assert told in words(answer)


def test_a_table_of_totals_is_recognised_and_left_alone(signed_in, clerk):
    rows = [
        [
            "轮次",
            "被巡察党组织名称",
            "应整改数",
            "已整改数",
            "完成率",
            "应整改数",
            "已整改数",
            "完成率",
            "应落实意见数",
            "已落实意见数",
            "完成率",
        ]
    ]
    ledger = arrive(clerk, sheet([*rows, [1, "甲党组织", *range(9)]]))
    assert "这是汇总数字表" in words(signed_in.get(page("import_columns", ledger)))
    assert "没有可导入的内容" in words(signed_in.get(page("import_preview", ledger)))


def test_thrown_away_without_a_trace(signed_in, clerk):
    ledger = arrive(clerk)
    assert signed_in.post(page("discard_import", ledger)).headers["Location"] == reverse("branches:imports")
    assert LedgerImport.objects.count() == 0


def test_what_was_taken_over_is_not_changed_or_thrown_away(signed_in, clerk):
    ledger = take_over(clerk)
    for name in ("mask_import", "write_import", "discard_import"):
        assert signed_in.post(page(name, ledger)).status_code in {302, 403}
    assert signed_in.get(page("import_columns", ledger)).status_code == 403
    assert signed_in.get(page("import_errors", ledger)).status_code == 404
    assert (LedgerImport.objects.get().state, Problem.objects.count()) == (ImportState.WRITTEN, 3)


def test_presses_of_somebody_else_find_nothing(client, tree, clerk):
    ledger = arrive(clerk)
    client.force_login(make_user("staff", tree.township, "other"))
    for name in ("mask_import", "write_import", "discard_import"):
        assert client.post(page(name, ledger)).status_code == 404
    assert LedgerImport.objects.get().is_open


@pytest.mark.parametrize("number", [2, 20])
def test_the_preview_costs_the_same_few_queries(signed_in, clerk, number):
    rows = [[place, f"第{place}村党支部", "问题", "措施"] for place in range(number)]
    ledger = arrive(clerk, sheet([PLAIN, *rows]))
    with CaptureQueriesContext(connection) as queries:
        signed_in.get(page("import_preview", ledger))
    assert len(queries) == 7


def many(number):
    return sheet(
        [
            PLAIN,
            *[
                [place, f"第{place % 7}村党支部", f"第{place}项问题", f"第{place}条措施"]
                for place in range(number)
            ],
        ]
    )


def test_a_long_ledger_is_checked_and_written_in_the_background(
    signed_in, clerk, django_capture_on_commit_callbacks, monkeypatch
):
    monkeypatch.setattr(imports, "MANY", 20)
    ledger = arrive(clerk, many(30))
    told = []
    monkeypatch.setattr(jobs.Running, "step", lambda _, done, total: told.append((done, total)))
    for name, data in (("import_columns", columns(ledger)), ("write_import", {})):
        with django_capture_on_commit_callbacks(execute=True):
            answers = [signed_in.post(page(name, ledger), data) for _ in range(2)]
        job = Job.objects.first()
        where = reverse("branches:job", args=[job.pk])
        assert [answer.headers["Location"] for answer in answers] == [where, where]
        for _ in range(2):
            jobs.run(str(job.pk))
        assert page("import_preview", ledger) in words(signed_in.get(where))
    assert (Problem.objects.count(), told[-1]) == (30, (7, 7))


def test_a_job_that_is_cancelled_leaves_nothing(clerk, django_capture_on_commit_callbacks, monkeypatch):
    monkeypatch.setattr(imports, "MANY", 20)
    ledger = arrive(clerk, many(30))
    with django_capture_on_commit_callbacks(execute=True):
        job = imports.take_over(ledger=ledger, by=clerk)
    caches["jobs"].set(f"cancel-{job.pk}", True)
    jobs.run(str(job.pk))
    job.refresh_from_db()
    assert (job.state, Problem.objects.count(), Branch.objects.count()) == (JobState.CANCELLED, 0, 0)
    assert LedgerImport.objects.get().state == ImportState.CHECKED


def test_every_page_of_an_import_stands_under_the_ledger_in_the_menu(look, clerk, tree):
    make_campaign(tree.county)
    ledger = take_over(clerk)
    for address in (
        reverse("branches:imports"),
        *(page(name, ledger) for name in ("import_preview", "undo_import")),
    ):
        lit = [
            node.get("href") for node in look(clerk, address).all("a") if node.get("aria-current") == "true"
        ]
        assert lit == [reverse("branches:ledger")]
