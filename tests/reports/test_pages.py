"""The pages of the report app."""

import io

import docx
import pytest
from django.urls import reverse
from pypdf import PdfReader

from reports.models import Report
from reports.renderers import CONTENT_TYPES
from reports.services import drafts
from tests.factories import make_folder, make_problem, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(tree, clerk):
    folder = make_folder(township=tree.township)
    make_problem(folder, text="班子不团结。")
    return drafts.start(rectification=folder, by=clerk)


def page(client, name, pk):
    return client.get(reverse(f"reports:{name}", args=[pk]))


def test_pressing_the_button_leads_to_the_page(client, tree, clerk):
    folder = make_folder(township=tree.township)
    make_problem(folder, text="班子不团结，内耗严重。")
    client.force_login(clerk)
    answer = client.post(reverse("reports:draft", args=[folder.pk]), follow=True)
    report = Report.objects.get()
    assert answer.redirect_chain == [(reverse("reports:report", args=[report.pk]), 302)]
    assert [entry.text for entry in answer.context["editor"].entries][-1] == "班子不团结，内耗严重。"
    assert answer.context["can_edit"] is True


def test_a_look_does_not_start_a_report(client, report, clerk):
    client.force_login(clerk)
    assert page(client, "draft", report.rectification_id).status_code == 405


def test_without_a_problem_the_page_says_what_is_missing(client, tree, clerk):
    folder = make_folder(township=tree.township)
    client.force_login(clerk)
    answer = client.post(reverse("reports:draft", args=[folder.pk]))
    assert answer.status_code == 422
    assert answer.templates[0].name == "reports/missing.html"
    assert len(answer.context["missing"]) == 1
    assert Report.objects.count() == 0


def test_the_pdf_is_downloaded_under_its_title(client, report, clerk):
    client.force_login(clerk)
    answer = page(client, "report_pdf", report.pk)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert PdfReader(io.BytesIO(answer.content)).metadata.title == report.title


def test_the_word_file_is_downloaded_under_its_title(client, report, clerk):
    client.force_login(clerk)
    answer = page(client, "report_docx", report.pk)
    assert answer.headers["Content-Type"] == CONTENT_TYPES["docx"]
    assert answer.headers["Content-Disposition"].endswith(".docx")
    assert docx.Document(io.BytesIO(answer.content)).core_properties.title == report.title


def test_the_frame_is_edited_on_a_page_of_its_own(client, report, clerk):
    client.force_login(clerk)
    address = reverse("reports:edit_report", args=[report.pk])
    form = client.get(address).context["form"]
    assert list(form.fields) == ["title", "addressee", "signatory", "signed_on", "version"]
    values = {**{name: form[name].value() or "" for name in form.fields}, "addressee": "县委组织部："}
    assert client.post(address, values).status_code == 302
    report.refresh_from_db()
    assert (report.addressee, report.version) == ("县委组织部：", 2)


def test_a_red_head_report_has_a_red_head_to_fill_in(client, report, clerk):
    red = drafts.start(rectification=report.rectification, by=clerk, kind="red_head")
    client.force_login(clerk)
    form = page(client, "edit_report", red.pk).context["form"]
    assert {"mark", "document_number", "signer", "copies_to"} <= set(form.fields)


def test_another_report_is_begun_for_a_kind_a_style_and_a_period(client, report, clerk):
    client.force_login(clerk)
    address = reverse("reports:new_report", args=[report.rectification_id])
    form = client.get(address).context["form"]
    assert form.fields["period"].choices[0] == ("", "整顿以来")
    assert "2026Q1" in dict(form.fields["period"].choices)
    answer = client.post(address, {"kind": "red_head", "style": "table", "period": "2026Q1"})
    begun = Report.objects.exclude(pk=report.pk).get()
    assert answer.headers["Location"] == reverse("reports:report", args=[begun.pk])
    assert (begun.kind, begun.style, begun.period) == ("red_head", "table", "2026Q1")
    same = client.post(address, {"kind": "work_report", "style": "prose", "period": ""})
    assert same.headers["Location"] == reverse("reports:report", args=[report.pk])
    faulty = client.post(address, {"kind": "plan", "style": "prose", "period": "1999M01"})
    assert (faulty.status_code, list(faulty.context["form"].errors)) == (422, ["kind", "period"])


def test_a_faulty_form_keeps_what_was_typed(client, report, clerk):
    client.force_login(clerk)
    answer = client.post(
        reverse("reports:edit_report", args=[report.pk]), {"title": "", "addressee": "县委："}
    )
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["title", "signatory", "signed_on"]
    assert answer.context["form"]["addressee"].value() == "县委："
    report.refresh_from_db()
    assert report.version == 1


def test_the_slower_of_two_editors_sees_both_versions(client, report, clerk, reviewer):
    client.force_login(clerk)
    address = reverse("reports:edit_report", args=[report.pk])
    form = client.get(address).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    drafts.edit(report=report, by=reviewer, title="先到")
    answer = client.post(address, {**values, "title": "后到"})
    assert answer.status_code == 409
    assert [(one.yours, one.theirs) for one in answer.context["differences"]] == [("后到", "先到")]
    assert client.post(address, {**values, "title": "后到", "version": 2}).status_code == 302


@pytest.mark.parametrize("name", ["report", "report_pdf", "report_docx", "edit_report"])
def test_reports_of_another_township_are_not_there(client, tree, report, clerk, name):
    client.force_login(clerk)
    assert page(client, name, report.pk).status_code == 200
    client.force_login(make_user("staff", tree.other_township))
    assert page(client, name, report.pk).status_code == 404


def test_the_list_holds_the_reports_in_scope(client, tree, report, clerk, supervisor):
    for user, expected in [
        (clerk, [report]),
        (supervisor, [report]),
        (make_user("staff", tree.other_township), []),
    ]:
        client.force_login(user)
        assert list(client.get(reverse("reports:report_list")).context["page"]) == expected


@pytest.mark.parametrize("number", [2, 20])
def test_the_list_costs_the_same_for_many(client, tree, clerk, number, django_assert_num_queries):
    for _ in range(number):
        folder = make_folder(township=tree.township)
        make_problem(folder, text="问题。")
        drafts.start(rectification=folder, by=clerk)
    client.force_login(clerk)
    with django_assert_num_queries(8):
        assert len(client.get(reverse("reports:report_list")).context["page"]) == number
