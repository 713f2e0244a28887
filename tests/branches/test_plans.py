"""A next step becomes a measure, and keeps the link."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from branches.models import FollowUpPlan, Measure, Rectification
from branches.services import measures, plans
from reports.selectors.compose import compose
from reports.services import drafts
from tests.factories import log, make_plan, make_problem, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(folder):
    return make_plan(folder, title="抓好建章立制", text="修订议事规则。")


def test_it_takes_title_and_text_along(folder, plan, clerk):
    measure = plans.become_measure(plan=plan, by=clerk)
    assert (measure.title, measure.description, measure.starts_on) == (
        "抓好建章立制",
        "修订议事规则。",
        timezone.localdate(),
    )
    assert (measure.rectification, measure.plan) == (folder, plan)
    folder.refresh_from_db()
    assert folder.measure_count == 1


def test_pressed_twice_it_is_one_measure(plan, clerk):
    first = plans.become_measure(plan=plan, by=clerk)
    assert plans.become_measure(plan=plan, by=clerk) == first
    assert Measure.objects.count() == 1


def test_the_plan_outlives_its_measure(plan, clerk):
    measures.remove(measure=plans.become_measure(plan=plan, by=clerk), by=clerk)
    plan.refresh_from_db()
    assert plan.measure is None


def test_only_those_who_edit_the_folder_may(tree, plan, reviewer, supervisor):
    for user in (reviewer, supervisor, make_user("staff", tree.other_township)):
        with pytest.raises(PermissionDenied):
            plans.become_measure(plan=plan, by=user)
    assert Measure.objects.count() == 0


def test_not_in_a_frozen_folder(plan, clerk):
    Rectification.objects.update(stage="acceptance")
    with pytest.raises(PermissionDenied):
        plans.become_measure(plan=plan, by=clerk)


def test_one_press_leads_to_the_form_of_the_measure(client, plan, clerk):
    client.force_login(clerk)
    address = reverse("branches:become_measure", args=[plan.pk])
    assert client.get(address).status_code == 405
    answer = client.post(address)
    measure = Measure.objects.get()
    assert answer.headers["Location"] == reverse("branches:edit_measure", args=[measure.pk])


def test_from_outside_there_is_nothing(client, tree, plan):
    client.force_login(make_user("staff", tree.other_township))
    assert client.post(reverse("branches:become_measure", args=[plan.pk])).status_code == 404
    assert Measure.objects.count() == 0


def test_the_page_shows_the_link_instead_of_the_button(client, folder, plan, clerk):
    client.force_login(clerk)
    page = reverse("branches:folder", args=[folder.pk])
    press = reverse("branches:become_measure", args=[plan.pk])
    assert press in client.get(page).content.decode()
    measure = plans.become_measure(plan=plan, by=clerk)
    html = client.get(page).content.decode()
    assert press not in html
    assert f'<a class="became" href="#measure-{measure.pk}">' in html


def told(folder):
    """The headings of the report, and the leads under each."""
    sections = compose(drafts.blank(folder)).sections[1:]
    return {section.heading: [item.lead for item in section.items] for section in sections}


def test_the_report_tells_of_it_once(folder, plan, clerk):
    make_problem(folder)
    assert told(folder) == {"下一步工作打算": ["抓好建章立制。"]}
    measure = plans.become_measure(plan=plan, by=clerk)
    assert told(folder) == {"下一步工作打算": ["抓好建章立制。"]}
    log(measure, percent=20)
    assert told(folder) == {"问题整顿情况": ["抓好建章立制。"]}
    assert FollowUpPlan.objects.count() == 1
