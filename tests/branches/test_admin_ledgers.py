"""The administration: templates are read and forgotten there; its own imports read workbooks under limits."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from branches.models import Branch, LedgerTemplate
from tests.admin_site import XLSX, Site
from tests.branches.ledgers.arriving import take_over
from tests.branches.ledgers.books import patched, workbook
from tests.factories import make_user

pytestmark = pytest.mark.django_db
HEADINGS = ["Township", "County", "Name", "Kind", "Secretary", "Party members", "Note", "Active"]


def test_templates_are_seen_in_scope_and_forgotten(tree, clerk, administrator):
    take_over(clerk)
    template = LedgerTemplate.objects.get()
    site = Site(administrator)
    assert site.rows(LedgerTemplate) == [str(template)]
    assert Site(make_user("admin", tree.other_county)).rows(LedgerTemplate) == []
    assert site.status(LedgerTemplate, "change", template.pk) == 200
    assert site.status(LedgerTemplate, "add") == 403
    site.client.post(site.address(LedgerTemplate, "delete", template.pk), {"post": "yes"})
    assert LedgerTemplate.objects.count() == 0


def upload(site, model, content):
    file = SimpleUploadedFile("x.xlsx", content)
    return site.client.post(
        site.address(model, "import"), {"import_file": file, "format": XLSX, "resource": ""}
    )


def test_no_row_is_lost_to_a_stale_dimension(tree, administrator):
    rows = [["东镇", "甲县", f"第{number}村党支部", "Village", "", 21, "", "Yes"] for number in range(30)]
    content = patched(workbook([HEADINGS, *rows]), lambda data: data.replace(b"A1:H31", b"A1:H2"))
    answer = upload(Site(administrator), Branch, content)
    assert answer.context["result"].total_rows == 30


def test_what_is_no_workbook_is_told_in_words(administrator):
    answer = upload(Site(administrator), User, b"\x89PNG" + b"0" * 99)
    errors = answer.context["form"].errors["import_file"]
    assert errors == ["This is a picture, whatever its name says. Send the workbook itself."]
