"""People in and out of a workbook."""

import csv
import io
import tempfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from accounts.choices import Role
from accounts.exchange.widgets import Choice, Place, Text, Whole, YesNo
from accounts.models import AuditEntry, User
from accounts.resources import UserResource
from tests.admin_site import CSV, XLSX, Site, messages, row_errors
from tests.factories import make_user

pytestmark = pytest.mark.django_db

HEADINGS = [
    "Username",
    "Full name",
    "Post",
    "E-mail",
    "Organisation",
    "Parent organisation",
    "Role",
    "Active",
]
GOOD = ["zhang", "张三", "组织委员", None, "东镇", "甲县", "Staff", "Yes"]


def test_people_are_let_in_without_a_password(tree, administrator):
    site = Site(administrator)
    preview = site.upload(User, HEADINGS, GOOD, ["li", "李四", None, None, "甲县", None, "Supervisor", None])
    assert User.objects.filter(username__in=["zhang", "li"]).count() == 0
    answer = site.confirm(User, preview)
    assert messages(answer) == ["Import finished: 2 new, 0 updated, 0 deleted and 0 skipped users."]
    first, second = User.objects.get(username="zhang"), User.objects.get(username="li")
    assert (first.name, first.organisation, first.role, first.is_active) == (
        "张三",
        tree.township,
        "staff",
        True,
    )
    assert (second.organisation, second.role, second.is_active) == (tree.county, "supervisor", True)
    assert [one.has_usable_password() for one in (first, second)] == [False, False]
    assert [one.is_superuser for one in (first, second)] == [False, False]
    assert AuditEntry.objects.get(object_repr="张三").actor == administrator


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("Organisation", "北乡", ["“北乡” is not in your organisation."]),
        ("Organisation", None, ["Name the organisation."]),
        ("Role", "King", ["“King” is not one of: Staff, Reviewer, Supervisor, Auditor, Administrator."]),
        ("Role", None, ["“” is not one of: Staff, Reviewer, Supervisor, Auditor, Administrator."]),
        ("Role", "Supervisor", ["A Supervisor cannot belong to a Township."]),
        ("Full name", None, ["This field cannot be blank."]),
        ("Active", "perhaps", ["“perhaps” is not one of: Yes, No, 1, 0."]),
    ],
)
def test_one_bad_row_names_itself_and_nothing_is_written(tree, administrator, column, value, said):
    site = Site(administrator)
    bad = dict(zip(HEADINGS, GOOD, strict=True)) | {
        "Username": "wang",
        "Parent organisation": None,
        column: value,
    }
    answer = site.upload(User, HEADINGS, GOOD, list(bad.values()))
    assert row_errors(answer) == {2: said}
    assert "confirm_form" not in answer.context
    assert not User.objects.filter(username__in=["zhang", "wang"]).exists()


def test_rows_that_no_longer_fit_when_confirmed_are_not_written(tree, administrator):
    site = Site(administrator)
    preview = site.upload(User, HEADINGS, GOOD, ["li", *GOOD[1:]])
    make_user("staff", tree.foreign_township, "li")
    answer = site.confirm(User, preview)
    assert messages(answer) == ["Nothing was imported: rows no longer fit. Upload the file again."]
    assert not User.objects.filter(username="zhang").exists()


def test_the_username_of_somebody_elsewhere_is_taken(tree, administrator):
    make_user("staff", tree.foreign_township, "zhang")
    found = row_errors(Site(administrator).upload(User, HEADINGS, GOOD))
    assert found == {1: ["This username is taken."]}


def test_nobody_raises_himself_by_a_row(administrator):
    row = [administrator.username, "新名", None, None, "甲县", "某市", "Auditor", "Yes"]
    found = row_errors(Site(administrator).upload(User, HEADINGS, row))
    assert found == {1: ["Nobody changes his own role, organisation or access."]}


def test_columns_of_rights_that_are_not_offered_are_ignored(administrator):
    site = Site(administrator)
    site.confirm(User, site.upload(User, [*HEADINGS, "is_superuser", "password"], [*GOOD, "1", "x"]))
    made = User.objects.get(username="zhang")
    assert (made.is_superuser, made.has_usable_password()) == (False, False)


def test_a_missing_column_is_named_without_the_inside_of_the_program(administrator):
    answer = Site(administrator).upload(User, ["Full name"], ["张三"])
    assert answer.context["result"].has_errors()
    assert "Traceback" not in answer.content.decode()
    assert "Username" in answer.content.decode()


def test_what_is_unchanged_is_skipped_and_an_export_can_be_read_back(tree, administrator, clerk):
    site = Site(administrator)
    headings, *rows = site.export(User)
    assert headings == HEADINGS
    assert [row[0] for row in rows] == [administrator.username, clerk.username]
    clerk.post = "宣传委员"
    clerk.save()
    answer = site.confirm(User, site.upload(User, headings, *rows))
    assert messages(answer) == ["Import finished: 0 new, 1 updated, 0 deleted and 1 skipped users."]
    clerk.refresh_from_db()
    assert clerk.post == ""
    assert clerk.has_usable_password()


def test_an_export_holds_the_rows_in_scope_and_no_secret(tree, administrator, clerk, operator):
    make_user("staff", tree.foreign_township)
    rows = Site(administrator).export(User)
    assert rows[1:] == [
        [administrator.username, administrator.name, None, None, "甲县", "某市", "Administrator", "Yes"],
        [clerk.username, clerk.name, None, None, "东镇", "甲县", "Staff", "Yes"],
    ]
    of_province = Site(make_user("admin", tree.province)).export(User)
    assert operator.username not in [row[0] for row in of_province]
    assert [row[0] for row in Site(administrator).export(User, role__exact="staff")[1:]] == [clerk.username]


def test_an_export_as_text_opens_in_a_chinese_excel(administrator, clerk):
    site = Site(administrator)
    answer = site.client.post(site.address(User, "export"), {"format": CSV, "resource": "0"})
    assert answer.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [lines[0], lines[2][0]] == [HEADINGS, clerk.username]


def test_headings_are_the_words_on_screen_and_read_in_either_language(administrator, clerk):
    site = Site(administrator)
    english = site.export(User)[0]
    del site.client.cookies["django_language"]
    chinese = site.export(User)[0]
    assert [english[0], chinese[0]] == ["Username", "用户名"]
    site.confirm(User, site.upload(User, english, GOOD))
    assert User.objects.filter(username="zhang").exists()


def test_who_may_not_let_people_in_may_not_import(auditor, clerk):
    assert [Site(one).status(User, "import") for one in (auditor, clerk)] == [403, 302]
    assert Site(auditor).status(User, "export") == 403


def test_an_upload_is_kept_until_it_is_confirmed_and_a_refused_one_not_at_all(
    administrator, tmp_path, monkeypatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    site = Site(administrator)
    site.upload(User, HEADINGS, ["zhang", *[None] * 7])
    assert list(tmp_path.iterdir()) == []
    preview = site.upload(User, HEADINGS, GOOD)
    assert len(list(tmp_path.iterdir())) == 1
    site.confirm(User, preview)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_workbook_is_refused_on_the_form(administrator):
    site = Site(administrator)
    values = {"format": XLSX, "resource": "0", "import_file": SimpleUploadedFile("rows.xlsx", b"no workbook")}
    answer = site.client.post(site.address(User, "import"), values)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["import_file"])


def test_an_export_takes_the_same_queries_for_two_and_twenty(tree, administrator, django_assert_num_queries):
    def queries():
        resource = UserResource(by=administrator)
        with django_assert_num_queries(1):
            return len(resource.export(resource.get_queryset()))

    make_user("staff", tree.township)
    assert queries() == 2
    for number in range(18):
        make_user("staff", tree.township, f"p{number}")
    assert queries() == 20


# --- how a cell reads and is read -----------------------------------------------------------------------------


def test_a_formula_leaves_as_text_and_comes_back_as_it_was():
    text = Text()
    assert [text.render(value) for value in ("=1+1", "-1", "@a", "+b", "张三", None)] == [
        "'=1+1", "'-1", "'@a", "'+b", "张三", "",
    ]  # fmt: skip
    assert [text.clean(value) for value in ("'=1+1", " 张三 ", None, 12)] == ["=1+1", "张三", "", "12"]


def test_a_formula_is_no_formula_in_the_workbook(administrator, clerk):
    clerk.name = "=1+1"
    clerk.save()
    site = Site(administrator)
    answer = site.client.post(site.address(User, "export"), {"format": "0", "resource": "0"})
    cell = load_workbook(io.BytesIO(answer.content)).active["B3"]
    assert (cell.value, cell.data_type) == ("'=1+1", "s")


@pytest.mark.parametrize(
    ("cell", "value"), [(12, 12), (12.0, 12), ("12", 12), ("", None), (None, None), (0, 0)]
)
def test_a_whole_number_is_read(cell, value):
    assert Whole().clean(cell) == value


@pytest.mark.parametrize("cell", ["twelve", 1.5, "1,5", "nan", "inf"])
def test_no_whole_number_is_refused(cell):
    with pytest.raises(ValueError, match=str(cell)):
        Whole().clean(cell)


@pytest.mark.parametrize("cell", ["Staff", "staff", " Staff "])
def test_a_choice_is_read_by_label_or_value(cell):
    assert Choice(Role.choices).clean(cell) == "staff"


@pytest.mark.parametrize(
    ("cell", "value"), [("是", True), ("No", False), (True, True), (0, False), ("1", True)]
)
def test_yes_and_no_are_read(cell, value):
    assert YesNo().clean(cell) is value


def test_a_name_borne_twice_wants_the_parent_too(tree):
    place = Place("Parent")
    tree.foreign_township.name = "东镇"
    place.places = [tree.township, tree.foreign_township]
    assert place.clean("东镇", {"Parent": "乙县"}) == tree.foreign_township
    with pytest.raises(ValueError, match="东镇"):
        place.clean("东镇", {})


def test_blank_rows_are_passed_over(administrator):
    site = Site(administrator)
    blank = [None] * len(HEADINGS)
    site.confirm(User, site.upload(User, HEADINGS, blank, GOOD, blank))
    assert User.objects.get(username="zhang").name == "张三"
