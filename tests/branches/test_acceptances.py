"""Acceptance: entered by one, signed by another; the verdict by the rules; closed or sent back in one way only."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import AuditEntry
from branches.exceptions import StaleVersion
from branches.models import Acceptance, Campaign, Rectification
from branches.selectors import acceptances as reads
from branches.selectors.missing import missing_for
from branches.services import acceptances, decisions, notices
from branches.transitions import FOLDER_TRANSITIONS
from tests.factories import accept, apply, make_acceptance, make_notice, make_user, marks, reply, signer

pytestmark = pytest.mark.django_db
APPLY = next(row for row in FOLDER_TRANSITIONS if row.step == "apply")


def day(number):
    return timezone.localdate() + dt.timedelta(days=number)


@pytest.fixture
def applied(folder):
    return apply(folder)


@pytest.fixture
def entered(applied):
    return make_acceptance(applied)


def fields(caught):
    return sorted(caught.value.error_dict)


class TestEnter:
    def test_marks_totals_and_words_by_the_scheme_in_force(self, entered, supervisor):
        assert (entered.entered_by, entered.state, entered.verdict) == (supervisor, "entered", "")
        assert (entered.scheme.edition, entered.found.total, entered.found.passed) == (1, Decimal(80), True)
        assert (entered.survey.returned, entered.survey.dissatisfied) == (28, 2)

    def test_not_before_it_was_applied_for(self, folder):
        with pytest.raises(PermissionDenied):
            make_acceptance(folder)

    @pytest.mark.parametrize("role", ["staff", "reviewer", "auditor"])
    def test_only_by_supervisors(self, tree, applied, role):
        place = tree.county if role == "auditor" else tree.township
        with pytest.raises(PermissionDenied):
            make_acceptance(applied, by=make_user(role, place))

    def test_not_from_beside(self, tree, applied):
        with pytest.raises(PermissionDenied):
            make_acceptance(applied, by=make_user("supervisor", tree.other_county))
        assert make_acceptance(applied, by=make_user("supervisor", tree.city)).pk

    def test_one_at_a_time(self, applied, entered):
        with pytest.raises(PermissionDenied):
            make_acceptance(applied, by=signer(applied))
        assert Acceptance.objects.count() == 1

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"returned": 31}, "returned"),
            ({"satisfied": 21}, "dissatisfied"),
            ({"returned": 0, "satisfied": 0, "fairly": 0, "dissatisfied": 0}, "returned"),
            ({"held_on": day(1)}, "held_on"),
            ({"text": ""}, "text"),
        ],
    )
    def test_what_cannot_be_is_said_by_its_field(self, applied, wrong, field):
        with pytest.raises(ValidationError) as caught:
            make_acceptance(applied, **wrong)
        assert fields(caught) == [field]
        assert Acceptance.objects.count() == 0

    def test_no_item_is_given_more_than_its_full_marks(self, applied):
        given = marks(applied)
        first = min(given)
        with pytest.raises(ValidationError) as caught:
            make_acceptance(applied, marks={**given, first: Decimal("20.5")})
        assert fields(caught) == [f"marks_{first}"]
        with pytest.raises(ValidationError):
            make_acceptance(applied, marks={**given, first: Decimal(-1)})
        assert Acceptance.objects.count() == 0

    def test_every_item_is_given_marks_and_no_other(self, applied):
        given = marks(applied)
        for wrong in ({**given, 0: Decimal(1)}, dict(list(given.items())[1:])):
            with pytest.raises(ValidationError):
                make_acceptance(applied, marks=wrong)

    def test_who_entered_corrects_it_and_nobody_else(self, applied, entered, supervisor):
        given = marks(applied, "0.5")
        with pytest.raises(PermissionDenied):
            acceptances.edit(acceptance=entered, by=signer(applied), marks=given)
        edited = acceptances.edit(acceptance=entered, by=supervisor, marks=given, version=1, text="未到位。")
        assert (edited.found.total, edited.version, edited.scores.count()) == (Decimal(50), 2, 6)
        with pytest.raises(StaleVersion):
            acceptances.edit(acceptance=entered, by=supervisor, marks=given, version=1)


class TestSign:
    def test_passed_it_closes_the_folder_with_its_decision(self, applied, entered):
        signed = acceptances.sign(acceptance=entered, by=signer(applied), version=1)
        applied.refresh_from_db()
        assert (signed.state, signed.verdict, applied.stage) == ("signed", "passed", "closed")
        assert (signed.decision.step, signed.decision.comment) == ("accept", "整改到位。")
        assert signed.decision.by == signed.answered_by == signer(applied)
        assert applied.look_backs.count() == 2

    def test_failed_it_goes_back_with_a_new_deadline(self, applied):
        acceptance = make_acceptance(applied, "0.6", text="阵地未启用。")
        signed = acceptances.sign(acceptance=acceptance, by=signer(applied), new_due_on=day(60))
        applied.refresh_from_db()
        assert (signed.verdict, signed.decision.step, signed.decision.comment) == (
            "failed",
            "fail",
            "阵地未启用。",
        )
        assert (applied.stage, applied.due_on, applied.look_backs.count()) == ("rectifying", day(60), 0)

    def test_a_veto_of_the_survey_fails_full_marks(self, applied):
        acceptance = make_acceptance(applied, "1", satisfied=10, fairly=3, dissatisfied=15)
        signed = acceptances.sign(acceptance=acceptance, by=signer(applied), new_due_on=day(60))
        assert (signed.found.total, signed.verdict) == (Decimal(100), "failed")

    @pytest.mark.parametrize("new", [None, day(0), day(-1)])
    def test_without_a_day_ahead_nothing_is_signed(self, applied, new):
        acceptance = make_acceptance(applied, "0.6")
        with pytest.raises(ValidationError) as caught:
            acceptances.sign(acceptance=acceptance, by=signer(applied), new_due_on=new)
        assert fields(caught) == ["new_due_on"]
        acceptance.refresh_from_db()
        assert (acceptance.state, acceptance.verdict) == ("entered", "")

    def test_who_entered_does_not_sign(self, applied, entered, supervisor):
        with pytest.raises(PermissionDenied):
            acceptances.sign(acceptance=entered, by=supervisor)
        entered.refresh_from_db()
        applied.refresh_from_db()
        assert (entered.state, applied.stage) == ("entered", "acceptance")

    def test_nobody_signs_what_was_changed_meanwhile(self, applied, entered, supervisor):
        acceptances.edit(acceptance=entered, by=supervisor, marks=marks(applied, "0.9"))
        with pytest.raises(StaleVersion):
            acceptances.sign(acceptance=entered, by=signer(applied), version=1)

    def test_signed_it_stays_as_it_is(self, applied, supervisor):
        signed = accept(applied)
        for act in (
            lambda: acceptances.edit(acceptance=signed, by=supervisor, marks=marks(applied)),
            lambda: acceptances.sign(acceptance=signed, by=signer(applied)),
            lambda: acceptances.give_back(acceptance=signed, by=signer(applied), reason="再看。"),
        ):
            with pytest.raises(PermissionDenied):
                act()

    def test_it_is_on_the_trail_in_the_signer_s_name(self, applied):
        signed = accept(applied)
        entry = AuditEntry.objects.filter(content_type__model="acceptance").order_by("id").last()
        assert (entry.actor, entry.folder_id) == (signed.answered_by, applied.pk)


class TestReturn:
    def test_it_needs_a_reason_and_stays_on_record(self, applied, entered):
        with pytest.raises(ValidationError):
            acceptances.give_back(acceptance=entered, by=signer(applied), reason=" ")
        returned = acceptances.give_back(acceptance=entered, by=signer(applied), reason="测评数有误。")
        applied.refresh_from_db()
        assert (returned.state, returned.reason, applied.stage) == ("returned", "测评数有误。", "acceptance")
        assert make_acceptance(applied).pk != returned.pk

    def test_who_entered_may_take_it_back(self, entered, supervisor):
        assert (
            acceptances.give_back(acceptance=entered, by=supervisor, reason="数字录错。").state == "returned"
        )


class TestBefore:
    """What is missing before acceptance can be asked for."""

    def test_a_notice_on_somebody_s_desk_stands_in_the_way(self, folder, reviewer, supervisor):
        apply(folder)
        acceptances.sign(acceptance=make_acceptance(folder, "0.6"), by=signer(folder), new_due_on=day(60))
        folder.refresh_from_db()
        notice = make_notice(folder)
        assert len(missing_for(APPLY, folder)) == 1
        reply(notice)
        with pytest.raises(ValidationError):
            decisions.take_step(rectification=folder, step="apply", by=reviewer)
        notices.accept_reply(notice=notice, by=supervisor)
        assert missing_for(APPLY, folder) == []
        assert decisions.take_step(rectification=folder, step="apply", by=reviewer).to_state == "acceptance"

    # Six months are 181 to 184 days long.
    @pytest.mark.parametrize(("ago", "missing"), [(180, 1), (185, 0)])
    def test_a_campaign_may_demand_a_minimum_of_months(self, folder, ago, missing):
        Campaign.objects.update(minimum_months=6)
        Rectification.objects.update(determined_on=day(-ago))
        waiting = missing_for(APPLY, apply_later(folder))
        assert len(waiting) == missing


def apply_later(folder):
    """The folder back under rectification, read anew, with nothing else in the way."""
    Campaign.objects.update(minimum_months=0)
    apply(folder)
    Campaign.objects.update(minimum_months=6)
    Rectification.objects.update(stage="rectifying")
    return Rectification.objects.get(pk=folder.pk)


class TestReads:
    def test_a_visit_is_waited_for_until_something_is_entered(self, applied, supervisor):
        assert list(reads.awaiting_visit(supervisor)) == [applied]
        entered = make_acceptance(applied)
        assert list(reads.awaiting_visit(supervisor)) == []
        acceptances.give_back(acceptance=entered, by=supervisor, reason="数字录错。")
        assert list(reads.awaiting_visit(supervisor)) == [applied]

    def test_a_signature_is_asked_of_everybody_but_who_entered(self, tree, applied, entered, supervisor):
        second, stranger = signer(applied), make_user("supervisor", tree.other_county)
        asked = [list(reads.awaiting_signature(one)) for one in (supervisor, second, stranger)]
        assert asked == [[], [entered], []]
