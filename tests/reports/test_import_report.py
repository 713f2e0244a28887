"""The command that reads a report."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.reports import sample

KEYS = [
    "title", "addressee", "opening", "problems", "causes", "measures", "plans", "leads", "signatory", "date",
    "unassigned",
]  # fmt: skip


def run(*args):
    output = io.StringIO()
    call_command("import_report", *args, stdout=output)
    return output.getvalue()


def test_one_json_object_with_the_promised_keys():
    found = json.loads(run(str(sample.PATH), "--dry-run", "--json"))
    assert list(found) == KEYS
    assert [len(found[key]) for key in ("problems", "causes", "measures", "plans")] == [3, 4, 4, 6]
    assert list(found["leads"]) == ["problems", "causes", "measures", "plans"]
    assert [list(item) for item in found["measures"]] == [["title", "text"]] * 4


def test_without_json_the_counts_are_told():
    assert run(str(sample.PATH), "--dry-run") == (
        "(no title)\nproblems: 3\ncauses: 4\nmeasures: 4\nplans: 6\nunassigned: 0\n"
    )


def test_a_file_that_cannot_be_read(tmp_path):
    (tmp_path / "empty.txt").touch()
    with pytest.raises(CommandError) as refused:
        run(str(tmp_path / "empty.txt"), "--dry-run")
    assert str(refused.value) == "文件是空的。"
