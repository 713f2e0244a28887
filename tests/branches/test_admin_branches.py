"""The branch register on the admin site, by hand and by workbook."""

import pytest

from accounts.models import AuditEntry
from branches.models import Branch
from tests.admin_site import Site, errors, messages, row_errors
from tests.factories import make_branch, make_folder, make_user

pytestmark = pytest.mark.django_db

HEADINGS = ["Township", "County", "Name", "Kind", "Secretary", "Party members", "Note", "Active"]
KINDS = (
    "Village, Community, Government office, Public institution, State-owned enterprise, "
    "Non-public enterprise, Social organisation"
)
GOOD = ["东镇", "甲县", "一村", "Village", "张书记", 31, None, "Yes"]


@pytest.fixture
def branch(tree):
    return make_branch(tree.township, name="一村", secretary="张书记")


@pytest.fixture
def foreign(tree):
    return make_branch(tree.foreign_township, name="外村")


def test_a_list_holds_the_branches_of_the_subtree(tree, branch, foreign, administrator, auditor, operator):
    assert Site(administrator).rows(Branch) == ["一村"]
    assert Site(auditor).rows(Branch) == ["一村"]
    assert Site(operator).rows(Branch) == ["一村", "外村"]
    assert Site(make_user("admin", tree.other_township)).rows(Branch) == []
    assert Site(make_user("staff", tree.township)).status(Branch) == 302


def test_the_list_is_searched_and_narrowed(tree, branch, administrator):
    make_branch(tree.other_township, name="二村", kind="community")
    site = Site(administrator)
    assert site.rows(Branch, q="张书记") == ["一村"]
    assert site.rows(Branch, q="西镇") == ["二村"]
    assert site.rows(Branch, kind__exact="community") == ["二村"]
    assert site.choices(Branch)["township"] == ["东镇", "西镇"]
    assert site.rows(Branch, township__id__exact=tree.other_township.pk) == ["二村"]


def test_a_filter_does_not_lead_out_of_the_scope(tree, branch, foreign, administrator):
    assert Site(administrator).rows(Branch, township__id__exact=tree.foreign_township.pk) == []


def test_a_branch_is_entered(tree, administrator):
    answer = Site(administrator).add(Branch, place=tree.township.pk, name="新村", member_count="12")
    assert answer.status_code == 302
    made = Branch.objects.get()
    assert (made.name, made.township, made.county, made.city) == (
        "新村",
        tree.township,
        tree.county,
        tree.city,
    )
    assert AuditEntry.objects.get(object_repr="新村").actor == administrator


def test_no_branch_is_entered_outside(tree, administrator):
    answer = Site(administrator).add(Branch, place=tree.foreign_township.pk, name="新村")
    assert list(errors(answer)) == ["place"]
    answer = Site(administrator).add(Branch, place=tree.county.pk, name="新村")
    assert list(errors(answer)) == ["place"]
    assert Branch.objects.count() == 0


def test_a_name_is_taken_once_in_a_township(tree, branch, administrator):
    said = {"name": ["This township already has a branch of this name."]}
    assert errors(Site(administrator).add(Branch, place=tree.township.pk, name="一村")) == said
    other = make_branch(tree.township, name="二村")
    assert errors(Site(administrator).change(other, name="一村")) == said


def test_a_branch_is_changed_in_the_name_of_the_administrator(branch, administrator):
    assert Site(administrator).change(branch, secretary="李书记").status_code == 302
    version = branch.version
    branch.refresh_from_db()
    assert (branch.secretary, branch.version) == ("李书记", version + 1)
    entry = AuditEntry.objects.filter(object_repr="一村", action=AuditEntry.Action.UPDATE).get()
    assert (entry.actor, entry.changes) == (administrator, {"secretary": ["张书记", "李书记"]})


def test_who_comes_second_is_told(branch, administrator):
    answer = Site(administrator).change(branch, secretary="李书记", read_version=branch.version - 1)
    said = ["Somebody else changed this meanwhile. Open it again, then make your change."]
    assert errors(answer) == {"__all__": said}
    branch.refresh_from_db()
    assert branch.secretary == "张书记"


def test_the_township_of_a_branch_stays(tree, branch, administrator):
    extra = {
        "township": tree.other_township.pk,
        "place": tree.other_township.pk,
        "county": tree.other_county.pk,
    }
    Site(administrator).change(branch, **extra)
    branch.refresh_from_db()
    assert (branch.township, branch.county) == (tree.township, tree.county)


def test_what_lies_outside_is_not_found(foreign, administrator):
    site = Site(administrator)
    assert site.status(Branch, "change", foreign.pk) == 302
    assert site.delete(foreign).status_code == 302
    assert site.client.post(site.address(Branch, "change", foreign.pk), {"name": "x"}).status_code == 302
    chosen = {"action": "delete_selected", "_selected_action": [foreign.pk], "post": "yes"}
    site.client.post(site.address(Branch), chosen)
    foreign.refresh_from_db()
    assert foreign.name == "外村"


def test_an_auditor_reads_and_writes_nothing(branch, auditor):
    site = Site(auditor)
    assert site.status(Branch, "change", branch.pk) == 200
    assert [site.status(Branch, page) for page in ("add", "import")] == [403, 403]
    assert site.status(Branch, "delete", branch.pk) == 403
    assert site.client.post(site.address(Branch, "change", branch.pk), {"name": "x"}).status_code == 403


def test_a_branch_with_a_folder_is_not_deleted(branch, administrator):
    make_folder(branch)
    site = Site(administrator)
    assert site.open(Branch, "delete", branch.pk).context["protected"] == ["Folders: 1"]
    site.delete(branch)
    assert Branch.objects.get() == branch


def test_a_longer_list_takes_no_more_queries(tree, branch, administrator):
    site = Site(administrator)
    make_branch(tree.township)
    few = site.queries(Branch)
    for _number in range(18):
        make_branch(tree.other_township)
    assert site.queries(Branch) == few


# --- by workbook ----------------------------------------------------------------------------------------------


def test_branches_are_entered_and_changed_by_workbook(tree, branch, administrator):
    site = Site(administrator)
    preview = site.upload(
        Branch, HEADINGS, ["东镇", None, "一村", "Community", "李书记", "31", "整理", "No"],
        ["西镇", None, "新村", "Village", None, None, None, None],
    )  # fmt: skip
    assert Branch.objects.get().secretary == "张书记"
    answer = site.confirm(Branch, preview)
    assert messages(answer) == ["Import finished: 1 new, 1 updated, 0 deleted and 0 skipped branches."]
    version = branch.version
    branch.refresh_from_db()
    changed = (
        branch.kind,
        branch.secretary,
        branch.member_count,
        branch.note,
        branch.is_active,
        branch.version,
    )
    assert changed == ("community", "李书记", 31, "整理", False, version + 1)
    made = Branch.objects.get(name="新村")
    assert (made.township, made.county, made.is_active) == (tree.other_township, tree.county, True)
    assert {entry.actor for entry in AuditEntry.objects.filter(object_repr="新村")} == {administrator}


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("Township", "北乡", ["“北乡” is not in your organisation."]),
        ("Township", "甲县", ["“甲县” is not in your organisation."]),
        ("County", "乙县", ["“东镇” is not in your organisation."]),
        ("Name", None, ["This field cannot be blank."]),
        ("Party members", "many", ["“many” is not a whole number."]),
        ("Party members", -1, ["Ensure this value is greater than or equal to 0."]),
        ("Kind", "Castle", [
            f"“Castle” is not one of: {KINDS}."
        ]),
    ],
)  # fmt: skip
def test_one_bad_row_names_itself_and_nothing_is_written(administrator, tree, column, value, said):
    bad = dict(zip(HEADINGS, GOOD, strict=True)) | {"Name": "二村", column: value}
    answer = Site(administrator).upload(Branch, HEADINGS, GOOD, list(bad.values()))
    assert row_errors(answer) == {2: said}
    assert "confirm_form" not in answer.context
    assert Branch.objects.count() == 0


def test_a_row_given_twice_changes_what_it_entered(administrator, tree):
    site = Site(administrator)
    site.confirm(Branch, site.upload(Branch, HEADINGS, GOOD, GOOD))
    assert [branch.version for branch in Branch.objects.all()] == [1]


def test_an_export_holds_the_rows_in_scope_and_can_be_read_back(branch, foreign, administrator):
    site = Site(administrator)
    rows = site.export(Branch)
    assert rows == [
        [*HEADINGS[:6], "Registered poor village", *HEADINGS[6:]],
        ["东镇", "甲县", "一村", "Village", "张书记", None, "No", None, "Yes"],
    ]
    answer = site.confirm(Branch, site.upload(Branch, *rows))
    assert messages(answer) == ["Import finished: 0 new, 0 updated, 0 deleted and 1 skipped branches."]


def test_the_preview_marks_what_changes_without_inline_styles(branch, administrator):
    row = ["东镇", None, "一村", "Village", "李书记", None, None, "Yes"]
    page = Site(administrator).upload(Branch, HEADINGS, row).content.decode()
    assert "<del>张书记</del> <ins>李书记</ins>" in page
    assert "style=" not in page


def test_what_a_cell_holds_is_shown_as_text(administrator, tree):
    row = ["东镇", None, "<script>1</script>", "Village", None, None, None, "Yes"]
    page = Site(administrator).upload(Branch, HEADINGS, row).content.decode()
    assert "&lt;script&gt;1&lt;/script&gt;" in page
    assert "<script>1" not in page
