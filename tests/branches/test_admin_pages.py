"""Every screen of the admin site keeps to the content security policy: nothing inline."""

import re

import pytest
from django.urls import reverse

from accounts.models import AuditEntry, Organisation, User
from branches.models import Branch, Campaign, Criterion, Problem
from tests.admin_site import Site
from tests.factories import make_branch, make_folder, make_problem, operator

pytestmark = pytest.mark.django_db

INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)
EXCHANGED = [Branch, Criterion, User]


@pytest.fixture
def written(tree):
    """One row of everything that the screens below open."""
    make_problem(make_folder(make_branch(tree.township, name="一村")))


def inline(answer):
    assert answer.status_code == 200
    return INLINE.findall(answer.content.decode())


@pytest.mark.parametrize("model", [Organisation, User, Branch, Campaign, Criterion])
def test_lists_and_forms_hold_nothing_inline(written, administrator, model):
    site = Site(administrator)
    row = site.open(model).context["cl"].result_list[0]
    pages = [site.open(model), site.open(model, "add"), site.open(model, "change", row.pk)]
    pages += [site.open(model, "history", row.pk)]
    assert [inline(page) for page in pages] == [[], [], [], []]


@pytest.mark.parametrize("model", EXCHANGED)
def test_import_and_export_hold_nothing_inline(written, administrator, model):
    site = Site(administrator)
    rows = site.export(model)
    rows[1][-1] = "?"
    pages = [site.open(model, "import"), site.open(model, "export"), site.upload(model, *rows)]
    assert [inline(page) for page in pages] == [[], [], []]


@pytest.mark.parametrize("model", [AuditEntry, Problem])
def test_screens_for_reading_hold_nothing_inline(written, auditor, model):
    site = Site(auditor)
    row = site.open(model).context["cl"].result_list[0]
    assert [inline(site.open(model)), inline(site.open(model, "change", row.pk))] == [[], []]


def test_deleting_and_passwords_hold_nothing_inline(written, tree, administrator, clerk):
    site = Site(administrator)
    free = make_branch(tree.township, name="二村")
    password = site.client.get(reverse("admin:auth_user_password_change", args=[clerk.pk]))
    pages = [
        site.open(Branch, "delete", free.pk),
        site.open(Organisation, "delete", tree.township.pk),
        password,
    ]
    assert [inline(page) for page in pages] == [[], [], []]


def test_a_policy_is_sent_with_every_screen(administrator):
    header = Site(administrator).client.get(reverse("admin:index")).headers["Content-Security-Policy"]
    assert "default-src 'self'" in header
    assert "unsafe" not in header


def test_rows_deleted_together_are_deleted_in_the_name_of_the_administrator(tree, administrator):
    free = [make_branch(tree.township, name=name) for name in ("一村", "二村")]
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in free], "post": "yes"}
    site = Site(administrator)
    assert site.client.post(site.address(Branch), chosen).status_code == 302
    assert Branch.objects.count() == 0
    gone = AuditEntry.objects.filter(action=AuditEntry.Action.DELETE)
    assert sorted((entry.object_repr, entry.actor) for entry in gone) == [
        ("一村", administrator), ("二村", administrator),
    ]  # fmt: skip
    assert operator() not in {entry.actor for entry in gone}
