"""The invented county: what is in it, that it went through the services, and when it refuses."""

import datetime as dt
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, User
from branches.choices import (
    SETTLED,
    BranchKind,
    Light,
    LookBackState,
    NoticeState,
    ProblemStatus,
    Stage,
    TaskForceKind,
)
from branches.demo import schema
from branches.demo.people import PASSWORD
from branches.models import (
    Acceptance,
    Branch,
    Campaign,
    Cause,
    Comment,
    CommentMention,
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
from branches.selectors.desk import desk
from branches.services import rollups

STAGES = {
    Stage.PROPOSED: 2,
    Stage.RECTIFYING: 13,
    Stage.ACCEPTANCE: 2,
    Stage.CLOSED: 2,
    Stage.CONSOLIDATING: 2,
    Stage.ARCHIVED: 1,
}
SUBMISSIONS = {"submit", "apply"}
ANSWERS = {"sign_off", "send_back", "accept", "fail"}


def load_demo(*args: str) -> str:
    out = StringIO()
    call_command("load_demo", *args, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker):
    """The demo, loaded once for this module and rolled back after it: the table of accounts that was printed."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_demo()
        transaction.set_rollback(True)


@pytest.fixture
def demo(county, db):
    return county


class TestContent:
    def test_folders_per_stage(self, demo):
        assert Counter(Rectification.objects.values_list("stage", flat=True)) == STAGES

    def test_every_folder_reached_the_stage_its_entry_names(self, demo):
        written = {
            folder["branch"]["name"]: folder["stage"]
            for name in schema.TOWNSHIPS
            for folder in schema.read_township(name)["folder"]
        }
        assert dict(Rectification.objects.values_list("branch__name", "stage")) == written

    def test_tree_and_campaign(self, demo):
        levels = Counter(Organisation.objects.values_list("level", flat=True))
        assert levels == {1: 1, 2: 1, 3: 1, 4: 6}
        assert [(c.organisation.name, c.year) for c in Campaign.objects.all()] == [
            ("澄屿县", timezone.localdate().year)
        ]
        folders = Counter(Rectification.objects.values_list("township__name", flat=True))
        assert folders == {"澄禾镇": 4, "泊云镇": 4, "雁湾镇": 4, "松垅乡": 4, "藕塘乡": 3, "鹿坪街道": 3}

    def test_thirty_branches_have_no_folder(self, demo):
        assert Branch.objects.filter(rectifications=None).count() == 30
        assert set(Branch.objects.values_list("kind", flat=True)) == set(BranchKind.values)

    def test_each_folder_has_two_to_four_problems_with_causes_and_measures(self, demo):
        for folder in Rectification.objects.all():
            assert 2 <= folder.problems.count() <= 4, folder
            for problem in folder.problems.all():
                assert problem.causes.exists(), problem.text
                assert problem.measures.exists(), problem.text

    def test_problems_fit_the_reasons_their_folder_was_listed_for(self, demo):
        for folder in Rectification.objects.all():
            named = set(folder.criteria.values_list("pk", flat=True))
            assert set(folder.problems.values_list("criterion", flat=True)) == named, folder

    def test_every_problem_status_is_to_be_seen(self, demo):
        assert set(Problem.objects.values_list("status", flat=True)) == set(ProblemStatus.values)

    def test_overdue_due_soon_and_long_term(self, demo):
        lights = Counter(problem.light for problem in Problem.objects.all())
        assert lights[Light.RED] >= 5
        assert lights[Light.AMBER] >= 3
        assert Problem.objects.filter(long_term=True).exclude(status=ProblemStatus.LONG_TERM).count() == 1
        assert Problem.objects.filter(status=ProblemStatus.LONG_TERM).count() == 1

    def test_measures_done_under_way_and_untouched(self, demo):
        rectifying = Measure.objects.filter(rectification__stage=Stage.RECTIFYING)
        assert rectifying.filter(percent=100).exclude(outcome="").exists()
        assert rectifying.filter(percent__gt=0, percent__lt=100).count() > 20
        assert rectifying.filter(progress_entries=None, percent=0).count() == 3
        counts = {measure.progress_entries.count() for measure in Measure.objects.all()}
        assert counts == {0, 1, 2, 3, 4}

    def test_one_measure_has_pictures_and_talk_that_waits_for_the_clerk(self, demo):
        assert list(Evidence.objects.values_list("caption", flat=True)) == [
            "加固前校舍外观",
            "主体加固施工",
            "加固完工",
        ]
        assert Comment.objects.count() == 3
        waits = CommentMention.objects.filter(read_at=None).values_list("person__username", flat=True)
        assert sorted(waits) == ["clerk", "clerk", "reviewer"]

    def test_every_sign_off_keeps_what_it_vouched_for(self, demo):
        signing = Decision.objects.filter(step__in=("sign_off", "keep_long_term"))
        assert signing.exists()
        assert not signing.filter(signed_hash="").exists()

    def test_a_cause_and_a_measure_serve_two_problems(self, demo):
        assert any(cause.problems.count() == 2 for cause in Cause.objects.all())
        assert any(measure.problems.count() == 2 for measure in Measure.objects.all())

    def test_all_four_ones_are_named(self, demo):
        assert set(TaskForceMember.objects.values_list("kind", flat=True)) == set(TaskForceKind.values)
        with_leader = Rectification.objects.filter(task_force__kind=TaskForceKind.TOWN_LEADER)
        assert with_leader.filter(stage=Stage.RECTIFYING).count() == STAGES[Stage.RECTIFYING]

    def test_rich_folder(self, demo):
        folder = Rectification.objects.get(branch__name="柳溪社区党总支")
        assert (folder.township.name, folder.stage) == ("澄禾镇", Stage.RECTIFYING)
        parts = (folder.problems, folder.causes, folder.measures, folder.progress_entries)
        assert [part.count() for part in (*parts, folder.followupplans)] == [4, 5, 6, 12, 5]

    def test_failed_acceptance_got_a_new_deadline_and_a_new_problem(self, demo):
        decision = Decision.objects.get(step="fail")
        folder = decision.rectification
        assert (folder.stage, folder.due_on) == (Stage.RECTIFYING, timezone.localdate() + dt.timedelta(20))
        assert folder.problems.filter(found_on=decision.decided_on).count() == 1

    @pytest.mark.parametrize(
        ("model", "field"),
        [
            (SupervisionNotice, "text"),
            (NoticeReply, "text"),
            (Acceptance, "text"),
            (Problem, "text"),
            (Cause, "text"),
            (Measure, "title"),
            (Measure, "description"),
            (ProgressEntry, "text"),
            (FollowUpPlan, "title"),
            (FollowUpPlan, "text"),
        ],
    )
    def test_nothing_is_written_twice(self, demo, model, field):
        texts = Counter(model.objects.values_list(field, flat=True))
        assert [text for text, count in texts.items() if count > 1] == []

    def test_sentences_end_in_a_full_stop(self, demo):
        texts = [
            *Problem.objects.values_list("text", flat=True),
            *Cause.objects.values_list("text", flat=True),
            *Measure.objects.exclude(outcome="").values_list("outcome", flat=True),
            *ProgressEntry.objects.values_list("text", flat=True),
            *FollowUpPlan.objects.values_list("text", flat=True),
            *SupervisionNotice.objects.values_list("text", flat=True),
            *NoticeReply.objects.values_list("text", flat=True),
            *Acceptance.objects.values_list("text", flat=True),
            *LookBack.objects.exclude(text="").values_list("text", flat=True),
        ]
        assert [text for text in texts if not text.endswith("。")] == []
        assert [text for text in texts if set(text) & set(",;:()! ")] == []


class TestOversight:
    def test_notices_at_every_state_and_numbered_by_their_day(self, demo):
        notices = SupervisionNotice.objects.order_by("number")
        assert [notice.number for notice in notices] == list(range(1, 7))
        days = [notice.issued_on for notice in notices]
        assert days == sorted(days)
        assert {notice.state for notice in notices} == set(NoticeState)
        lights = Counter(notice.light for notice in notices if notice.state == NoticeState.AWAITING)
        assert lights == {Light.RED: 1, Light.AMBER: 2}
        assert NoticeReply.objects.exclude(entries=None).count() == 3

    def test_every_acceptance_was_signed_by_another(self, demo):
        signed = Acceptance.objects.filter(state="signed")
        assert {(one.entered_by.username, one.answered_by.username) for one in signed} == {
            ("supervisor", "leader")
        }
        assert Counter(signed.values_list("verdict", flat=True)) == {"passed": 5, "failed": 1}
        assert Acceptance.objects.filter(state="entered").count() == 1
        assert Decision.objects.filter(step__in=("accept", "fail"), acceptance=None).count() == 0

    def test_look_backs_done_due_and_ahead(self, demo):
        states = Counter((one.state, one.light) for one in LookBack.objects.all())
        assert states[LookBackState.CONSOLIDATED, Light.DONE] == 3
        assert states[LookBackState.DUE, Light.RED] == 1
        archived = LookBack.objects.filter(rectification__stage=Stage.ARCHIVED)
        assert set(archived.values_list("state", flat=True)) == {LookBackState.CONSOLIDATED}


class TestCourse:
    def test_counters_agree_with_the_rows(self, demo):
        assert rollups.wrong_folders() == []

    def test_every_answer_came_from_another_person(self, demo):
        pairs = []
        for answer in Decision.objects.filter(step__in=ANSWERS):
            same = Decision.objects.filter(rectification=answer.rectification_id, problem=answer.problem_id)
            asked = same.filter(pk__lt=answer.pk, step__in=SUBMISSIONS).latest("pk")
            pairs.append((asked.by.role, answer.by.role, asked.by_id == answer.by_id))
        assert set(pairs) == {("reviewer", "supervisor", False)}
        assert len(pairs) > 20

    def test_decisions_of_one_subject_are_dated_in_order(self, demo):
        last = {}
        for decision in Decision.objects.order_by("pk"):
            subject = (decision.rectification_id, decision.problem_id)
            assert last.get(subject, dt.date.min) <= decision.decided_on, decision
            last[subject] = decision.decided_on

    def test_nothing_lies_in_the_future_or_before_the_listing(self, demo):
        today = timezone.localdate()
        for folder in Rectification.objects.all():
            days = [
                *folder.progress_entries.values_list("happened_on", flat=True),
                *folder.decisions.values_list("decided_on", flat=True),
            ]
            assert all(folder.determined_on <= day <= today for day in days), folder

    def test_progress_starts_after_its_measure(self, demo):
        early = [
            entry.text
            for entry in ProgressEntry.objects.select_related("measure")
            if entry.happened_on < entry.measure.starts_on
        ]
        assert early == []

    def test_work_is_done_before_it_is_submitted(self, demo):
        for problem in Problem.objects.filter(status=ProblemStatus.CLOSED):
            submitted = problem.decisions.filter(step="submit").latest("pk").decided_on
            assert max(measure.done_on for measure in problem.measures.all()) <= submitted, problem

    def test_folders_past_acceptance_are_settled(self, demo):
        past = Rectification.objects.exclude(stage__in=[Stage.PROPOSED, Stage.RECTIFYING])
        statuses = set(past.values_list("problems__status", flat=True))
        assert statuses == {ProblemStatus.CLOSED, ProblemStatus.LONG_TERM}
        assert statuses == set(SETTLED)

    def test_last_activity_is_that_of_the_story(self, demo):
        folder = Rectification.objects.get(branch__name="莲台村党支部")
        assert folder.last_activity_at.date() == timezone.localdate() - dt.timedelta(30)

    def test_rich_folder_opens_on_the_desk(self, demo):
        folder = Rectification.objects.get(branch__name="柳溪社区党总支")
        page = desk(User.objects.get(username="clerk"), folder.pk)
        assert [len(card.measures) for card in page.cards] == [2, 1, 1, 2]
        assert [measure.title for measure in page.loose_measures] == ["办好民生实事"]
        assert page.overdue_count == 1


class TestAccounts:
    def test_everybody_has_the_password(self, demo):
        people = list(User.objects.all())
        assert len(people) == 18
        assert [user.username for user in people if not user.check_password(PASSWORD)] == []

    def test_roles_and_places(self, demo):
        people = User.objects.filter(organisation__level__lt=4) | User.objects.filter(
            organisation__name="澄禾镇"
        )
        assert {u.username: (u.role, u.organisation.name) for u in people} == {
            "clerk": ("staff", "澄禾镇"),
            "reviewer": ("reviewer", "澄禾镇"),
            "supervisor": ("supervisor", "澄屿县"),
            "leader": ("supervisor", "澄屿县"),
            "city": ("supervisor", "云泽市"),
            "auditor": ("auditor", "澄屿县"),
            "admin": ("admin", "澄屿县"),
        }

    def test_accounts_are_printed(self, demo):
        rows = demo.splitlines()
        names = [row.split()[0] for row in rows[:-1]]
        assert names == ["clerk", "reviewer", "supervisor", "leader", "city", "auditor", "admin", "operator"]
        assert all(row.split()[1] == PASSWORD for row in rows[:-1])
        further = set(rows[-1].split(": ")[1].split(", "))
        assert further == set(User.objects.values_list("username", flat=True)) - set(names)


class TestRefusals:
    def test_second_load_is_refused_and_changes_nothing(self, demo):
        before = Decision.objects.count()
        with pytest.raises(CommandError, match="There is data already"):
            load_demo()
        assert Decision.objects.count() == before

    def test_if_empty_keeps_what_is_there(self, demo):
        before = set(User.objects.values_list("pk", flat=True))
        assert load_demo("--if-empty") == demo
        assert set(User.objects.values_list("pk", flat=True)) == before

    def test_accounts_are_not_printed_once_the_password_is_changed(self, demo):
        clerk = User.objects.get(username="clerk")
        clerk.set_password("something-else-2026")
        clerk.save()
        assert load_demo("--if-empty") == ""

    def test_an_account_that_was_removed_is_left_out(self, demo):
        User.objects.get(username="auditor").delete()
        names = [row.split()[0] for row in load_demo("--if-empty").splitlines()[:-1]]
        assert names == ["clerk", "reviewer", "supervisor", "leader", "city", "admin", "operator"]

    @pytest.mark.parametrize("args", [(), ("--if-empty",)])
    def test_refused_where_demo_is_off(self, db, settings, args):
        settings.DEMO = False
        with pytest.raises(CommandError, match="DEMO is off"):
            load_demo(*args)
