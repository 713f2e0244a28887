"""Two people write one record: the second is shown both versions, and takes for each field the own or the other one."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from branches.models import Measure
from branches.services import evidence, measures
from tests.branches.test_forms import page, sent
from tests.factories import keep, log, make_measure, make_problem, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(tree):
    return make_user("staff", tree.township, "colleague")


@pytest.fixture
def measure(folder):
    return make_measure(folder, title="原来的措施", description="原来的做法。", responsible="组织委员")


@pytest.fixture
def mine(client, clerk, measure):
    """The form as the clerk has it open, before anybody else wrote."""
    client.force_login(clerk)
    return sent(client.get(page("edit", "measure", measure.pk)).context["form"])


def save(client, measure, values):
    return client.post(page("edit", "measure", measure.pk), values)


def sides(answer):
    return {one.name: (one.yours, one.theirs) for one in answer.context["differences"]}


def again(answer, **choices):
    return {**sent(answer.context["form"]), **{f"choice-{name}": side for name, side in choices.items()}}


def test_each_field_is_chosen_by_itself(client, clerk, colleague, measure, mine):
    measures.edit(measure=measure, by=colleague, title="他人的措施", description="他人的做法。")
    answer = save(client, measure, {**mine, "title": "我的措施", "description": "我的做法。"})
    assert answer.status_code == 409
    assert sides(answer) == {
        "title": ("我的措施", "他人的措施"),
        "description": ("我的做法。", "他人的做法。"),
    }
    assert save(client, measure, again(answer, title="yours", description="theirs")).status_code == 302
    measure.refresh_from_db()
    assert (measure.title, measure.description) == ("我的措施", "他人的做法。")


def test_the_page_says_who_wrote_and_offers_both_sides(client, clerk, colleague, measure, mine):
    measures.edit(measure=measure, by=colleague, title="他人的措施")
    answer = save(client, measure, {**mine, "title": "我的措施"})
    assert answer.context["last_change"] == AuditEntry.objects.get_for_object(measure).first()
    body = answer.content.decode()
    assert "colleague 在此期间修改过" in body
    assert body.count('name="choice-title"') == 2
    assert 'value="yours" data-side-of="id_title" checked' in body


def test_every_kind_of_field_can_be_theirs(client, clerk, colleague, folder, measure, mine):
    one, two = make_problem(folder), make_problem(folder, text="阵地陈旧。")
    theirs = {
        "problems": [two],
        "starts_on": "2026-05-01",
        "due_on": "2026-08-01",
        "deadline": "八一前",
        "long_term": True,
        "number": 9,
    }
    measures.edit(measure=measure, by=colleague, **theirs)
    answer = save(client, measure, {**mine, "problems": [one.pk], "number": 5})
    assert sides(answer)["problems"] == ("1. 班子不团结", "2. 阵地陈旧")
    assert set(sides(answer)) == set(theirs)
    assert save(client, measure, again(answer, **dict.fromkeys(theirs, "theirs"))).status_code == 302
    measure.refresh_from_db()
    assert list(measure.problems.all()) == [two]
    kept = (str(measure.starts_on), str(measure.due_on), measure.deadline, measure.long_term, measure.number)
    assert kept == ("2026-05-01", "2026-08-01", "八一前", True, 9)


def test_theirs_may_be_that_nothing_is_linked_or_ticked(client, clerk, colleague, folder, measure, mine):
    problem = make_problem(folder)
    measures.edit(measure=measure, by=colleague, responsible="")
    answer = save(client, measure, {**mine, "problems": [problem.pk], "long_term": "on"})
    choices = {"problems": "theirs", "long_term": "theirs", "responsible": "theirs"}
    assert save(client, measure, again(answer, **choices)).status_code == 302
    measure.refresh_from_db()
    assert (measure.problems.count(), measure.long_term, measure.responsible) == (0, False, "")


def test_a_third_version_is_told_again_and_loses_nothing(client, clerk, colleague, measure, mine):
    measures.edit(measure=measure, by=colleague, title="第二版")
    first = save(client, measure, {**mine, "title": "我的措施", "description": "我的做法。"})
    measures.edit(measure=measure, by=colleague, title="第三版")
    second = save(client, measure, again(first, title="yours"))
    assert second.status_code == 409
    assert sides(second)["title"] == ("我的措施", "第三版")
    assert second.context["form"]["description"].value() == "我的做法。"
    assert Measure.objects.get().title == "第三版"


def test_who_changed_another_field_is_told_too(client, clerk, colleague, measure, mine):
    """Nothing of theirs is overwritten in silence, whichever field it was."""
    measures.edit(measure=measure, by=colleague, responsible="党建办")
    answer = save(client, measure, {**mine, "title": "我的措施"})
    assert sides(answer) == {"title": ("我的措施", "原来的措施"), "responsible": ("组织委员", "党建办")}


def test_a_choice_sent_without_a_conflict_takes_what_is_there(client, clerk, measure, mine):
    save(client, measure, {**mine, "title": "我的措施", "choice-title": "theirs"})
    assert Measure.objects.get().title == "原来的措施"


def test_a_record_that_is_gone_is_not_found(client, clerk, colleague, measure, mine):
    measures.remove(measure=measure, by=colleague)
    assert save(client, measure, mine).status_code == 404


def test_a_caption_is_chosen_as_well(client, clerk, colleague, measure):
    kept = keep(log(measure))
    client.force_login(clerk)
    address = reverse("branches:edit_evidence", args=[kept.pk])
    mine = sent(client.get(address).context["form"])
    evidence.edit(evidence=kept, by=colleague, caption="他人的说明")
    answer = client.post(address, {**mine, "caption": "我的说明"})
    client.post(address, again(answer, caption="theirs"))
    kept.refresh_from_db()
    assert kept.caption == "他人的说明"
