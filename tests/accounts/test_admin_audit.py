"""The audit trail on the admin site: for auditors, of their own scope, for reading only."""

import datetime as dt
import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import override

from accounts.admin.audit import ACTIONS
from accounts.models import AuditEntry
from tests.admin_site import Site
from tests.factories import make_branch, make_cause, make_folder, make_problem, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(tree, auditor):
    """One branch entered in each county."""
    return [
        make_branch(place, name=name)
        for place, name in ((tree.township, "一村"), (tree.foreign_township, "二村"))
    ]


def test_only_auditors_read_it(tree, auditor, administrator, operator):
    assert Site(auditor).status(AuditEntry) == 200
    assert [Site(one).status(AuditEntry) for one in (administrator, operator)] == [403, 403]
    assert Site(make_user("supervisor", tree.county)).status(AuditEntry) == 302


def test_it_holds_what_happened_in_scope(tree, entries, auditor):
    site = Site(auditor)
    assert [row.split()[1] for row in site.rows(AuditEntry, record="branches.branch")] == ["一村"]
    of_province = Site(make_user("auditor", tree.province))
    assert [row.split()[1] for row in of_province.rows(AuditEntry, record="branches.branch")] == [
        "二村",
        "一村",
    ]


def test_an_entry_of_elsewhere_is_not_found(entries, auditor):
    site = Site(auditor)
    mine = AuditEntry.objects.get(object_repr="一村")
    foreign = AuditEntry.objects.get(object_repr="二村")
    assert site.status(AuditEntry, "change", mine.pk) == 200
    assert site.status(AuditEntry, "change", foreign.pk) == 302


def test_nobody_writes_it(entries, auditor):
    site = Site(auditor)
    entry = AuditEntry.objects.get(object_repr="一村")
    assert site.status(AuditEntry, "add") == 403
    assert site.delete(entry).status_code == 403
    assert (
        site.client.post(site.address(AuditEntry, "change", entry.pk), {"object_repr": "x"}).status_code
        == 403
    )
    chosen = {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"}
    site.client.post(site.address(AuditEntry), chosen)
    entry.refresh_from_db()
    assert entry.object_repr == "一村"


def test_it_is_narrowed_by_person_kind_and_day(tree, entries, auditor):
    site = Site(auditor)
    clerk = make_user("staff", tree.township)
    assert site.choices(AuditEntry)["actor"] == [auditor.name, clerk.name, "-"]
    assert [row.split()[1] for row in site.rows(AuditEntry, actor__id__exact=clerk.pk)] == ["一村"]
    assert site.rows(AuditEntry, record="branches.measure") == []
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    assert site.rows(AuditEntry, timestamp__year=yesterday.year - 1) == []
    assert len(site.rows(AuditEntry, q="一村")) == 1
    assert "Branch" in site.choices(AuditEntry)["record"]


def test_an_entry_shows_the_value_before_and_after(tree, auditor):
    problem = make_problem(make_folder(township=tree.township), text="旧问题。")
    problem.text = "新问题。"
    problem.save()
    entry = AuditEntry.objects.filter(object_repr=str(problem), action=AuditEntry.Action.UPDATE).first()
    page = Site(auditor).open(AuditEntry, "change", entry.pk).content.decode()
    assert "<del>旧问题。</del> → <ins>新问题。</ins>" in page


def test_a_longer_list_takes_no_more_queries(tree, entries, auditor):
    site = Site(auditor)
    few = site.queries(AuditEntry)
    for number in range(18):
        make_branch(tree.township, name=f"第{number}村")
    assert site.queries(AuditEntry) == few


def test_groups_and_the_stock_trail_are_not_on_the_site():
    assert admin.site.is_registered(AuditEntry)
    assert type(admin.site.get_model_admin(AuditEntry)).__module__ == "accounts.admin.audit"
    assert not admin.site.is_registered(Group)


def test_a_new_record_shows_its_own_values_only(entries, auditor):
    entry = AuditEntry.objects.get(object_repr="一村")
    assert changes(auditor, entry) == [
        ["Name", "—", "一村"],
        ["Kind", "—", "Village"],
        ["Secretary", "—", "—"],
        ["Registered poor village", "—", "No"],
        ["Note", "—", "—"],
        ["Active", "—", "Yes"],
    ]


def test_links_show_what_was_added_and_taken_away(tree, auditor):
    folder = make_folder(township=tree.township)
    problem = make_problem(folder, text="纪律松弛。")
    cause = make_cause(folder, [problem])
    cause.problems.clear()
    added, taken = AuditEntry.objects.filter(object_repr=str(cause), changes__has_key="problems").order_by(
        "id"
    )
    assert changes(auditor, added) == [["Explains problems", "—", str(problem)]]
    assert changes(auditor, taken) == [["Explains problems", str(problem), "—"]]


def test_it_is_narrowed_by_what_was_done(entries, auditor):
    site = Site(auditor)
    assert site.choices(AuditEntry)["step"] == ["Added", "Changed", "Deleted"]
    assert site.rows(AuditEntry, action="2") == []
    assert len(site.rows(AuditEntry, action="0", record="branches.branch")) == 1
    assert len(site.rows(AuditEntry, action="x", record="branches.branch")) == 1


def changes(user, entry):
    """The lines of an entry's page: what, before, after; without numbers and times given by the machine."""
    page = Site(user).open(AuditEntry, "change", entry.pk).content.decode()
    line = r"<div><strong>(.*?)</strong>: <del>(.*?)</del> → <ins>(.*?)</ins></div>"
    return [list(found) for found in re.findall(line, page) if found[0] not in {"ID", "Added"}]


def test_what_was_done_is_told_in_the_words_of_the_trail():
    with override("zh-hans"):
        assert [str(ACTIONS[action]) for action in (0, 1, 2)] == ["新增", "修改", "删除"]
