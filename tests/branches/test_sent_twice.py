"""What comes twice is written once: a double click, a flaky line, the back button after saving."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from branches.models import Comment, Decision, Problem
from tests.branches.reading import step
from tests.branches.test_forms import NUMBERED, PARTS, home_of, page, sent
from tests.factories import log, make_folder, make_measure, make_plan, make_problem, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture(params=PARTS)
def noun(request):
    return request.param


def new(signed_in, noun, folder):
    """A new form of that kind, filled in."""
    form = signed_in.get(page("add", noun, folder.pk)).context["form"]
    return {**sent(form), **PARTS[noun][2]}


def test_a_new_part_that_comes_twice_is_written_once_and_leads_to_it(signed_in, folder, noun):
    model, _, _, _ = PARTS[noun]
    values = new(signed_in, noun, folder)
    answers = [signed_in.post(page("add", noun, folder.pk), values) for _ in range(2)]
    place = home_of(folder, f"#{noun}-{model.objects.get().pk}")
    assert [answer.headers["Location"] for answer in answers] == [place, place]


def add(signed_in, noun, folder, number, **words):
    """A new form, with a number of its own, is saved; how many parts there are then."""
    values = new(signed_in, noun, folder) | words | ({"number": number} if noun in NUMBERED else {})
    assert signed_in.post(page("add", noun, folder.pk), values).status_code == 302
    return PARTS[noun][0].objects.count()


def test_two_new_forms_write_two_parts(signed_in, folder, noun):
    add(signed_in, noun, folder, 3)
    field = "name" if noun == "member" else PARTS[noun][3]
    assert add(signed_in, noun, folder, 4, **{field: "另一项"}) == 2


def test_the_same_words_in_a_form_that_was_fetched_anew_are_written_once(signed_in, folder, noun):
    add(signed_in, noun, folder, 3)
    assert add(signed_in, noun, folder, 4) == 1


def test_the_same_words_some_time_later_are_meant(signed_in, folder, noun):
    add(signed_in, noun, folder, 3)
    PARTS[noun][0].objects.update(created_at=timezone.now() - dt.timedelta(minutes=11))
    assert add(signed_in, noun, folder, 4) == 2


def test_other_words_after_the_back_button_are_told_and_kept_in_the_form(signed_in, folder, noun):
    model, _, _, field = PARTS[noun]
    field = "name" if noun == "member" else field
    values = new(signed_in, noun, folder)
    signed_in.post(page("add", noun, folder.pk), values)
    answer = signed_in.post(page("add", noun, folder.pk), {**values, field: "又改了一遍"})
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors() == [
        "这份内容已经保存，且与现在填写的不同。请打开已保存的内容修改。"
    ]
    assert answer.context["form"][field].value() == "又改了一遍"
    assert getattr(model.objects.get(), field) == values[field]


def test_what_was_left_empty_and_filled_in_by_the_service_is_no_difference(signed_in, folder):
    values = {**new(signed_in, "problem", folder), "deadline": "2026年12月底前"}
    for _ in range(2):
        assert signed_in.post(page("add", "problem", folder.pk), values).status_code == 302
    problem = Problem.objects.get()
    assert (problem.due_on is not None, problem.title) == (True, "班子不团结")


def test_links_count_as_a_difference(signed_in, folder):
    problem = make_problem(folder)
    values = new(signed_in, "cause", folder)
    signed_in.post(page("add", "cause", folder.pk), values)
    again = signed_in.post(page("add", "cause", folder.pk), {**values, "problems": [problem.pk]})
    assert again.status_code == 422


def test_an_edit_that_comes_twice_is_no_conflict_with_oneself(signed_in, folder, noun):
    """The back button shows the old form with its old version; saved again, it says what is there already."""
    model, make, _, field = PARTS[noun]
    field = "name" if noun == "member" else field
    address = page("edit", noun, make(folder).pk)
    values = {**sent(signed_in.get(address).context["form"]), field: "改后的内容"}
    answers = [signed_in.post(address, values) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert getattr(model.objects.get(), field) == "改后的内容"


def test_a_step_that_comes_twice_is_taken_once(client, folder, reviewer):
    problem = make_problem(folder)
    log(make_measure(folder, [problem], outcome="已完成。"), percent=100)
    client.force_login(reviewer)
    address = reverse("branches:problem_step", args=[problem.pk, "submit"])
    answers = [client.post(address, {"comment": "请核验。"}) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [
        home_of(folder, f"#problem-{problem.pk}")
    ] * 2
    assert Decision.objects.filter(problem=problem, step="submit").count() == 1


@pytest.mark.parametrize("other", ["words", "person"])
def test_a_step_of_somebody_else_or_with_other_words_is_refused(client, tree, folder, reviewer, other):
    problem = make_problem(folder)
    log(make_measure(folder, [problem], outcome="已完成。"), percent=100)
    problem.refresh_from_db()
    step("submit", reviewer, problem)
    by = make_user("reviewer", tree.township, "another") if other == "person" else reviewer
    client.force_login(by)
    words = "属实。" if other == "person" else "另有说明。"
    address = reverse("branches:problem_step", args=[problem.pk, "submit"])
    assert client.post(address, {"comment": words}).status_code == 403
    assert Decision.objects.filter(problem=problem, step="submit").count() == 1


def test_a_folder_step_that_comes_twice_is_taken_once(client, folder, supervisor):
    make_problem(folder)
    client.force_login(supervisor)
    address = reverse("branches:folder_step", args=[folder.pk, "confirm"])
    assert [client.post(address).status_code for _ in range(2)] == [302, 302]
    assert folder.decisions.count() == 1


def test_a_next_step_pressed_twice_becomes_one_measure(signed_in, folder):
    plan = make_plan(folder)
    address = reverse("branches:become_measure", args=[plan.pk])
    answers = [signed_in.post(address) for _ in range(2)]
    measure = folder.measures.get()
    assert {answer.headers["Location"] for answer in answers} == {page("edit", "measure", measure.pk)}


def test_a_key_of_another_folder_opens_nothing(signed_in, tree, folder):
    values = {**PARTS["plan"][2], "key": str(uuid.uuid4())}
    other = make_folder(township=tree.township)
    assert signed_in.post(page("add", "plan", other.pk), values).status_code == 302
    assert signed_in.post(page("add", "plan", folder.pk), values).status_code == 422
    assert folder.followupplans.count() == 0


def said(signed_in, problem):
    """The page of a new comment, and what its form sends once it is filled in."""
    address = reverse("branches:comment_problem", args=[problem.pk])
    return address, {**sent(signed_in.get(address).context["form"]), "text": "请补充会议记录。 "}


def test_a_comment_that_comes_twice_is_said_once(signed_in, folder):
    address, values = said(signed_in, make_problem(folder))
    assert [signed_in.post(address, values).status_code for _ in range(2)] == [302, 302]
    assert [one.text for one in Comment.objects.all()] == ["请补充会议记录。"]


def test_the_same_words_in_a_new_form_are_a_new_comment(signed_in, folder):
    problem = make_problem(folder)
    for _ in range(2):
        signed_in.post(*said(signed_in, problem))
    assert Comment.objects.count() == 2


def test_a_comment_with_other_words_after_the_back_button_is_told_and_kept(signed_in, folder):
    address, values = said(signed_in, make_problem(folder))
    signed_in.post(address, values)
    answer = signed_in.post(address, {**values, "text": "又改了一遍"})
    assert (answer.status_code, answer.context["form"]["text"].value()) == (422, "又改了一遍")
    assert Comment.objects.get().text == "请补充会议记录。"


def test_a_comment_with_the_key_of_somebody_else_is_not_taken_for_his(client, folder, clerk, reviewer):
    problem = make_problem(folder)
    client.force_login(clerk)
    address, values = said(client, problem)
    client.post(address, values)
    client.force_login(reviewer)
    assert client.post(address, values).status_code == 422
    assert [one.author for one in Comment.objects.all()] == [clerk]
