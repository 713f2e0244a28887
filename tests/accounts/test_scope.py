"""Who sees which rows: every scoped model, from every seat."""

import datetime as dt

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import AuditEntry, Organisation, ScopedQuerySet, User
from branches.models import (
    AcceptanceScheme,
    Branch,
    Campaign,
    Criterion,
    Decision,
    Problem,
    SchemeItem,
    SearchText,
)
from branches.models.scope import CaseQuerySet
from branches.services import decisions, snapshots, task_force
from reports.models import Report, ReportTemplate
from tests.factories import (
    accept,
    apply,
    comment,
    keep,
    log,
    make_cause,
    make_folder,
    make_measure,
    make_notice,
    make_plan,
    make_problem,
    make_report,
    make_template,
    make_tree,
    make_user,
    reply,
    writer,
)

pytestmark = pytest.mark.django_db

SCOPED = [model for model in apps.get_models() if isinstance(model._default_manager.all(), ScopedQuerySet)]
CASES = [model for model in SCOPED if isinstance(model._default_manager.all(), CaseQuerySet)]
# Not of one township each: who sees which of these is told below, or beside their pages.
SHARED = {Organisation, User, Campaign, Criterion, AuditEntry, AcceptanceScheme, SchemeItem, ReportTemplate}
OWN = [model for model in SCOPED if model not in SHARED]


def fill(township):
    """One of everything in a folder of ``township``."""
    folder = make_folder(township=township)
    by = writer(folder)
    problem = make_problem(folder)
    make_cause(folder, [problem])
    keep(log(make_measure(folder, [problem])))
    make_plan(folder)
    task_force.add(rectification=folder, by=by, kind="first_secretary", name="甲")
    make_report(folder, "submit")
    make_template(township.county)
    reply(make_notice(folder))
    accept(apply(make_folder(township=township)))
    supervisor = make_user("supervisor", township.county)
    comment(problem=problem, text=f"@{supervisor.username} 请看。")
    decisions.take_step(rectification=folder, step="confirm", by=supervisor)
    return folder


@pytest.fixture(scope="module")
def filled_once(made_once):
    with made_once():
        tree = make_tree()
        for township in (tree.township, tree.other_township, tree.foreign_township):
            fill(township)
        snapshots.take(timezone.localdate() - dt.timedelta(days=1))
    return tree


@pytest.fixture
def filled(filled_once, db):
    return filled_once


@pytest.fixture
def tree(filled):
    return filled


def home_of(row):
    """The township that a row belongs to."""
    if isinstance(row, SearchText):
        return Organisation.objects.get(pk=row.township_id)
    for path in ("township", "rectification", "comment", "notice", "report"):
        if hasattr(row, f"{path}_id"):
            found = getattr(row, path)
            return found if path == "township" else home_of(found)
    raise AssertionError(row)


SEATS = [
    ("staff", "township", {"东镇"}),
    ("reviewer", "township", {"东镇"}),
    ("supervisor", "county", {"东镇", "西镇"}),
    ("auditor", "county", {"东镇", "西镇"}),
    ("supervisor", "city", {"东镇", "西镇", "北乡"}),
    ("supervisor", "province", {"东镇", "西镇", "北乡"}),
]


def test_the_list_of_models_is_what_we_think():
    assert {model.__name__ for model in OWN} == {
        "Branch", "Rectification", "TaskForceMember", "Problem", "Cause", "Measure", "ProgressEntry", "FollowUpPlan",
        "Decision", "Report", "ReportDecision", "Evidence", "Comment", "CommentMention", "SupervisionNotice",
        "NoticeReply", "Acceptance", "LookBack", "Paragraph", "SearchText", "Snapshot", "TownshipCount",
    }  # fmt: skip
    assert {model.__name__ for model in CASES} == {model.__name__ for model in OWN} - {"Branch", "SearchText"}


@pytest.mark.parametrize(("role", "seat", "names"), SEATS)
def test_rows_of_the_own_tree_and_no_others(filled, role, seat, names):
    user = make_user(role, getattr(filled, seat))
    for model in OWN:
        assert {home_of(row).name for row in model.objects.all()} == {"东镇", "西镇", "北乡"}
        assert {home_of(row).name for row in model.objects.visible_to(user)} == names, model.__name__


def test_an_administrator_sees_branches_but_no_cases(filled, administrator):
    assert {branch.township.name for branch in Branch.objects.visible_to(administrator)} == {"东镇", "西镇"}
    assert {model.__name__ for model in CASES if model.objects.visible_to(administrator)} == set()


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_strangers_see_nothing(filled, model):
    assert model._default_manager.exists()
    assert list(model._default_manager.visible_to(AnonymousUser())) == []
    assert list(model._default_manager.visible_to(User(role="staff", organisation=None))) == []


def test_the_operator_has_no_boundary_but_a_role(filled, operator):
    assert Branch.objects.visible_to(operator).count() == 6
    assert Problem.objects.visible_to(operator).count() == 0


def test_organisations_and_people_below(filled):
    user = make_user("supervisor", filled.county)
    assert {one.name for one in Organisation.objects.visible_to(user)} == {"甲县", "东镇", "西镇"}
    assert {one.organisation.name for one in User.objects.visible_to(user)} == {"甲县", "东镇", "西镇"}


def test_a_township_sees_itself(filled, clerk):
    assert list(Organisation.objects.visible_to(clerk)) == [filled.township]
    assert set(User.objects.visible_to(clerk).values_list("organisation__name", flat=True)) == {"东镇"}


def test_campaigns_are_seen_from_above_and_below(filled, clerk):
    own, foreign = (
        Campaign.objects.get(organisation=filled.county),
        Campaign.objects.get(organisation=filled.other_county),
    )
    assert list(Campaign.objects.visible_to(clerk)) == [own]
    assert set(Campaign.objects.visible_to(make_user("supervisor", filled.city))) == {own, foreign}
    assert set(Criterion.objects.visible_to(clerk).values_list("campaign", flat=True)) == {own.pk}


def test_campaigns_are_managed_from_above_only(filled, clerk, administrator):
    assert list(Campaign.objects.managed_by(clerk)) == []
    assert [one.organisation for one in Campaign.objects.managed_by(administrator)] == [filled.county]


def test_the_trail_is_divided_like_the_rows(filled, auditor):
    seen = AuditEntry.objects.visible_to(auditor)
    counties = set(AuditEntry.objects.exclude(county_id=None).values_list("county_id", flat=True))
    assert counties == {filled.county.pk, filled.other_county.pk}
    assert set(seen.values_list("county_id", flat=True)) == {filled.county.pk}


def test_a_folder_has_a_trail_of_its_own(filled):
    report = Report.objects.first()
    folder = report.rectification
    models = {entry.content_type.model for entry in AuditEntry.objects.of_folder(folder.pk)}
    assert models == {
        "rectification", "problem", "cause", "measure", "progressentry", "followupplan", "taskforcemember", "report",
        "decision", "evidence", "comment", "supervisionnotice", "noticereply", "reportdecision",
    }  # fmt: skip
    decision = Decision.objects.filter(rectification=folder).first()
    assert (
        AuditEntry.objects.of_folder(folder.pk)
        .filter(object_id=decision.pk, content_type__model="decision")
        .exists()
    )
