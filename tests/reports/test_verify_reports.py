"""The command that says whether what was issued is still what was issued."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reports.models import Report
from tests.factories import ISSUED, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(folder):
    return make_report(folder, *ISSUED)


def verify():
    out = io.StringIO()
    call_command("verify_reports", stdout=out)
    return out.getvalue().splitlines()


def complaints():
    out = io.StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("verify_reports", stdout=out)
    assert refusal.value.returncode == 1
    return [line.partition(": ")[2] for line in out.getvalue().splitlines()]


def test_what_is_whole_is_said_to_be(report):
    assert verify() == ["1 issued reports are as they were issued."]


def test_drafts_are_not_its_concern(folder):
    make_report(folder)
    assert verify() == ["0 issued reports are as they were issued."]


def test_every_fault_is_named(report):
    for field in (report.pdf, report.docx):
        path = Path(field.path)
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + b"x")
        assert complaints() == [f"{field.name} does not agree with its hash"]
        path.unlink()
        assert complaints() == [f"{field.name} is missing"]
        path.write_bytes(whole)
    assert len(verify()) == 1
    Report.objects.filter(pk=report.pk).update(tree=report.tree.replace("班子", "班长"))
    assert complaints() == ["the fixed text does not agree with its hash"]


def test_a_text_that_agrees_but_says_nothing_is_a_fault(report):
    empty = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    Report.objects.filter(pk=report.pk).update(tree="{}", tree_sha256=empty)
    assert complaints() == ["the fixed text cannot be read back"]
