"""The forms of a folder's cover, of a branch, and of the steps."""

import datetime as dt

import pytest
from django.urls import reverse

from branches.models import Branch, Rectification
from branches.services import measures
from tests.factories import log, make_branch, make_campaign, make_measure, make_problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, clerk):
    client.force_login(clerk)
    return client


def home_of(folder, anchor=""):
    return reverse("branches:folder", args=[folder.pk]) + anchor


def sent(form):
    """What a browser sends back if nothing is touched."""
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False, [])}


def test_a_folder_is_opened_from_its_form(signed_in, tree):
    campaign, branch = make_campaign(tree.county), make_branch(tree.township)
    address = reverse("branches:open_folder", args=[campaign.pk])
    criteria = [criterion.pk for criterion in campaign.criteria.all()[:2]]
    values = {"branch": branch.pk, "determined_on": "2026-03-01", "deadline": "年底前", "criteria": criteria}
    answer = signed_in.post(address, values)
    folder = Rectification.objects.get()
    assert answer.headers["Location"] == home_of(folder)
    assert (folder.branch, folder.due_on, folder.criteria.count()) == (branch, dt.date(2026, 12, 31), 2)


def test_only_branches_without_a_folder_are_offered(signed_in, tree, folder):
    free, _closed = make_branch(tree.township), make_branch(tree.township, is_active=False)
    make_branch(tree.other_township)
    form = signed_in.get(reverse("branches:open_folder", args=[folder.campaign_id])).context["form"]
    assert list(form.fields["branch"].queryset) == [free]


def test_the_cover_of_a_folder_is_edited(signed_in, folder):
    address = reverse("branches:edit_folder", args=[folder.pk])
    values = sent(signed_in.get(address).context["form"])
    assert signed_in.post(address, {**values, "goal": "配强班子"}).status_code == 302
    wrong = signed_in.post(address, {**values, "version": 2, "planned_on": "2026-01-01"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["planned_on"])
    assert Rectification.objects.get().goal == "配强班子"


def test_a_branch_is_added_and_edited(signed_in, tree):
    values = {"township": tree.township.pk, "name": "一村党支部", "kind": "village"}
    answer = signed_in.post(reverse("branches:add_branch"), values)
    branch = Branch.objects.get()
    assert answer.headers["Location"] == reverse("branches:branch", args=[branch.pk])
    twice = signed_in.post(reverse("branches:add_branch"), values)
    assert (twice.status_code, list(twice.context["form"].errors)) == (422, ["name"])
    address = reverse("branches:edit_branch", args=[branch.pk])
    form = sent(signed_in.get(address).context["form"])
    assert signed_in.post(address, {**form, "secretary": "甲"}).status_code == 302
    assert Branch.objects.get().secretary == "甲"


def test_a_township_elsewhere_is_not_offered(signed_in, tree):
    form = signed_in.get(reverse("branches:add_branch")).context["form"]
    assert list(form.fields["township"].queryset) == [tree.township]
    values = {"township": tree.other_township.pk, "name": "一村党支部", "kind": "village"}
    assert list(signed_in.post(reverse("branches:add_branch"), values).context["form"].errors) == ["township"]
    assert Branch.objects.count() == 0


class TestSteps:
    @pytest.fixture
    def problem(self, folder):
        problem = make_problem(folder)
        log(make_measure(folder, [problem]), percent=100)
        return problem

    def address(self, problem, step):
        return reverse("branches:problem_step", args=[problem.pk, step])

    def test_what_is_missing_is_said_and_nothing_happens(self, client, problem, reviewer):
        client.force_login(reviewer)
        asked = client.get(self.address(problem, "submit"))
        assert asked.context["missing"] == ["有1项措施未填写成效。"]
        assert client.post(self.address(problem, "submit")).status_code == 422
        problem.refresh_from_db()
        assert problem.status == "rectifying"

    def test_a_step_is_taken_and_leads_back(self, client, problem, clerk, reviewer, supervisor):
        measures.edit(measure=problem.measures.get(), by=clerk, outcome="成效。")
        client.force_login(reviewer)
        answer = client.post(self.address(problem, "submit"), {"comment": "请核验。"})
        assert answer.headers["Location"] == home_of(problem.rectification, f"#problem-{problem.pk}")
        assert problem.decisions.first().comment == "请核验。"
        client.force_login(supervisor)
        wordless = client.post(self.address(problem, "send_back"), {"comment": ""})
        assert (wordless.status_code, list(wordless.context["form"].errors)) == (422, ["comment"])
        assert client.post(self.address(problem, "send_back"), {"comment": "补充材料。"}).status_code == 302
        problem.refresh_from_db()
        assert problem.status == "rectifying"

    def test_an_unknown_step_is_not_there(self, client, problem, clerk):
        client.force_login(clerk)
        assert client.get(self.address(problem, "vanish")).status_code == 404

    def test_a_step_out_of_turn_says_so(self, client, problem, supervisor):
        client.force_login(supervisor)
        answer = client.get(self.address(problem, "sign_off"))
        assert answer.status_code == 403
        assert "当前不能办理此步骤" in answer.content.decode()

    @pytest.mark.parametrize("step", ["accept", "fail", "rebound"])
    def test_what_a_signature_leads_to_has_no_page_of_its_own(self, client, folder, supervisor, step):
        Rectification.objects.update(stage="acceptance")
        client.force_login(supervisor)
        assert client.get(reverse("branches:folder_step", args=[folder.pk, step])).status_code == 404
