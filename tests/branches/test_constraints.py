"""The database itself refuses what must never be, whoever writes."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from branches.models import (
    Acceptance,
    AcceptanceScheme,
    AcceptanceScore,
    Branch,
    Campaign,
    Cause,
    Comment,
    CommentMention,
    Criterion,
    Decision,
    Evidence,
    FollowUpPlan,
    LookBack,
    Measure,
    NoticeReply,
    Problem,
    ProgressEntry,
    Rectification,
    SchemeItem,
    SupervisionNotice,
    TaskForceMember,
)
from branches.services import task_force
from reports.models import Report
from reports.services import drafts
from tests.factories import (
    accept,
    apply,
    comment,
    keep,
    log,
    make_acceptance,
    make_cause,
    make_folder,
    make_measure,
    make_notice,
    make_plan,
    make_problem,
    make_tree,
    reply,
    writer,
)
from tests.pictures import picture

pytestmark = pytest.mark.django_db
LONG_AGO = dt.date(1999, 1, 1)
SOME_DAY = dt.date(2026, 5, 1)
NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)

REFUSED = [
    (Problem, {"text": ""}),
    (Problem, {"due_on": LONG_AGO}),
    (Problem, {"status": "closed"}),
    (Problem, {"closed_on": SOME_DAY}),
    (Cause, {"text": ""}),
    (Measure, {"title": ""}),
    (Measure, {"percent": 101}),
    (Measure, {"percent": 100}),
    (Measure, {"done_on": SOME_DAY}),
    (Measure, {"due_on": LONG_AGO}),
    (ProgressEntry, {"percent": 101}),
    (ProgressEntry, {"text": ""}),
    (FollowUpPlan, {"title": ""}),
    (TaskForceMember, {"name": "", "post": "", "unit": ""}),
    (TaskForceMember, {"from_on": SOME_DAY, "to_on": LONG_AGO}),
    (Rectification, {"due_on": LONG_AGO}),
    (Rectification, {"planned_on": LONG_AGO}),
    (Rectification, {"stage": "closed"}),
    (Rectification, {"closed_on": SOME_DAY}),
    (Rectification, {"percent": 101}),
    (Campaign, {"ends_on": LONG_AGO}),
    (Evidence, {"entry": None}),
    (Evidence, {"reason": "误传"}),
    (Evidence, {"withdrawn_at": NOON}),
    (Comment, {"problem": None}),
    (Comment, {"text": ""}),
    (Decision, {"signed": {}}),
    (Decision, {"signed_hash": "0" * 64}),
    *[(Campaign, {f"{name}_months": 121}) for name in ("minimum", "consolidation", "look_back")],
    (SupervisionNotice, {"text": ""}),
    (SupervisionNotice, {"due_on": LONG_AGO}),
    (SupervisionNotice, {"state": "withdrawn"}),
    (SupervisionNotice, {"reason": "重复。"}),
    (NoticeReply, {"text": ""}),
    (NoticeReply, {"is_accepted": True}),
    (NoticeReply, {"answered_on": SOME_DAY}),
    (AcceptanceScheme, {"pass_mark": -1}),
    (AcceptanceScheme, {"dissatisfied_over": 101}),
    (AcceptanceScheme, {"satisfied_under": 101}),
    (SchemeItem, {"title": ""}),
    (SchemeItem, {"full_marks": 0}),
    (Acceptance, {"text": ""}),
    (Acceptance, {"returned": 31}),
    (Acceptance, {"dissatisfied": 3}),
    (Acceptance, {"state": "entered"}),
    (Acceptance, {"verdict": ""}),
    (Acceptance, {"answered_by": F("entered_by")}),
    (AcceptanceScore, {"marks": -1}),
    (LookBack, {"text": "成效保持。"}),
    (LookBack, {"state": "consolidated"}),
    (Report, {"title": ""}),
    (Report, {"signatory": ""}),
]


def one_of_everything(folder):
    problem = make_problem(folder)
    make_cause(folder)
    keep(log(make_measure(folder, [problem]), percent=50))
    comment(problem=problem)
    make_plan(folder)
    task_force.add(
        rectification=folder, by=writer(folder), kind="paired_unit", name="甲", post="乙", unit="丙"
    )
    drafts.start(rectification=folder, by=writer(folder))
    reply(make_notice(folder))
    accept(apply(make_folder(township=folder.township)))
    return problem


@pytest.fixture(scope="module")
def laid(made_once):
    with made_once():
        tree = make_tree()
        return tree, one_of_everything(make_folder(township=tree.township))


@pytest.fixture
def tree(laid, db):
    return laid[0]


@pytest.fixture
def rows(laid, db):
    return laid[1]


@pytest.mark.parametrize(
    ("model", "values"), REFUSED, ids=lambda value: getattr(value, "__name__", str(value))
)
def test_refused(rows, model, values):
    assert model.objects.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**values)


def test_a_file_and_a_comment_have_one_home(rows):
    measure, problem = rows.measures.get(), rows
    for model, values in (
        (Evidence, {"measure": measure}),
        (Evidence, {"problem": problem}),
        (Comment, {"measure": measure}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(**values)
    assert Evidence.objects.update(entry=None, measure=measure) == 1
    assert Comment.objects.update(problem=None, measure=measure) == 1


@pytest.mark.parametrize("home", ["entry", "measure", "problem"])
def test_a_file_stands_once_in_its_home(rows, home):
    measure = rows.measures.get()
    entry = measure.progress_entries.get()
    place = {"entry": entry, "measure": measure, "problem": rows}[home]
    Evidence.objects.all().delete()
    first, second = keep(place), keep(place, content=picture(color="blue"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=second.pk).update(sha256=first.sha256)
    Evidence.objects.filter(pk=first.pk).update(withdrawn_at=NOON, reason="误传")
    assert Evidence.objects.filter(pk=second.pk).update(sha256=first.sha256) == 1


def test_somebody_is_mentioned_once_in_a_comment(tree, rows, clerk):
    said = Comment.objects.get()
    CommentMention.objects.create(comment=said, person=clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        CommentMention.objects.create(comment=said, person=clerk)


@pytest.mark.parametrize("make", [make_problem, make_cause, make_measure, make_plan])
def test_numbers_are_given_once(folder, make):
    make(folder, number=1)
    second = make(folder, number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(second).objects.filter(pk=second.pk).update(number=1)


def test_one_folder_a_branch_and_campaign(tree, folder):
    other = make_folder(township=tree.township)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rectification.objects.filter(pk=other.pk).update(branch=folder.branch)


def test_one_branch_of_a_name_a_township(tree, folder):
    other = make_folder(township=tree.township).branch
    with pytest.raises(IntegrityError), transaction.atomic():
        Branch.objects.filter(pk=other.pk).update(name=folder.branch.name)


def test_one_criterion_of_a_number_a_campaign(folder):
    with pytest.raises(IntegrityError), transaction.atomic():
        Criterion.objects.filter(campaign=folder.campaign, number=2).update(number=1)


def test_one_number_a_campaign_and_issuer(folder):
    make_notice(folder)
    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisionNotice.objects.filter(pk=make_notice(folder).pk).update(number=1)


def test_one_reply_at_a_time(folder):
    notice = make_notice(folder)
    reply(notice)
    again = NoticeReply(
        notice=notice, text="再报。", due_on=SOME_DAY, replied_on=SOME_DAY, replied_by=writer(folder)
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_one_acceptance_waits_at_a_time(folder):
    waiting = make_acceptance(apply(folder))
    waiting.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        waiting.save()


def test_every_constraint_has_words_for_people():
    """A refusal that reaches a person says what is wrong, in a sentence of its own."""
    models = [
        Branch, Campaign, Cause, Comment, CommentMention, Criterion, Decision, Evidence, FollowUpPlan, Measure, Problem,
        ProgressEntry, Rectification, TaskForceMember, Report, SupervisionNotice, NoticeReply, AcceptanceScheme,
        SchemeItem, Acceptance, AcceptanceScore, LookBack,
    ]  # fmt: skip
    constraints = [constraint for model in models for constraint in model._meta.constraints]
    default = type(constraints[0]).default_violation_error_message
    assert len(constraints) > 25
    assert [one.name for one in constraints if one.violation_error_message == default] == []
