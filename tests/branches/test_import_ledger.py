"""The command: one JSON object for any workbook, nothing written in a dry run, clear words where it cannot go on."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from branches.models import Branch, Campaign, LedgerImport, Problem
from tests.branches.ledgers.books import PLAIN, ROWS, workbook
from tests.factories import make_branch, make_campaign, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(
        workbook(台账=([["台账"], PLAIN, *ROWS], ["A1:I1"]), 说明=[["填表说明"], ["一、如实填写。"]])
    )
    return path


@pytest.fixture
def run(capsys):
    def call(file, *options):
        call_command("import_ledger", str(file), *options)
        return capsys.readouterr().out

    return call


@pytest.fixture
def campaign(tree):
    return make_campaign(tree.county)


def test_one_object_that_says_it_all(run, file, campaign):
    answer = json.loads(run(file, "--campaign", "2026", "--township", "东镇", "--dry-run", "--json"))
    assert answer == {
        "sheets": [
            {
                "name": "台账",
                "heading_rows": [2],
                "rows_read": 3,
                "columns": dict(
                    zip(
                        PLAIN,
                        [
                            "number",
                            "branch",
                            "problem",
                            "measure",
                            "responsible",
                            "deadline",
                            "progress",
                            "status",
                            "note",
                        ],
                        strict=True,
                    )
                ),
            },
            {"name": "说明", "heading_rows": [], "rows_read": 0, "columns": {}},
        ],
        "branches": ["青石村党支部", "云岭社区党支部"],
        "problems": 3,
        "measures": 3,
        "new": 3,
        "changed": 0,
        "unchanged": 0,
        "refused": 0,
        "errors": [],
    }
    assert (Problem.objects.count(), LedgerImport.objects.count()) == (0, 0)


def test_refused_rows_with_their_place(run, tmp_path, campaign):
    path = tmp_path / "x.xlsx"
    path.write_bytes(workbook([["合计"], PLAIN, [*ROWS[0][:7], "也许", ""]]))
    answer = json.loads(run(path, "--township", "东镇", "--dry-run", "--json"))
    (error,) = answer["errors"]
    assert {name: error[name] for name in ("sheet", "row", "column", "value")} == {
        "sheet": "Sheet1", "row": 3, "column": "状态", "value": "也许",
    }  # fmt: skip
    assert (answer["new"], answer["refused"], answer["problems"]) == (0, 1, 1)


def test_it_writes_in_the_name_of_the_only_clerk(run, file, campaign, clerk):
    assert "new: 3" in run(file, "--township", "东镇")
    assert (Problem.objects.count(), LedgerImport.objects.get().owner) == (3, clerk)
    assert "unchanged: 3" in run(file, "--township", "东镇", "--dry-run")


def test_whose_name_must_be_said_where_there_are_several(run, file, campaign, clerk, tree):
    other = make_user("staff", tree.township, "other")
    with pytest.raises(CommandError, match="--by USERNAME"):
        run(file, "--township", "东镇")
    run(file, "--township", "东镇", "--by", "other")
    assert LedgerImport.objects.get().owner == other
    with pytest.raises(CommandError, match="nobody of the name"):
        run(file, "--township", "东镇", "--by", "x")


def test_a_role_that_may_not_is_told_so(run, file, campaign, supervisor):
    with pytest.raises(CommandError, match="您的角色"):
        run(file, "--township", "东镇", "--by", supervisor.username)


def test_a_branch_for_a_ledger_that_names_none(run, tmp_path, campaign, clerk):
    make_branch(clerk.organisation, name="青石村党支部")
    path = tmp_path / "x.csv"
    path.write_text("序号,问题内容,整改措施\n1,班子不团结,谈心\n")
    assert json.loads(run(path, "--township", "东镇", "--dry-run", "--json"))["refused"] == 1
    run(path, "--township", "东镇", "--branch", "青石村党支部")
    assert Problem.objects.get().rectification.branch.name == "青石村党支部"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--campaign", "1999"], "There is no campaign of 1999."),
        (["--township", "南镇"], "There is no township “南镇”"),
        (["--branch", "x"], "name its --township too"),
    ],
)
def test_what_is_missing_is_named(run, file, campaign, options, words):
    with pytest.raises(CommandError, match=words):
        run(file, "--dry-run", *options)


def test_without_a_campaign_or_a_township(run, file, tree):
    with pytest.raises(CommandError, match="There is no campaign yet"):
        run(file)
    make_campaign(tree.county)
    type(tree.township).objects.filter(level=4).update(is_active=False)
    with pytest.raises(CommandError, match="There is no township yet"):
        run(file, "--dry-run")
    assert Campaign.objects.count() == 1


def test_what_is_no_data_is_told_and_a_sheet_that_cannot_be_read_is_an_error(tmp_path, campaign, capsys):
    path = tmp_path / "x.xlsx"
    heads = ["党组织名称", "存在问题", "整改措施"]
    rows = [heads, ["青石村党支部", "甲", "乙"], ["合计", "1", ""], ["审核人（签字）", "", "填表人（签字）"]]
    unread = [["甲表"], ["风", "花", "雪"], ["月", "琴", "棋"]]
    path.write_bytes(workbook(台账=rows, 另表=unread, 说明=[["填表说明"]]))
    call_command("import_ledger", str(path), "--township", "东镇", "--dry-run", "--json")
    out, told = capsys.readouterr()
    (error,) = json.loads(out)["errors"]
    assert (error["sheet"], error["row"]) == ("另表", 2)
    assert told == "台账: no data in rows: total 3; foot 4\n"


def test_before_anything_is_set_up_a_ledger_need_not_name_its_township(run, file):
    answer = json.loads(run(file, "--dry-run", "--json"))
    assert (answer["new"], answer["refused"], answer["problems"]) == (3, 0, 3)


def test_a_branch_of_several_sheets_is_named_once_and_two_of_one_name_twice(run, tmp_path):
    path = tmp_path / "x.xlsx"
    heads = ["乡镇", "党组织名称", "存在问题", "整改措施"]
    path.write_bytes(
        workbook(
            甲=[heads, ["柳河镇", "青石村党支部", "甲", "乙"], ["石桥镇", "青石村党支部", "丙", "丁"]],
            乙=[heads[1:], ["青石村党支部", "戊", "己"], ["云岭社区党支部", "庚", "辛"]],
        )
    )
    answer = json.loads(run(path, "--dry-run", "--json"))
    assert answer["branches"] == ["青石村党支部", "青石村党支部", "云岭社区党支部"]


def test_before_anything_is_set_up_a_ledger_can_be_looked_through(run, tmp_path):
    path = tmp_path / "x.xlsx"
    heads = ["乡镇", "党组织名称", "软弱涣散类型", "存在问题", "整改措施", "状态"]
    rows = [
        ["柳河镇", "青石村党支部", "班子不团结", "1.甲\n2.乙", "丙", "整改中"],
        ["石桥镇", "青石村党支部", 3, "丁", "1.戊\n2.己", "也许"],
    ]
    path.write_bytes(workbook([heads, *rows]))
    answer = json.loads(run(path, "--dry-run", "--json"))
    assert (answer["branches"], answer["problems"], answer["measures"]) == (["青石村党支部"] * 2, 3, 3)
    assert (answer["new"], answer["refused"]) == (1, 1)
    assert [(error["row"], error["column"]) for error in answer["errors"]] == [(3, "状态")]
    with pytest.raises(CommandError, match="There is no campaign yet"):
        run(path)
    assert (Campaign.objects.count(), Branch.objects.count()) == (0, 0)


def test_a_file_that_cannot_be_read(run, tmp_path, campaign):
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"\x89PNG" + b"0" * 99)
    with pytest.raises(CommandError, match="这是一张图片"):
        run(path, "--dry-run", "--json")
    path.write_bytes(workbook([["你好"]]))
    with pytest.raises(CommandError, match="没有识别出表头"):
        run(path, "--dry-run", "--json")


def test_on_a_database_that_was_never_set_up(file, tmp_path):
    told = subprocess.run(
        [sys.executable, "manage.py", "import_ledger", str(file), "--dry-run", "--json"],
        env={**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}"},
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
    )  # fmt: skip
    words = "CommandError: The database is not set up: run manage.py migrate first. (no such table:"
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith(words)
