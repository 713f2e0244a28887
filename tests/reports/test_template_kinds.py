"""Templates of plan and summary: their own words and fields, a preview, and drafts that go over to them."""

import pytest
from django.urls import reverse

from reports.models import ReportTemplate
from reports.models.templates import WORDS, built_in, words_told
from reports.selectors.editor import editor
from reports.services import paragraphs, templates
from reports.services.paragraphs import Step
from tests.factories import make_cause, make_folder, make_measure, make_problem, make_report, make_summary

pytestmark = pytest.mark.django_db
KINDS = ("plan", "county_summary")


@pytest.fixture
def folder(tree):
    found = make_folder(township=tree.township)
    problem = make_problem(found, criterion=found.campaign.criteria.first())
    make_cause(found, [problem])
    make_measure(found, [problem])
    return found


def begin(folder, kind):
    return make_report(folder, kind="plan") if kind == "plan" else make_summary(folder.campaign)


def page_of(kind):
    return reverse("reports:edit_template", args=[kind])


def filled(client, kind, **words):
    form = client.get(page_of(kind)).context["form"]
    return {name: form[name].value() or "" for name in form.fields} | words


@pytest.mark.parametrize("kind", KINDS)
class TestPage:
    def test_only_what_is_printed_is_asked_for(self, client, supervisor, kind):
        client.force_login(supervisor)
        names = set(client.get(page_of(kind)).context["form"].fields) - {"version"}
        assert names == set(words_told(kind)) < set(WORDS)

    def test_a_preview_shows_the_words_with_invented_data(self, client, supervisor, kind):
        client.force_login(supervisor)
        answer = client.post(page_of(kind), filled(client, kind, closing="{批次}到此为止。", preview="1"))
        paper = answer.context["paper"]
        assert (answer.status_code, "2026年软弱涣散党组织整顿到此为止。" in paper, "{" in paper) == (
            200,
            True,
            False,
        )
        assert ReportTemplate.objects.count() == 0

    def test_a_field_of_another_kind_is_refused_beside_its_words(self, client, supervisor, kind):
        client.force_login(supervisor)
        foreign = "{机构}" if kind == "plan" else "{党组织}"
        answer = client.post(page_of(kind), filled(client, kind, closing=foreign))
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["closing"])

    def test_what_is_published_words_the_next_and_is_offered_to_drafts(
        self, client, supervisor, folder, kind
    ):
        draft = begin(folder, kind)
        client.force_login(supervisor)
        words = {"heading_measures": "怎么做", "opening": "按{批次}要求行事。"}
        assert client.post(page_of(kind), filled(client, kind, **words)).status_code == 302
        template = ReportTemplate.objects.get()
        assert (template.kind, template.heading_plans) == (kind, built_in(kind).heading_plans)
        assert editor(draft).newer_template == template
        paragraphs.save(report=draft, by=draft.created_by, step=Step("template"))
        paragraphs.save(report=draft, by=draft.created_by, step=Step("update"))
        texts = set(draft.paragraphs.values_list("text", flat=True))
        assert {"怎么做", "按2026年整顿要求行事。"} <= texts

    def test_nothing_changed_is_no_version(self, client, supervisor, kind):
        client.force_login(supervisor)
        assert client.post(page_of(kind), filled(client, kind, closing="完。")).status_code == 302
        assert client.post(page_of(kind), filled(client, kind)).status_code == 422
        assert ReportTemplate.objects.count() == 1


def test_the_list_tells_of_every_kind_in_force(client, tree, supervisor):
    templates.publish(kind="plan", organisation=tree.county, by=supervisor, closing="完。")
    client.force_login(supervisor)
    kinds = client.get(reverse("reports:template_list")).context["kinds"]
    assert [(kind.kind, kind.count, kind.template.number) for kind in kinds] == [
        ("work_report", 0, 0), ("red_head", 0, 0), ("plan", 1, 1), ("county_summary", 0, 0),
    ]  # fmt: skip
