"""Supervision notices: numbers, who may do what, to and fro until settled, what is kept."""

import datetime as dt
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import AuditEntry
from branches.choices import Light
from branches.evidence_files import check
from branches.models import NoticeReply, ProgressEntry, Rectification, SupervisionNotice
from branches.selectors import notices as reads
from branches.services import measures, notices
from tests.factories import (
    keep,
    log,
    make_campaign,
    make_folder,
    make_measure,
    make_notice,
    make_user,
    reply,
)
from tests.pictures import upload

pytestmark = pytest.mark.django_db


def day(number):
    return timezone.localdate() + dt.timedelta(days=number)


def numbers():
    return list(SupervisionNotice.objects.order_by("id").values_list("number", flat=True))


@pytest.fixture
def measure(folder):
    return make_measure(folder, due_on=day(-3), starts_on=folder.determined_on)


@pytest.fixture
def notice(folder, measure):
    return make_notice(folder, measure=measure)


class TestNumbers:
    def test_they_run_in_each_campaign_and_for_each_issuer(self, tree, folder):
        other = make_folder(township=tree.other_township)
        foreign = make_folder(township=tree.foreign_township)
        city = make_user("supervisor", tree.city)
        issued = [make_notice(folder), make_notice(other), make_notice(foreign), make_notice(folder, by=city)]
        assert [(one.issuer.name, one.number) for one in issued] == [
            ("甲县", 1),
            ("甲县", 2),
            ("乙县", 1),
            ("某市", 1),
        ]
        later = make_campaign(tree.city)
        assert make_notice(make_folder(folder.branch, later)).number == 1

    def test_a_number_is_written_as_on_paper(self, notice):
        assert str(notice) == "督办〔2026〕1号"

    def test_what_fails_takes_no_number(self, folder):
        make_notice(folder)
        for wrong in ({"text": " "}, {"due_on": day(-1)}, {"measure": make_measure(make_folder())}):
            with pytest.raises(ValidationError):
                make_notice(folder, **wrong)
        make_notice(folder)
        assert numbers() == [1, 2]

    def test_a_withdrawn_number_is_not_given_again(self, folder, supervisor):
        notices.withdraw(notice=make_notice(folder), by=supervisor, reason="重复签发。")
        assert make_notice(folder).number == 2

    def test_what_is_sent_twice_is_issued_once(self, folder, supervisor):
        key = uuid4()
        first, second = make_notice(folder, key=key), make_notice(folder, key=key)
        assert (first, numbers()) == (second, [1])


class TestIssue:
    def test_it_carries_scope_and_issuer(self, tree, notice, supervisor):
        place = (notice.city, notice.county, notice.township)
        assert place == (tree.city, tree.county, tree.township)
        assert (notice.issuer, notice.issued_by, notice.issued_on) == (tree.county, supervisor, day(0))

    @pytest.mark.parametrize("role", ["staff", "reviewer", "auditor"])
    def test_others_issue_nothing(self, tree, folder, role):
        place = tree.county if role == "auditor" else tree.township
        with pytest.raises(PermissionDenied):
            make_notice(folder, by=make_user(role, place))
        assert numbers() == []

    def test_the_city_issues_anywhere_below_and_the_next_county_nowhere_beside(self, tree, folder):
        assert make_notice(folder, by=make_user("supervisor", tree.city)).pk
        with pytest.raises(PermissionDenied):
            make_notice(folder, by=make_user("supervisor", tree.other_county))

    def test_a_frozen_folder_is_asked_nothing(self, folder):
        Rectification.objects.update(stage="acceptance")
        with pytest.raises(PermissionDenied):
            make_notice(folder)

    def test_it_is_no_activity_of_the_folder(self, folder):
        """Otherwise a folder that stands still would look alive for being asked about."""
        before = Rectification.objects.get().last_activity_at
        make_notice(folder)
        assert Rectification.objects.get().last_activity_at == before

    def test_the_first_words_say_how_the_measure_stands(self, folder, measure):
        log(measure, percent=45)
        measure.refresh_from_db()
        assert reads.first_words(measure) == (
            f"该项措施应于{measure.deadline}完成，已逾期3天，目前进度45%。请说明原因，抓紧推进，并报送推进情况。"
        )
        assert reads.first_words(None) == ""
        log(measure, percent=100)
        measure.refresh_from_db()
        assert reads.first_words(measure) == ""

    def test_a_measure_with_a_notice_stays(self, clerk, notice, measure):
        with pytest.raises(PermissionDenied):
            measures.remove(measure=measure, by=clerk)
        measure.refresh_from_db()


class TestReply:
    def test_with_words_and_progress_logged_before(self, folder, notice, measure, clerk):
        entry = log(measure, percent=60)
        answer = reply(notice, entries=[entry])
        notice.refresh_from_db()
        assert (notice.state, notice.light) == ("replied", Light.DONE)
        assert (list(answer.entries.all()), answer.replied_by, answer.due_on) == (
            [entry],
            clerk,
            notice.due_on,
        )

    def test_with_progress_and_evidence_logged_together(self, notice, measure):
        progress = {"text": "复工。", "percent": 70, "happened_on": day(0), "files": [check(upload())]}
        answer = reply(notice, progress=progress)
        measure.refresh_from_db()
        entry = answer.entries.get()
        assert (entry.text, entry.evidence.count(), measure.percent) == ("复工。", 1, 70)

    def test_about_the_folder_progress_names_its_measure(self, folder, measure):
        notice = make_notice(folder)
        progress = {"text": "复工。", "percent": 70, "happened_on": day(0)}
        with pytest.raises(ValidationError) as caught:
            reply(notice, progress=progress)
        assert list(caught.value.error_dict) == ["measure"]
        assert reply(notice, progress=progress, measure=measure).entries.get().measure == measure

    def test_a_reviewer_replies_but_logs_nothing(self, notice, measure, reviewer):
        progress = {"text": "复工。", "percent": 70, "happened_on": day(0)}
        with pytest.raises(PermissionDenied):
            reply(notice, by=reviewer, progress=progress)
        assert (NoticeReply.objects.count(), ProgressEntry.objects.count()) == (0, 0)
        assert reply(notice, by=reviewer, entries=[log(measure)]).replied_by == reviewer

    def test_if_a_part_fails_nothing_is_written(self, notice):
        with pytest.raises(ValidationError):
            reply(notice, text=" ", progress={"text": "复工。", "percent": 70, "happened_on": day(0)})
        assert (NoticeReply.objects.count(), ProgressEntry.objects.count()) == (0, 0)

    def test_progress_of_another_folder_shows_nothing(self, notice):
        entry = log(make_measure(make_folder()))
        with pytest.raises(ValidationError):
            reply(notice, entries=[entry])

    def test_only_once_and_only_by_its_township(self, tree, notice, measure):
        for stranger in (make_user("staff", tree.other_township), make_user("supervisor", tree.county)):
            with pytest.raises(PermissionDenied):
                reply(notice, by=stranger)
        first = reply(notice)
        with pytest.raises(PermissionDenied):
            reply(notice, text="又改了一遍。")
        assert reply(notice) == first
        with pytest.raises(PermissionDenied):  # what has no key may be new
            reply(notice, measure=measure, progress={"text": "开工。", "percent": 5, "happened_on": day(0)})
        assert (NoticeReply.objects.count(), measure.progress_entries.count()) == (1, 0)

    def test_a_reply_can_show_what_was_logged_since(self, folder, measure):
        notice = make_notice(folder, measure=measure, issued_on=day(-5))
        log(measure, happened_on=day(-6))
        mine, _ = log(measure, happened_on=day(-5)), log(make_measure(folder), happened_on=day(-1))
        assert list(reads.progress_since(notice)) == [mine]
        assert reads.progress_since(make_notice(folder, issued_on=day(-5))).count() == 2

    def test_a_late_reply_says_by_how_much(self, folder):
        late = make_notice(folder, issued_on=day(-9), due_on=day(-3))
        assert [reply(make_notice(folder)).days_late, reply(late).days_late] == [0, 3]


class TestAnswer:
    def test_accepted_it_is_settled(self, notice, supervisor):
        reply(notice)
        notices.accept_reply(notice=notice, by=supervisor, answer="情况清楚。")
        notice.refresh_from_db()
        answered = notice.replies.get()
        assert (notice.state, answered.is_accepted, answered.answered_by) == ("settled", True, supervisor)

    def test_asked_again_it_waits_with_a_new_date_and_keeps_the_first_round(self, notice, supervisor):
        reply(notice, text="在办。")
        notices.ask_again(notice=notice, by=supervisor, answer="请附复工照片。", due_on=day(12))
        notice.refresh_from_db()
        assert (notice.state, notice.due_on) == ("awaiting", day(12))
        reply(notice, text="已复工。")
        rounds = list(notice.replies.values_list("text", "due_on", "is_accepted", "answer"))
        assert rounds == [("在办。", day(7), False, "请附复工照片。"), ("已复工。", day(12), None, "")]

    @pytest.mark.parametrize(
        ("wrong", "field"), [({"answer": " "}, "answer"), ({"due_on": day(-1)}, "due_on")]
    )
    def test_asking_again_needs_words_and_a_day_ahead(self, notice, supervisor, wrong, field):
        reply(notice)
        with pytest.raises(ValidationError) as caught:
            notices.ask_again(
                notice=notice, by=supervisor, **({"answer": "请补充。", "due_on": day(3)} | wrong)
            )
        assert list(caught.value.error_dict) == [field]
        notice.refresh_from_db()
        assert notice.state == "replied"

    def test_what_the_city_asked_the_county_does_not_settle(self, tree, folder, supervisor):
        city = make_user("supervisor", tree.city)
        of_city, of_county = make_notice(folder, by=city), make_notice(folder)
        for one in (of_city, of_county):
            reply(one)
        assert set(reads.awaiting_answer(supervisor)) == {of_county}
        assert set(reads.awaiting_answer(city)) == {of_city, of_county}
        with pytest.raises(PermissionDenied):
            notices.accept_reply(notice=of_city, by=supervisor)
        with pytest.raises(PermissionDenied):
            notices.withdraw(notice=of_city, by=supervisor, reason="重复。")
        assert notices.accept_reply(notice=of_county, by=city).state == "settled"

    def test_who_replied_does_not_accept(self, tree, notice, clerk, supervisor):
        reply(notice)
        clerk.role, clerk.organisation = "supervisor", tree.county
        clerk.save()
        with pytest.raises(PermissionDenied):
            notices.accept_reply(notice=notice, by=clerk)
        assert notices.accept_reply(notice=notice, by=supervisor).state == "settled"

    def test_without_a_reply_there_is_nothing_to_accept(self, notice, supervisor):
        with pytest.raises(PermissionDenied):
            notices.accept_reply(notice=notice, by=supervisor)


class TestWithdraw:
    def test_it_needs_a_reason_and_stays_on_record(self, notice, supervisor):
        with pytest.raises(ValidationError):
            notices.withdraw(notice=notice, by=supervisor, reason=" ")
        notices.withdraw(notice=notice, by=supervisor, reason="重复签发。")
        notice.refresh_from_db()
        assert (notice.state, notice.reason, notice.withdrawn_by) == ("withdrawn", "重复签发。", supervisor)
        with pytest.raises(PermissionDenied):
            reply(notice)

    def test_what_is_settled_stays(self, notice, supervisor):
        reply(notice)
        notices.accept_reply(notice=notice, by=supervisor)
        with pytest.raises(PermissionDenied):
            notices.withdraw(notice=notice, by=supervisor, reason="重复。")


class TestReads:
    def test_what_awaits_a_reply_by_date_and_within_scope(self, tree, folder, clerk):
        later, sooner = make_notice(folder, due_on=day(9)), make_notice(folder, due_on=day(2))
        late = make_notice(folder, issued_on=day(-9), due_on=day(-1))
        reply(make_notice(folder))
        assert list(reads.awaiting_reply(clerk, day(0))) == [late, sooner, later]
        assert list(reads.overdue_replies(clerk, day(0))) == [late]
        assert list(reads.awaiting_reply(make_user("staff", tree.other_township), day(0))) == []
        assert [one.light for one in (late, sooner, later)] == [Light.RED, Light.AMBER, Light.GREEN]

    def test_an_operator_answers_nothing(self, notice, operator):
        reply(notice)
        assert list(reads.awaiting_answer(operator)) == []

    def test_every_move_is_on_the_trail_in_its_writer_s_name(self, notice, clerk, supervisor):
        keep(log(notice.measure))
        reply(notice)
        notices.accept_reply(notice=notice, by=supervisor)
        trail = AuditEntry.objects.filter(content_type__model="supervisionnotice").order_by("id")
        assert list(trail.values_list("actor__role", flat=True)) == ["supervisor", "staff", "supervisor"]
        assert {entry.folder_id for entry in trail} == {notice.rectification_id}
