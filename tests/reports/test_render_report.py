"""``manage.py render_report``."""

import json

import pytest
from django.core.management import CommandError, call_command

from reports.models import Paragraph, Report
from reports.services import drafts
from tests.factories import make_folder, make_problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tree):
    found = make_folder(township=tree.township)
    make_problem(found, text="班子不团结。")
    return found


def render(folder, path, kind):
    call_command("render_report", str(folder.pk), "--format", kind, "--output", str(path))
    return path.read_bytes()


@pytest.mark.parametrize(
    ("kind", "start"),
    [("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<article"), ("json", b"{"), ("txt", "甲".encode())],
)
def test_every_format_is_written(folder, clerk, tmp_path, kind, start):
    drafts.edit(report=drafts.start(rectification=folder, by=clerk), by=clerk, title="甲")
    assert render(folder, tmp_path / "out", kind).startswith(start)


def test_without_a_report_the_first_wording_is_used_and_nothing_is_written(folder, tmp_path):
    found = json.loads(render(folder, tmp_path / "out.json", "json"))
    assert found["title"] == drafts.blank(folder).title
    assert Report.objects.count() == 0


def test_text_holds_a_line_for_each_paragraph(folder, clerk, tmp_path):
    drafts.edit(
        report=drafts.start(rectification=folder, by=clerk), by=clerk,
        title="甲", signatory="丙镇", signed_on="2026-11-03",
    )  # fmt: skip
    Paragraph.objects.filter(source="opening.1").update(text="乙。")
    text = render(folder, tmp_path / "out.txt", "txt").decode()
    assert text == "甲\n乙。\n一、存在突出问题\n班子不团结。\n丙镇\n2026年11月3日\n"


def test_an_unknown_folder_is_named(tmp_path):
    with pytest.raises(CommandError, match="There is no folder 4711"):
        call_command("render_report", "4711", "--output", str(tmp_path / "out.pdf"))


def test_an_empty_folder_says_what_is_missing(tree, tmp_path):
    with pytest.raises(CommandError):
        render(make_folder(township=tree.township), tmp_path / "out.pdf", "pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_named(folder, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        render(folder, tmp_path / "no such folder" / "out.txt", "txt")
