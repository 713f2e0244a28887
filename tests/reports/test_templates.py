"""Templates: a county's words, version by version; drafts keep theirs until they go over."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.models import AuditEntry
from branches.exceptions import StaleVersion
from reports.models import ReportTemplate
from reports.models.templates import WORDS, built_in
from reports.services import drafts, paragraphs, templates
from reports.services.paragraphs import Step
from tests.factories import make_folder, make_problem, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tree):
    found = make_folder(township=tree.township)
    make_problem(found)
    return found


def publish(supervisor, base=None, **words):
    return templates.publish(
        kind="work_report", organisation=supervisor.organisation, by=supervisor, base=base,
        **{**built_in("work_report").words, **words},
    )  # fmt: skip


class TestPublishing:
    def test_versions_are_counted_and_never_changed(self, supervisor):
        first = publish(supervisor, base=0, closing="特此汇报。")
        second = publish(supervisor, base=first.version, closing="以上汇报，请审阅。")
        assert [(one.number, one.closing) for one in ReportTemplate.objects.order_by("number")] == [
            (1, "特此汇报。"),
            (2, "以上汇报，请审阅。"),
        ]
        entry = AuditEntry.objects.filter(content_type__model="reporttemplate").first()
        assert (entry.actor, entry.object_pk) == (supervisor, str(second.pk))

    def test_two_who_edit_the_same_version(self, supervisor):
        first = publish(supervisor, closing="先。")
        publish(supervisor, base=first.version, closing="先到。")
        with pytest.raises(StaleVersion):
            publish(supervisor, base=first.version, closing="后到。")
        assert ReportTemplate.objects.count() == 2

    def test_nothing_changed_is_no_version(self, supervisor):
        publish(supervisor, closing="特此汇报。")
        with pytest.raises(ValidationError):
            publish(supervisor, closing="特此汇报。")

    @pytest.mark.parametrize("name", WORDS)
    def test_an_unknown_field_is_named_beside_its_words(self, supervisor, name):
        with pytest.raises(ValidationError) as caught:
            publish(supervisor, **{name: "{问题数量}"})
        assert list(caught.value.error_dict) == [name]
        assert "{问题数}" in caught.value.messages[0]
        assert ReportTemplate.objects.count() == 0

    @pytest.mark.parametrize("role", ["staff", "reviewer", "auditor", "admin"])
    def test_only_the_county_writes_templates(self, tree, role):
        place = tree.township if role in {"staff", "reviewer"} else tree.county
        with pytest.raises(PermissionDenied):
            publish(make_user(role, place))

    def test_not_for_another_county(self, tree, supervisor):
        with pytest.raises(PermissionDenied):
            templates.publish(
                kind="work_report", organisation=tree.other_county, by=supervisor,
                **built_in("work_report").words,
            )  # fmt: skip


class TestUse:
    def test_the_built_in_words_hold_until_a_county_has_its_own(self, folder, clerk, supervisor):
        before = drafts.start(rectification=folder, by=clerk)
        published = publish(supervisor, title="{乡镇}{党组织}情况", closing="特此汇报。")
        after = drafts.start(rectification=folder, by=clerk, period="2026Q1")
        assert (before.template, after.template) == (None, published)
        assert after.title == f"东镇{folder.branch.name}情况"
        assert after.paragraphs.last().text == "特此汇报。"

    def test_the_nearest_and_newest_is_in_force(self, tree, folder):
        city, county = make_user("supervisor", tree.city), make_user("supervisor", tree.county)
        stranger = make_user("supervisor", tree.other_county)
        in_force = lambda: ReportTemplate.objects.in_force("work_report", folder.township).first()  # noqa: E731
        of_city = publish(city, closing="市。")
        publish(stranger, closing="别县。")
        assert in_force() == of_city
        publish(county, closing="县一。")
        second = publish(county, closing="县二。")
        publish(city, closing="市二。")
        assert in_force() == second

    def test_a_draft_keeps_its_words_until_it_goes_over(self, folder, clerk, supervisor):
        report = drafts.start(rectification=folder, by=clerk)
        publish(supervisor, closing="特此汇报。", heading_findings="主要问题")
        heading = report.paragraphs.get(source="heading:findings")
        assert heading.text == "存在突出问题"
        paragraphs.save(report=report, by=clerk, step=Step("template"))
        heading.refresh_from_db()
        assert heading.text == "存在突出问题"
        paragraphs.save(report=report, by=clerk, step=Step("update"))
        assert [one.text for one in report.paragraphs.all() if one.source in {"heading:findings", "closing.1"}] == [
            "主要问题",
            "特此汇报。",
        ]  # fmt: skip

    def test_counts_in_a_heading_change_with_the_data(self, folder, clerk, supervisor):
        publish(supervisor, heading_findings="存在问题（{问题数}个）")
        report = drafts.start(rectification=folder, by=clerk)
        make_problem(folder)
        heading = report.paragraphs.get(source="heading:findings")
        assert heading.text == "存在问题（1个）"
        paragraphs.save(report=report, by=clerk, step=Step("take", heading.pk))
        heading.refresh_from_db()
        assert heading.text == "存在问题（2个）"


class TestPages:
    @pytest.fixture
    def form(self, client, supervisor):
        client.force_login(supervisor)
        return {**built_in("work_report").words, "version": 0}

    def address(self):
        return reverse("reports:edit_template", args=["work_report"])

    def test_the_form_begins_with_the_words_in_force(self, client, form, supervisor):
        assert client.get(self.address()).context["form"]["title"].value() == form["title"]
        publish(supervisor, title="县的标题")
        assert client.get(self.address()).context["form"]["title"].value() == "县的标题"

    def test_a_preview_shows_what_was_typed_and_publishes_nothing(self, client, form):
        values = {**form, "title": "{乡镇}<b>{党组织}", "preview": "1"}
        answer = client.post(self.address(), values)
        assert answer.status_code == 200
        assert "澄禾镇&lt;b&gt;柳湾村党支部" in answer.context["paper"]
        assert ReportTemplate.objects.count() == 0

    def test_publishing_leads_to_the_list(self, client, form, supervisor):
        answer = client.post(self.address(), {**form, "closing": "特此汇报。"}, follow=True)
        assert answer.redirect_chain == [(reverse("reports:template_list"), 302)]
        assert [(kind.kind, kind.count) for kind in answer.context["kinds"]] == [
            ("work_report", 1),
            ("red_head", 0),
            ("plan", 0),
            ("county_summary", 0),
        ]
        assert ReportTemplate.objects.get().organisation == supervisor.organisation

    def test_an_unknown_field_stands_beside_its_words_and_what_was_typed_stays(self, client, form):
        answer = client.post(self.address(), {**form, "closing": "{天气}", "opening": "新的开头"})
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == ["closing"]
        assert answer.context["form"]["opening"].value() == "新的开头"

    def test_the_slower_of_two_editors_sees_both(self, client, form, supervisor):
        publish(supervisor, base=0, closing="先到。")
        answer = client.post(self.address(), {**form, "closing": "后到。"})
        assert answer.status_code == 409
        assert [(one.yours, one.theirs) for one in answer.context["differences"]] == [("后到。", "先到。")]
        current = answer.context["form"].data["version"]
        again = client.post(self.address(), {**form, "closing": "后到。", "version": current})
        assert (again.status_code, ReportTemplate.objects.count()) == (302, 2)

    def test_an_old_version_is_looked_at_and_taken_up_again(self, client, form, supervisor):
        old = publish(supervisor, closing="旧的。")
        publish(supervisor, closing="新的。")
        page = client.get(reverse("reports:template", args=[old.pk]))
        assert "旧的。" in page.context["paper"]
        again = client.get(page.context["edit_url"]).context["form"]
        assert again["closing"].value() == "旧的。"
        values = {name: again[name].value() or "" for name in again.fields}
        assert client.post(self.address(), values).status_code == 302
        assert [one.closing for one in ReportTemplate.objects.order_by("number")] == [
            "旧的。",
            "新的。",
            "旧的。",
        ]

    def test_a_kind_that_has_no_template_is_not_there(self, client, form):
        assert client.get(reverse("reports:edit_template", args=["song"])).status_code == 404

    def test_a_version_of_another_county_is_not_there(self, client, tree, form):
        foreign = publish(make_user("supervisor", tree.other_county), closing="别县。")
        assert client.get(reverse("reports:template", args=[foreign.pk])).status_code == 404
        assert client.get(f"{self.address()}?from={foreign.pk}").status_code == 404

    @pytest.mark.parametrize("number", [2, 20])
    def test_the_pages_cost_the_same_for_many(
        self, client, form, supervisor, number, django_assert_num_queries
    ):
        for version in range(number):
            publish(supervisor, closing=f"第{version}版。")
        for address, queries in ((self.address(), 6), (reverse("reports:template_list"), 5)):
            with django_assert_num_queries(queries):
                client.get(address)
