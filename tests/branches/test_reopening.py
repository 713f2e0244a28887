"""Reopening by request: who works on a problem asks with words, the supervisor answers with words."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from branches.selectors.work import piles
from branches.services import decisions
from tests.branches.reading import sign_off
from tests.factories import make_problem, make_user

pytestmark = pytest.mark.django_db
WHY = "发现新的情况。"


@pytest.fixture
def problem(folder, supervisor):
    problem = make_problem(folder)
    sign_off(problem, supervisor)
    problem.refresh_from_db()
    return problem


def take(step, problem, by, words=WHY):
    return decisions.take_step(problem=problem, step=step, by=by, comment=words)


def asked(user):
    return [(row, row.words) for pile in piles(user) if pile.key == "asked" for row in pile.rows]


def offered(look, user, problem):
    """The steps that the folder page offers on the problem."""
    page = look(user, reverse("branches:folder", args=[problem.rectification_id]))
    lead = reverse("branches:problem_step", args=[problem.pk, "x"]).removesuffix("x/")
    addresses = [node.get("href") for node in page.all("a")]
    return [address.removeprefix(lead).strip("/") for address in addresses if address.startswith(lead)]


@pytest.mark.parametrize("role", ["staff", "reviewer"])
def test_a_request_changes_nothing_but_the_record(tree, problem, role):
    user = make_user(role, tree.township)
    decision = take("ask_reopening", problem, user)
    assert (decision.from_state, decision.to_state, decision.comment) == ("closed", "closed", WHY)
    before = (problem.status, problem.closed_on, problem.version)
    problem.refresh_from_db()
    assert (problem.status, problem.closed_on, problem.version) == before
    assert problem.closed_on == timezone.localdate()


@pytest.mark.parametrize("role", ["supervisor", "auditor", "admin"])
def test_others_do_not_ask(tree, problem, role):
    with pytest.raises(PermissionDenied):
        take("ask_reopening", problem, make_user(role, tree.county))


def test_it_needs_words_and_is_made_once(problem, clerk, reviewer):
    with pytest.raises(ValidationError) as caught:
        take("ask_reopening", problem, clerk, " ")
    assert list(caught.value.error_dict) == ["comment"]
    take("ask_reopening", problem, clerk)
    with override("en"), pytest.raises(ValidationError) as caught:
        take("ask_reopening", problem, reviewer)
    assert caught.value.messages == ["Reopening has been asked for; the answer is awaited."]


def test_the_supervisor_finds_it_in_his_work_and_reopens(tree, problem, clerk, supervisor):
    assert asked(supervisor) == []
    take("ask_reopening", problem, clerk)
    assert asked(supervisor) == [(problem, WHY)]
    assert asked(clerk) == asked(make_user("supervisor", tree.other_county)) == []
    take("reopen", problem, supervisor, "同意。")
    problem.refresh_from_db()
    assert (problem.status, asked(supervisor)) == ("rectifying", [])


def test_or_declines_and_it_may_be_asked_again(problem, clerk, supervisor):
    with pytest.raises(PermissionDenied):
        take("decline_reopening", problem, supervisor)
    take("ask_reopening", problem, clerk)
    take("decline_reopening", problem, supervisor, "维持销号。")
    problem.refresh_from_db()
    assert (problem.status, asked(supervisor)) == ("closed", [])
    take("ask_reopening", problem, clerk, "情况加重。")
    assert asked(supervisor) == [(problem, "情况加重。")]


def test_the_page_offers_what_can_be_done(look, problem, clerk, supervisor, auditor):
    assert offered(look, clerk, problem) == ["ask_reopening"]
    assert offered(look, supervisor, problem) == ["reopen"]
    assert offered(look, auditor, problem) == []
    take("ask_reopening", problem, clerk)
    assert offered(look, supervisor, problem) == ["reopen", "decline_reopening"]
    page = look(clerk, reverse("branches:folder", args=[problem.rectification_id]))
    waits = page.text("span", **{"class": "steps-missing"})
    assert "Not yet: Reopening has been asked for; the answer is awaited." in waits


def test_on_the_pages(client, problem, clerk, supervisor):
    client.force_login(clerk)
    ask = reverse("branches:problem_step", args=[problem.pk, "ask_reopening"])
    assert client.post(ask, {"comment": ""}).status_code == 422
    assert client.post(ask, {"comment": WHY}).status_code == 302
    client.force_login(supervisor)
    work = client.get(reverse("branches:my_work")).content.decode()
    for step in ("reopen", "decline_reopening"):
        assert reverse("branches:problem_step", args=[problem.pk, step]) in work
    decline = reverse("branches:problem_step", args=[problem.pk, "decline_reopening"])
    assert client.post(decline, {"comment": "维持销号。"}).status_code == 302
    assert client.get(decline).status_code == 403


def test_the_record_tells_the_whole_way_with_its_words(look, problem, clerk, supervisor):
    take("ask_reopening", problem, clerk)
    take("reopen", problem, supervisor, "同意。")
    page = look(clerk, reverse("branches:folder", args=[problem.rectification_id]))
    record = page.all("details", **{"class": "record"})[0]
    told = [
        (
            next(item.iter("b")).text,
            [" ".join("".join(node.itertext()).split()) for node in item.iter("span")],
            [node.text for node in item.iter("q")],
        )
        for item in record.iter("li")
    ]
    assert told == [
        ("Reopen", ["Signed off → In progress"], ["同意。"]),
        ("Ask for reopening", [], [WHY]),
        ("Sign off", ["Awaiting check → Signed off"], ["属实。"]),
        ("Apply for sign-off", ["In progress → Awaiting check"], ["属实。"]),
        ("Start", ["Not started → In progress"], []),
    ]
