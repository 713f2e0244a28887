"""Where plans, summaries and all reports of a place are found, and what their pages answer."""

import pytest
from django.urls import reverse

from reports.models import Report
from tests.factories import (
    ISSUED,
    make_campaign,
    make_folder,
    make_problem,
    make_report,
    make_summary,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tree):
    found = make_folder(township=tree.township)
    make_problem(found)
    return found


def plan_of(folder):
    return reverse("reports:plan", args=[folder.pk])


def summaries_of(campaign):
    return reverse("reports:summaries", args=[campaign.pk])


def page_of(report):
    return reverse("reports:report", args=[report.pk])


class TestPlan:
    def test_before_there_is_one_it_is_begun_here(self, client, folder, clerk):
        client.force_login(clerk)
        page = client.get(plan_of(folder))
        assert (page.status_code, page.context["missing"], Report.objects.count()) == (200, [], 0)
        answer = client.post(plan_of(folder))
        report = Report.objects.get()
        assert (answer.headers["Location"], report.kind) == (page_of(report), "plan")
        assert client.post(plan_of(folder)).headers["Location"] == page_of(report)

    def test_from_then_on_it_leads_everybody_to_the_newest(self, client, folder, clerk, supervisor):
        make_report(folder, *ISSUED, kind="plan")
        newest = make_report(folder, kind="plan")
        make_report(folder)
        for user in (clerk, supervisor):
            client.force_login(user)
            assert client.get(plan_of(folder)).headers["Location"] == page_of(newest)

    def test_an_empty_folder_says_what_is_missing(self, client, tree, clerk):
        empty = make_folder(township=tree.township)
        client.force_login(clerk)
        for answer, status in ((client.get(plan_of(empty)), 200), (client.post(plan_of(empty)), 422)):
            assert (answer.status_code, len(answer.context["missing"])) == (status, 1)
        assert Report.objects.count() == 0

    def test_who_does_not_write_reports_is_told_who_does(self, client, folder, supervisor):
        client.force_login(supervisor)
        assert client.get(plan_of(folder)).context["can_write"] is False
        assert client.post(plan_of(folder)).status_code == 403

    def test_elsewhere_there_is_none(self, client, tree, folder):
        client.force_login(make_user("staff", tree.other_township))
        assert (client.get(plan_of(folder)).status_code, client.post(plan_of(folder)).status_code) == (
            404,
            404,
        )


class TestSummaries:
    def test_one_is_begun_for_a_period(self, client, folder, supervisor):
        client.force_login(supervisor)
        answer = client.post(summaries_of(folder.campaign), {"period": "2026Q1"})
        report = Report.objects.get()
        assert (answer.headers["Location"], report.period) == (page_of(report), "2026Q1")

    @pytest.mark.parametrize("period", ["2026Q9", "2031"])
    def test_a_period_that_is_none_is_refused_beside_its_field(self, client, folder, supervisor, period):
        client.force_login(supervisor)
        answer = client.post(summaries_of(folder.campaign), {"period": period})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["period"])

    def test_without_folders_it_says_so(self, client, tree, supervisor):
        client.force_login(supervisor)
        answer = client.post(summaries_of(make_campaign(tree.county)))
        assert (answer.status_code, len(answer.context["form"].non_field_errors())) == (422, 1)

    def test_everybody_reads_those_in_his_scope(self, client, tree, folder, clerk, supervisor, auditor):
        counties = make_summary(folder.campaign)
        make_summary(folder.campaign, place=tree.city)
        client.force_login(clerk)
        client.post(summaries_of(folder.campaign))
        own = Report.objects.get(organisation=tree.township)
        for user, expected, writes in (
            (clerk, [own], True), (supervisor, [own, counties], True), (auditor, [own, counties], False),
        ):  # fmt: skip
            client.force_login(user)
            context = client.get(summaries_of(folder.campaign)).context
            assert (list(context["page"]), context["can_write"]) == (expected, writes)
        assert client.post(summaries_of(folder.campaign)).status_code == 403

    def test_a_campaign_elsewhere_is_not_there(self, client, tree, folder):
        client.force_login(make_user("supervisor", tree.other_county))
        assert client.get(summaries_of(folder.campaign)).status_code == 404
        assert client.post(summaries_of(folder.campaign)).status_code == 404

    def test_another_organisation_reads_a_summary_and_has_nothing_to_press(self, client, tree, folder):
        report = make_summary(folder.campaign)
        client.force_login(make_user("supervisor", tree.city))
        context = client.get(page_of(report)).context
        assert (context["can_edit"], context["can_write"], context["offers"]) == (False, False, [])
        for name, *more in (("edit_report",), ("report_step", "submit"), ("word_back",)):
            assert client.get(reverse(f"reports:{name}", args=[report.pk, *more])).status_code == 403
        assert client.post(reverse("reports:save", args=[report.pk]), {}).status_code == 403

    @pytest.mark.parametrize("number", [2, 8])
    def test_the_pages_cost_the_same_for_many(
        self, client, tree, folder, supervisor, number, django_assert_num_queries
    ):
        for month in range(1, number + 1):
            make_summary(folder.campaign, period=f"2026M{month:02}")
            make_problem(make_folder(township=tree.other_township))
        client.force_login(supervisor)
        report = Report.objects.last()
        for address, queries in ((summaries_of(folder.campaign), 7), (page_of(report), 25)):
            client.get(address)
            with django_assert_num_queries(queries):
                client.get(address)


class TestLists:
    def test_the_list_is_narrowed_to_a_kind(self, client, folder, supervisor):
        found = {
            "work_report": make_report(folder), "plan": make_report(folder, kind="plan"),
            "county_summary": make_summary(folder.campaign),
        }  # fmt: skip
        client.force_login(supervisor)
        where = reverse("reports:report_list")
        assert set(client.get(where).context["page"]) == set(found.values())
        for kind, report in found.items():
            assert list(client.get(where, {"kind": kind}).context["page"]) == [report]

    def test_what_waits_in_a_county_are_its_own_summaries(self, client, tree, folder):
        make_report(folder, "submit", kind="plan")
        summary = make_summary(folder.campaign, "submit")
        for name, expected in ((None, []), (f"second-{tree.county.pk}", [summary])):
            client.force_login(make_user("supervisor", tree.county, name))
            piles = client.get(reverse("branches:my_work")).context["piles"]
            assert [row for pile in piles if pile.kind == "report" for row in pile.rows] == expected

    def test_all_reports_of_a_place_are_one_press_away(self, client, tree, folder, supervisor):
        mine = make_report(folder)
        make_report(make_folder(township=tree.township))
        client.force_login(supervisor)
        where = reverse("reports:report_list")
        pages = {
            reverse("branches:home"): f"{where}?campaign={folder.campaign_id}",
            reverse("branches:overview"): f"{where}?campaign={folder.campaign_id}",
            reverse("branches:branch", args=[folder.branch_id]): f"{where}?q=",
        }
        for page, address in pages.items():
            assert f'href="{address}' in client.get(page).content.decode()
        assert list(client.get(where, {"q": folder.branch.name}).context["page"]) == [mine]
