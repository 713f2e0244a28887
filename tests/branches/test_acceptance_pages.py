"""Acceptance, scheme and look-backs in the browser's forms."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from branches.models import Acceptance, LookBack
from branches.selectors.schemes import in_force
from branches.services import acceptances
from tests.factories import accept, apply, make_acceptance, marks, signer

pytestmark = pytest.mark.django_db


def day(number):
    return timezone.localdate() + dt.timedelta(days=number)


def at(name, pk):
    return reverse(f"branches:{name}", args=[pk])


def errors(answer):
    assert answer.status_code == 422
    return sorted(answer.context["form"].errors)


def entry(folder, share="0.8", **values):
    """What the form of an acceptance sends."""
    given = {f"marks_{pk}": str(mark) for pk, mark in marks(folder, share).items()}
    votes = {"issued": "30", "returned": "28", "satisfied": "20", "fairly": "6", "dissatisfied": "2"}
    return {"held_on": day(0).isoformat(), "text": "整改到位。", **votes, **given, **values}


@pytest.fixture
def applied(folder):
    return apply(folder)


class TestEnter:
    def test_it_is_entered_and_shown_with_its_verdict(self, client, applied, supervisor):
        client.force_login(supervisor)
        answer = client.post(at("enter_acceptance", applied.pk), entry(applied))
        entered = Acceptance.objects.get()
        assert answer.headers["Location"] == at("acceptance", entered.pk)
        page = client.get(answer.headers["Location"]).content.decode()
        assert [part in page for part in ("合格", "80分", "整改到位。", "基本满意")] == [True] * 4

    def test_errors_stand_by_their_fields_and_nothing_typed_is_lost(self, client, applied, supervisor):
        client.force_login(supervisor)
        first = min(marks(applied))
        wrong = entry(applied, **{f"marks_{first}": "99", "returned": "31", "text": ""})
        answer = client.post(at("enter_acceptance", applied.pk), wrong)
        assert errors(answer) == sorted([f"marks_{first}", "returned", "text"])
        assert answer.context["form"][f"marks_{first}"].value() == "99"
        page = answer.content.decode()
        assert f'aria-describedby="id_marks_{first}_what id_marks_{first}_error"' in page
        assert Acceptance.objects.count() == 0

    def test_not_before_it_was_applied_for_nor_twice(self, client, folder, supervisor):
        client.force_login(supervisor)
        assert client.get(at("enter_acceptance", folder.pk)).status_code == 403
        make_acceptance(apply(folder))
        assert client.get(at("enter_acceptance", folder.pk)).status_code == 403

    def test_a_new_one_begins_with_what_was_returned(self, client, applied, supervisor):
        returned = make_acceptance(applied, "0.9", text="第一稿。")
        acceptances.give_back(acceptance=returned, by=signer(applied), reason="测评数有误。")
        client.force_login(supervisor)
        form = client.get(at("enter_acceptance", applied.pk)).context["form"]
        first = returned.scores.first()
        values = (form["text"].value(), form[f"marks_{first.item_id}"].value(), form["satisfied"].value())
        assert values == ("第一稿。", first.marks, 20)

    def test_of_two_who_correct_the_second_is_told(self, client, applied, supervisor):
        entered = make_acceptance(applied)
        client.force_login(supervisor)
        address = at("edit_acceptance", entered.pk)
        assert client.post(address, entry(applied, "0.9", version="1")).status_code == 302
        stale = client.post(address, entry(applied, "0.5", version="1", text="未到位。"))
        assert (stale.status_code, stale.context["form"]["text"].value()) == (409, "未到位。")
        entered.refresh_from_db()
        assert (entered.text, entered.version) == ("整改到位。", 2)


class TestSign:
    def test_a_second_person_signs_and_the_folder_is_closed(self, client, applied):
        entered = make_acceptance(applied)
        client.force_login(signer(applied))
        page = client.get(at("sign_acceptance", entered.pk))
        assert "new_due_on" not in page.context["form"].fields
        assert client.post(at("sign_acceptance", entered.pk), {"version": "1"}).status_code == 302
        applied.refresh_from_db()
        assert applied.stage == "closed"

    def test_a_failed_one_asks_for_the_new_deadline(self, client, applied):
        entered = make_acceptance(applied, "0.5")
        client.force_login(signer(applied))
        address = at("sign_acceptance", entered.pk)
        assert errors(client.post(address, {"version": "1"})) == ["new_due_on"]
        late = {"version": "1", "new_due_on": day(0).isoformat()}
        assert errors(client.post(address, late)) == ["new_due_on"]
        assert client.post(address, late | {"new_due_on": day(30).isoformat()}).status_code == 302
        applied.refresh_from_db()
        assert (applied.stage, applied.due_on) == ("rectifying", day(30))

    def test_who_entered_is_sent_to_another(self, client, applied, supervisor):
        entered = make_acceptance(applied)
        client.force_login(supervisor)
        for answer in (
            client.get(at("sign_acceptance", entered.pk)),
            client.post(at("sign_acceptance", entered.pk)),
        ):
            assert answer.status_code == 403
        assert "须由另一人签批" in answer.content.decode()

    def test_what_changed_meanwhile_is_shown_before_it_is_signed(self, client, applied, supervisor):
        entered = make_acceptance(applied)
        acceptances.edit(acceptance=entered, by=supervisor, marks=marks(applied, "0.5"))
        client.force_login(signer(applied))
        answer = client.post(
            at("sign_acceptance", entered.pk), {"version": "1", "new_due_on": day(9).isoformat()}
        )
        assert answer.status_code == 409
        entered.refresh_from_db()
        assert entered.state == "entered"

    def test_a_return_needs_its_reason(self, client, applied):
        entered = make_acceptance(applied)
        client.force_login(signer(applied))
        assert errors(client.post(at("return_acceptance", entered.pk), {"reason": ""})) == ["reason"]
        assert client.post(at("return_acceptance", entered.pk), {"reason": "测评数有误。"}).status_code == 302
        page = client.get(at("acceptance", entered.pk)).content.decode()
        assert "测评数有误。" in page


class TestScheme:
    def sent(self, scheme, **values):
        lines = {}
        for item in scheme.items.all():
            lines |= {
                f"title_{item.number}": item.title,
                f"text_{item.number}": item.text,
                f"full_marks_{item.number}": item.full_marks,
            }
        rules = {"pass_mark": "70", "dissatisfied_over": "50", "satisfied_under": "", "version": "1"}
        return {**rules, **lines, **values}

    def test_lines_are_changed_added_and_left_out(self, client, folder, administrator):
        client.force_login(administrator)
        scheme = in_force(folder.campaign)
        values = self.sent(scheme, title_1="", full_marks_2="35", title_9="作风建设", full_marks_9="5")
        answer = client.post(at("edit_scheme", folder.campaign_id), values)
        assert answer.headers["Location"] == at("scheme", folder.campaign_id)
        items = [(item.number, item.title, item.full_marks) for item in in_force(folder.campaign).items.all()]
        assert (items[0], items[-1], len(items)) == ((1, "组织生活", 35), (6, "作风建设", 5), 6)

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"full_marks_1": ""}, "full_marks_1"),
            ({"full_marks_1": "0"}, "full_marks_1"),
            ({"pass_mark": "101"}, "pass_mark"),
            ({"dissatisfied_over": "101"}, "dissatisfied_over"),
        ],
    )
    def test_what_is_wrong_stands_by_its_field(self, client, folder, administrator, wrong, field):
        client.force_login(administrator)
        scheme = in_force(folder.campaign)
        answer = client.post(at("edit_scheme", folder.campaign_id), self.sent(scheme, **wrong))
        assert errors(answer) == [field]
        assert in_force(folder.campaign).version == 1

    def test_lines_that_came_back_are_all_there_again(self, client, folder, administrator):
        client.force_login(administrator)
        values = self.sent(in_force(folder.campaign), title_9="作风建设", full_marks_9="", title_nonsense="x")
        answer = client.post(at("edit_scheme", folder.campaign_id), values)
        assert errors(answer) == ["full_marks_9"]
        assert answer.context["form"]["title_9"].value() == "作风建设"

    def test_a_second_editor_is_told_even_where_only_lines_differ(self, client, folder, administrator):
        client.force_login(administrator)
        scheme = in_force(folder.campaign)
        rules = {"pass_mark": "70.0"}
        address = at("edit_scheme", folder.campaign_id)
        assert client.post(address, self.sent(scheme, full_marks_1="30", **rules)).status_code == 302
        stale = client.post(address, self.sent(scheme, full_marks_1="40", **rules))
        assert (stale.status_code, stale.context["form"]["full_marks_1"].value()) == (409, "40")
        assert in_force(folder.campaign).items.first().full_marks == 30


class TestLookBack:
    @pytest.fixture
    def look_back(self, folder):
        accept(apply(folder))
        return folder.look_backs.first()

    def sent(self, **values):
        return {"done_on": day(0).isoformat(), "text": "随机走访。", "verdict": "consolidated", **values}

    def test_consolidated(self, client, look_back, supervisor):
        client.force_login(supervisor)
        answer = client.post(at("conclude_look_back", look_back.pk), self.sent())
        assert answer.headers["Location"] == at("folder", look_back.rectification_id)
        look_back.refresh_from_db()
        assert (look_back.state, look_back.text) == ("consolidated", "随机走访。")
        assert client.get(at("conclude_look_back", look_back.pk)).status_code == 403

    def test_a_rebound_asks_for_a_deadline_and_reopens_what_is_ticked(
        self, client, folder, look_back, supervisor
    ):
        client.force_login(supervisor)
        problem, address = folder.problems.get(), at("conclude_look_back", look_back.pk)
        rebound = self.sent(verdict="rebounded", problems=[problem.pk])
        assert errors(client.post(address, rebound)) == ["new_due_on"]
        assert errors(client.post(address, rebound | {"new_due_on": day(0).isoformat()})) == ["new_due_on"]
        assert client.post(address, rebound | {"new_due_on": day(60).isoformat()}).status_code == 302
        folder.refresh_from_db()
        problem.refresh_from_db()
        assert (folder.stage, problem.status) == ("rectifying", "rectifying")

    def test_waived_with_words(self, client, look_back, supervisor):
        client.force_login(supervisor)
        assert errors(client.post(at("waive_look_back", look_back.pk), {"reason": ""})) == ["reason"]
        assert client.post(at("waive_look_back", look_back.pk), {"reason": "已撤并。"}).status_code == 302
        assert LookBack.objects.get(pk=look_back.pk).state == "waived"
