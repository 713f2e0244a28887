"""The same pages asked for as a dialog: another frame, and answers that close it, keep it open or lead elsewhere."""

import json

import pytest
from django.urls import reverse

from branches.models import FollowUpPlan, Problem, Rectification
from tests.branches.test_forms import page
from tests.factories import log, make_branch, make_campaign, make_measure, make_plan, make_problem

pytestmark = pytest.mark.django_db
HOME = "http://testserver/folders/1/"
DIALOG = {"HX-Request": "true", "HX-Target": "dialog", "HX-Current-URL": HOME}
PROBLEM = {"number": 1, "text": "班子不团结，内耗严重。", "found_on": "2026-03-01"}


@pytest.fixture
def signed_in(client, clerk):
    client.force_login(clerk)
    return client


def told(answer, event="written"):
    return json.loads(answer.headers["HX-Trigger"])[event]


def frame(answer):
    return [
        template.name for template in answer.templates if template.name in {"base.html", "forms/dialog.html"}
    ]


def test_a_form_comes_without_the_page_around_it(signed_in, folder):
    address = page("add", "problem", folder.pk)
    whole, part = signed_in.get(address), signed_in.get(address, headers=DIALOG)
    assert (frame(whole), frame(part)) == (["base.html"], ["forms/dialog.html"])
    body = part.content.decode()
    assert ("<html" in body, "site-header" in body) == (False, False)
    assert f'action="{address}" data-dialog' in body
    assert 'id="dialog_text"' in body
    assert 'id="id_text"' not in body


def test_another_part_of_a_page_is_no_dialog(signed_in, folder):
    other = {**DIALOG, "HX-Target": "rows"}
    assert frame(signed_in.get(page("add", "problem", folder.pk), headers=other)) == ["base.html"]


def test_what_is_written_closes_the_dialog_and_says_what_and_where(signed_in, folder):
    address = page("add", "problem", folder.pk)
    answer = signed_in.post(address, PROBLEM, headers=DIALOG)
    problem = Problem.objects.get()
    assert (answer.status_code, answer.content) == (204, b"")
    assert told(answer) == {"words": "已添加。", "form": address, "at": f"problem-{problem.pk}"}


def test_the_way_back_of_the_plain_page_does_not_matter_in_a_dialog(signed_in, folder):
    address = page("add", "problem", folder.pk)
    answer = signed_in.post(address, {**PROBLEM, "next": "/work/"}, headers=DIALOG)
    assert told(answer)["at"] == f"problem-{Problem.objects.get().pk}"


def test_an_error_comes_back_into_the_dialog(signed_in, folder):
    answer = signed_in.post(page("add", "problem", folder.pk), {**PROBLEM, "text": ""}, headers=DIALOG)
    assert (answer.status_code, frame(answer)) == (422, ["forms/dialog.html"])
    assert '<a href="#dialog_text">' in answer.content.decode()


def test_a_conflict_comes_back_into_the_dialog(signed_in, folder):
    problem = make_problem(folder)
    Problem.objects.update(version=2, responsible="他人填的")
    values = {**PROBLEM, "version": 1, "responsible": "我填的"}
    answer = signed_in.post(page("edit", "problem", problem.pk), values, headers=DIALOG)
    assert (answer.status_code, frame(answer)) == (409, ["forms/dialog.html"])
    assert 'data-side-of="dialog_responsible"' in answer.content.decode()


def test_a_plain_page_tells_the_browser_whose_draft_is_done_with(signed_in, folder):
    address = page("add", "problem", folder.pk)
    answer = signed_in.post(address, PROBLEM, follow=True)
    assert f'data-saved="{address}"' in answer.content.decode()


def test_a_new_folder_leads_on_to_its_page(signed_in, tree):
    campaign, branch = make_campaign(tree.county), make_branch(tree.township)
    address = reverse("branches:open_folder", args=[campaign.pk])
    values = {"branch": branch.pk, "determined_on": "2026-03-01"}
    answer = signed_in.post(address, values, headers=DIALOG)
    folder = Rectification.objects.get()
    assert answer.headers["HX-Redirect"] == reverse("branches:folder", args=[folder.pk])
    assert f'data-saved="{address}"' in signed_in.get(answer.headers["HX-Redirect"]).content.decode()


def test_a_refusal_says_why_and_is_no_error(signed_in, folder):
    keys = [make_plan(folder).pk for _ in range(2)]
    address = reverse("branches:reorder", args=[folder.pk, "plan"])
    answer = signed_in.post(address, {"seen": "1,999999", "order": "999999,1"}, headers=DIALOG)
    assert (answer.status_code, told(answer, "refused")["words"]) == (
        204,
        "顺序已被他人改动，现在显示的是最新顺序。",
    )
    assert list(FollowUpPlan.objects.values_list("pk", flat=True)) == keys


def test_who_is_signed_out_meanwhile_goes_to_sign_in_and_back_to_the_page(client, folder):
    for ask in (client.get, client.post):
        answer = ask(page("add", "problem", folder.pk), headers=DIALOG)
        assert answer.status_code == 200
        assert answer.headers["HX-Redirect"] == "/sign-in/?next=/folders/1/"


def test_an_address_of_elsewhere_is_no_way_back(client, folder):
    elsewhere = {**DIALOG, "HX-Current-URL": "https://evil.example/x/"}
    answer = client.get(page("add", "problem", folder.pk), headers=elsewhere)
    assert answer.headers["HX-Redirect"] == "/sign-in/?next=/start/"


def test_a_next_step_becomes_a_measure_and_its_form_opens(signed_in, folder):
    plan = make_plan(folder, title="抓好建章立制")
    address = reverse("branches:become_measure", args=[plan.pk])
    answer = signed_in.post(address, headers=DIALOG, follow=True)
    assert (answer.status_code, frame(answer)) == (200, ["forms/dialog.html"])
    assert answer.context["form"]["title"].value() == "抓好建章立制"
    assert "已转为措施" in answer.content.decode()


class TestChoosingAMeasure:
    def test_the_unfinished_come_first_and_each_leads_to_its_form(self, signed_in, folder):
        done, open_ = make_measure(folder, title="已办完"), make_measure(folder, title="正在办")
        log(done, percent=100)
        address = reverse("branches:choose_measure", args=[folder.pk])
        answer = signed_in.get(address)
        assert [measure.pk for measure in answer.context["measures"]] == [open_.pk, done.pk]
        link = f'href="{reverse("branches:log_progress", args=[open_.pk])}"'
        assert f"{link}>" in answer.content.decode()
        assert f"{link} data-dialog>" in signed_in.get(address, headers=DIALOG).content.decode()

    def test_without_a_measure_it_says_what_to_do(self, signed_in, folder):
        body = signed_in.get(reverse("branches:choose_measure", args=[folder.pk])).content.decode()
        assert page("add", "measure", folder.pk) in body

    def test_a_frozen_folder_takes_nothing(self, signed_in, folder):
        Rectification.objects.update(stage="acceptance")
        address = reverse("branches:choose_measure", args=[folder.pk])
        assert signed_in.get(address).status_code == 403


def test_a_step_that_waits_says_for_what_and_has_no_button(client, folder, reviewer):
    problem = make_problem(folder)
    log(make_measure(folder, [problem]), percent=50)
    client.force_login(reviewer)
    answer = client.get(reverse("branches:problem_step", args=[problem.pk, "submit"]), headers=DIALOG)
    assert answer.context["missing"] == ["有1项措施未完成。", "有1项措施未填写成效。"]
    body = answer.content.decode()
    assert [sentence in body for sentence in answer.context["missing"]] == [True, True]
    assert "<form" not in body
