"""Case content on the admin site: an auditor reads it, an administrator does not see it, nobody writes it."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from branches.models import (
    Acceptance,
    Cause,
    Comment,
    Decision,
    Evidence,
    FollowUpPlan,
    LookBack,
    Measure,
    NoticeReply,
    Problem,
    ProgressEntry,
    Rectification,
    SupervisionNotice,
    TaskForceMember,
)
from branches.services import task_force
from tests.admin_site import Site
from tests.factories import (
    accept,
    apply,
    comment,
    keep,
    log,
    make_campaign,
    make_cause,
    make_folder,
    make_measure,
    make_notice,
    make_plan,
    make_problem,
    make_tree,
    make_user,
    reply,
)

pytestmark = pytest.mark.django_db

MODELS = [
    Rectification,
    Problem,
    Cause,
    Measure,
    ProgressEntry,
    FollowUpPlan,
    TaskForceMember,
    Decision,
    Evidence,
    SupervisionNotice,
    NoticeReply,
    Acceptance,
    LookBack,
    Comment,
]
ALL = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


def make_case(township):
    """A folder with one of everything."""
    folder = make_folder(township=township)
    problem = make_problem(folder)
    make_cause(folder, [problem])
    keep(log(make_measure(folder, [problem])))
    make_plan(folder)
    comment(problem=problem)
    clerk = make_user("staff", township)
    task_force.add(rectification=folder, by=clerk, kind="county_leader", name="某县领导")
    Decision.objects.create(
        rectification=folder, problem=problem, step="start", from_state="open", to_state="rectifying",
        by=clerk, decided_on=folder.determined_on,
    )  # fmt: skip
    reply(make_notice(folder))
    accept(apply(make_folder(township=township)))
    return folder


@pytest.fixture(scope="module")
def laid(made_once):
    with made_once():
        tree = make_tree()
        return tree, make_case(tree.township), make_case(tree.foreign_township)


@pytest.fixture
def tree(laid, db):
    return laid[0]


@pytest.fixture
def case(laid, db):
    return laid[1]


@pytest.fixture
def foreign(laid, db):
    return laid[2]


@ALL
def test_an_auditor_reads_what_lies_in_scope(case, foreign, auditor, model):
    site = Site(auditor)
    listed = site.open(model).context["cl"].result_list
    mine = model.objects.visible_to(auditor)
    assert sorted(row.pk for row in listed) == sorted(row.pk for row in mine)
    assert 0 < len(listed) < model.objects.count()
    assert site.status(model, "change", listed[0].pk) == 200
    outside = model.objects.exclude(pk__in=[row.pk for row in listed]).first()
    assert site.status(model, "change", outside.pk) == 302


@ALL
def test_nobody_writes_it_here(case, auditor, model):
    site = Site(auditor)
    row = model.objects.visible_to(auditor).first()
    assert site.status(model, "add") == 403
    assert site.delete(row).status_code == 403
    assert site.client.post(site.address(model, "change", row.pk), {"title": "x"}).status_code == 403


@ALL
def test_an_administrator_does_not_see_it(case, administrator, operator, model):
    row = model.objects.first()
    for user in (administrator, operator):
        site = Site(user)
        assert [site.status(model), site.status(model, "change", row.pk)] == [403, 403]


@ALL
def test_who_works_on_cases_uses_the_pages(case, model, clerk, reviewer, supervisor):
    assert [Site(one).status(model) for one in (clerk, reviewer, supervisor)] == [302, 302, 302]


def test_a_longer_list_takes_no_more_queries(tree, case, auditor):
    make_case(tree.township)
    site = Site(auditor)
    few = {model: site.queries(model) for model in MODELS}
    for _number in range(6):
        make_case(tree.other_township)
    assert min(site.open(model).context["cl"].result_count for model in MODELS) >= 8
    assert {model: site.queries(model) for model in MODELS} == few


def test_the_site_offers_each_role_its_own_screens(case, auditor, administrator):
    def offered(user):
        apps = Site(user).client.get(reverse("admin:index")).context["app_list"]
        return {model["object_name"] for app in apps for model in app["models"]} - {"Report"}

    register = {"Organisation", "Branch", "Campaign", "Criterion"}
    assert offered(administrator) == register | {"User", "LedgerTemplate"}
    assert offered(auditor) == register | {"AuditEntry"} | {model.__name__ for model in MODELS}


def test_filters_offer_the_scope_only(tree, case, foreign, auditor):
    site = Site(auditor)
    assert site.choices(Problem)["township"] == ["东镇", "西镇"]
    assert "campaign" not in site.choices(Problem)
    make_campaign(tree.city)
    assert site.choices(Problem)["campaign"] == ["2026年整顿", "2026年整顿"]
    assert site.rows(Problem, rectification__campaign__id__exact=foreign.campaign_id) == []


def test_a_decision_is_shown_by_what_its_button_is_called(case, auditor):
    site = Site(auditor)
    decision = Decision.objects.first()
    page = site.open(Decision).content.decode()
    with override("en"):
        assert f'<td class="field-step_label">{decision.step_label}</td>' in page
