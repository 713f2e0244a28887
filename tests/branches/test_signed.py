"""A sign-off keeps what it vouched for; what is changed afterwards is shown beside what was signed."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from branches.models import Decision, Problem
from branches.selectors.desk import desk
from branches.selectors.signed import content_of, fingerprint
from branches.services import causes, decisions, evidence, measures, problems
from tests.factories import keep, log, make_cause, make_measure, make_problem, make_user
from tests.pictures import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def problem(folder):
    problem = make_problem(folder, text="班子不团结，内耗严重。", responsible="党委副书记")
    measure = make_measure(folder, [problem], title="强化队伍", outcome="成效。")
    make_cause(folder, [problem], text="制度空转。")
    keep(log(measure, text="开会。", percent=100, happened_on=dt.date(2026, 5, 1)))
    keep(measure, content=picture(color="blue"))
    return problem


@pytest.fixture
def signed(problem, reviewer, supervisor):
    decisions.take_step(problem=problem, step="submit", by=reviewer)
    return decisions.take_step(problem=problem, step="sign_off", by=supervisor)


def signing(folder, user):
    return desk(user, folder.pk).cards[0].signing


def changes(folder, user):
    return [(one.what, one.label, one.signed, one.now) for one in signing(folder, user).changes]


def test_it_holds_everything_that_was_signed(signed, problem):
    (cause,), (measure,) = problem.causes.all(), problem.measures.all()
    (entry,) = measure.progress_entries.all()
    (photo,), (plan,) = entry.evidence.all(), measure.evidence.all()
    assert signed.signed == {
        f"problem.{problem.pk}.text": "班子不团结，内耗严重。",
        f"problem.{problem.pk}.responsible": "党委副书记",
        f"problem.{problem.pk}.deadline": "",
        f"problem.{problem.pk}.due_on": "",
        f"cause.{cause.pk}.text": "制度空转。",
        f"measure.{measure.pk}.title": "强化队伍",
        f"measure.{measure.pk}.description": "",
        f"measure.{measure.pk}.responsible": "",
        f"measure.{measure.pk}.deadline": "",
        f"measure.{measure.pk}.due_on": "",
        f"measure.{measure.pk}.outcome": "成效。",
        f"measure.{measure.pk}.percent": "100",
        f"progressentry.{entry.pk}.happened_on": "2026-05-01",
        f"progressentry.{entry.pk}.text": "开会。",
        f"progressentry.{entry.pk}.percent": "100",
        f"evidence.{photo.pk}.file": f"{photo.sha256} 现场.jpg",
        f"evidence.{plan.pk}.file": f"{plan.sha256} 现场.jpg",
    }
    assert signed.signed_hash == fingerprint(signed.signed) == fingerprint(content_of(problem))


def test_the_fingerprint_is_of_the_content_and_not_of_its_order():
    assert fingerprint({"a": "1", "b": "二"}) == fingerprint({"b": "二", "a": "1"})
    assert fingerprint({"a": "1"}) != fingerprint({"a": "2"})
    # Of {"a":"二"} in UTF-8, by another tool.
    assert fingerprint({"a": "二"}) == "7122a2021c676e4206ec09356933a139048b27f756c3fb775022e32b29cd2142"


def test_only_sign_offs_keep_it(signed):
    kept = Decision.objects.exclude(signed_hash="").values_list("step", flat=True)
    assert list(kept) == ["sign_off"]
    assert Decision.objects.filter(step="submit").get().signed is None


def test_long_term_is_a_sign_off_too(problem, supervisor):
    decision = decisions.take_step(problem=problem, step="keep_long_term", by=supervisor, comment="长期。")
    assert decision.signed_hash == fingerprint(content_of(problem))


def test_nothing_changed_shows_nothing(signed, folder, clerk):
    assert signing(folder, clerk).decision == signed
    assert changes(folder, clerk) == []


def test_a_problem_that_is_not_settled_has_no_state(problem, folder, clerk):
    assert signing(folder, clerk) is None


def test_every_later_change_is_told(signed, problem, folder, clerk):
    (measure,), (cause,) = problem.measures.all(), problem.causes.all()
    (entry,) = measure.progress_entries.all()
    measures.edit(measure=measure, by=clerk, outcome="成效明显。")
    causes.edit(cause=cause, by=clerk, text="制度空转，监督缺位。")
    measures.edit_progress(entry=entry, by=clerk, text="开会两次。")
    evidence.withdraw(evidence=entry.evidence.get(), reason="误传", by=clerk)
    keep(problem, content=picture(color="green"))
    make_measure(folder, [problem], title="建章立制")
    assert set(changes(folder, clerk)) == {
        ("措施“强化队伍”", "成效", "成效。", "成效明显。"),
        ("原因“制度空转”", "原因", "制度空转。", "制度空转，监督缺位。"),
        ("进展“开会两次”", "进展情况", "开会。", "开会两次。"),
        ("佐证材料", "", "现场.jpg", ""),
        ("佐证材料", "", "", "现场.jpg"),
        ("措施", "", "", "建章立制"),
    }


def test_a_cause_that_is_taken_away_is_told(signed, problem, folder, clerk):
    causes.remove(cause=problem.causes.get(), by=clerk)
    assert changes(folder, clerk) == [("原因", "", "制度空转", "")]


def test_what_does_not_belong_to_the_problem_changes_nothing(signed, problem, folder, clerk):
    log(make_measure(folder, title="办好实事"))
    make_problem(folder, text="阵地不足。")
    evidence.edit(evidence=problem.measures.get().evidence.get(), caption="会场", by=clerk)
    assert changes(folder, clerk) == []


def test_who_undoes_a_change_has_the_old_fingerprint(signed, problem, folder, clerk):
    measure = problem.measures.get()
    measures.edit(measure=measure, by=clerk, outcome="成效明显。")
    assert len(changes(folder, clerk)) == 1
    measures.edit(measure=measure, by=clerk, outcome="成效。")
    assert changes(folder, clerk) == []


def test_card_and_record_say_it(look, signed, problem, folder, clerk):
    def page():
        return look(clerk, reverse("branches:folder", args=[folder.pk]))

    def state():
        return [text.split(": ")[1] for text in page().text("small", **{"class": "record-hash"})]

    assert state() == [f"{signed.signed_hash[:12]} unchanged"]
    assert page().all("details", **{"class": "signed-changed"}) == []
    measures.edit(measure=problem.measures.get(), by=clerk, outcome="成效明显。")
    assert state() == [f"{signed.signed_hash[:12]} Changed since sign-off"]
    table = page().all("details", **{"class": "signed-changed"})[0]
    cells = [" ".join("".join(cell.itertext()).split()) for cell in table.iter("td")]
    assert cells == ["成效。", "成效明显。"]


def test_signed_again_is_as_signed(signed, problem, folder, clerk, reviewer, supervisor):
    measures.edit(measure=problem.measures.get(), by=clerk, outcome="成效明显。")
    decisions.take_step(problem=problem, step="reopen", by=supervisor, comment="有改动。")
    assert signing(folder, clerk) is None
    decisions.take_step(problem=problem, step="submit", by=reviewer)
    again = decisions.take_step(problem=problem, step="sign_off", by=supervisor)
    assert (signing(folder, clerk).decision, changes(folder, clerk)) == (again, [])
    assert Decision.objects.get(pk=signed.pk).signed == signed.signed


def test_a_signed_problem_itself_cannot_be_changed(signed, problem, clerk):
    with pytest.raises(PermissionDenied):
        problems.edit(problem=problem, by=clerk, text="改。")
    assert Problem.objects.get().text == problem.text


class TestFourEyes:
    """Who submitted does not sign off, under whatever name the sign-off goes."""

    @pytest.fixture
    def promoted(self, tree, problem, reviewer):
        """Submitted by somebody who then becomes the county's supervisor."""
        decisions.take_step(problem=problem, step="submit", by=reviewer)
        reviewer.role, reviewer.organisation = "supervisor", tree.county
        reviewer.save()
        return reviewer

    @pytest.mark.parametrize("step", ["sign_off", "keep_long_term"])
    def test_he_does_not_sign_what_he_submitted(self, tree, problem, promoted, step):
        with pytest.raises(PermissionDenied):
            decisions.take_step(problem=problem, step=step, by=promoted, comment="长期。")
        other = make_user("supervisor", tree.county)
        assert decisions.take_step(problem=problem, step=step, by=other, comment="长期。").pk

    def test_not_even_with_a_return_in_between(self, tree, problem, promoted):
        decisions.take_step(problem=problem, step="send_back", by=promoted, comment="退回。")
        with pytest.raises(PermissionDenied):
            decisions.take_step(problem=problem, step="keep_long_term", by=promoted, comment="长期。")

    def test_who_sent_back_signs_off_what_another_submitted(self, problem, reviewer, supervisor):
        decisions.take_step(problem=problem, step="submit", by=reviewer)
        decisions.take_step(problem=problem, step="send_back", by=supervisor, comment="退回。")
        decisions.take_step(problem=problem, step="submit", by=reviewer)
        assert decisions.take_step(problem=problem, step="sign_off", by=supervisor).pk
