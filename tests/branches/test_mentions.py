"""Whom an @ means: people who see the folder, by username or name, as it is written in Chinese."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from branches.models import CommentMention
from branches.selectors.people import addressed, who_see
from tests.factories import comment, make_problem, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(tree):
    """王伟 in the township twice, 王伟国 and 李四 once, and a namesake of 李四 who sees another township only."""
    made = {}
    for username, name, place in [
        ("wangwei", "王伟", tree.township),
        ("wangwei2", "王伟", tree.township),
        ("wangweiguo", "王伟国", tree.township),
        ("east.clerk", "李四", tree.township),
        ("west.clerk", "李四", tree.other_township),
    ]:
        made[username] = make_user("staff", place, username)
        User.objects.filter(pk=made[username].pk).update(name=name)
    return made


def meant(folder, text, *further):
    return [one.username for one in addressed(folder, text, further)]


def test_who_sees_a_folder(tree, folder, clerk, reviewer, supervisor, auditor, administrator):
    make_user("staff", tree.other_township)
    make_user("supervisor", tree.other_county)
    city, province = make_user("supervisor", tree.city), make_user("supervisor", tree.province)
    gone = make_user("reviewer", tree.township, "gone")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    assert set(who_see(folder)) == {clerk, reviewer, supervisor, auditor, city, province}
    assert administrator not in who_see(folder)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("请看。", []),
        ("@east.clerk 请看。", ["east.clerk"]),
        ("@EAST.Clerk请看。", ["east.clerk"]),
        ("请@李四看一下", ["east.clerk"]),
        ("@李四，@王伟国：请看。", ["east.clerk", "wangweiguo"]),
        ("@wangwei @wangwei2", ["wangwei", "wangwei2"]),
        ("@李四 @east.clerk", ["east.clerk"]),
        ("发到 li@example.org 即可", []),
        ("每周 @ 一次", []),
        ("结束@", []),
    ],
)
def test_whom_a_text_addresses(folder, people, text, names):
    assert meant(folder, text) == names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@王伟 请看", "Several people are called 王伟; write one of: @wangwei, @wangwei2"),
        ("@west.clerk 请看", "“@west.clerk” is nobody who sees this folder."),
        ("@wangwei3", "“@wangwei3” is nobody who sees this folder."),
        ("@张三丰", "“@张三丰” is nobody who sees this folder."),
    ],
)
def test_who_cannot_be_told_apart_or_does_not_see_it_is_asked_about(folder, people, text, words):
    with override("en"), pytest.raises(ValidationError) as caught:
        addressed(folder, text)
    assert caught.value.message_dict == {"text": [words]}


def test_people_may_be_chosen_from_the_list_instead(client, folder, people, clerk):
    problem = make_problem(folder)
    client.force_login(clerk)
    address = reverse("branches:comment_problem", args=[problem.pk])
    listed = client.get(address).context["form"].fields["mentioned"].queryset
    assert set(listed) == {people[name] for name in ("wangwei", "wangwei2", "wangweiguo", "east.clerk")}
    chosen = [people["wangwei2"].pk, people["east.clerk"].pk]
    assert client.post(address, {"text": "@李四 请看", "mentioned": chosen}).status_code == 302
    assert {one.person for one in CommentMention.objects.all()} == {people["wangwei2"], people["east.clerk"]}


def test_somebody_outside_cannot_be_chosen(client, folder, people, clerk):
    problem = make_problem(folder)
    client.force_login(clerk)
    address = reverse("branches:comment_problem", args=[problem.pk])
    answer = client.post(address, {"text": "请看", "mentioned": [people["west.clerk"].pk]})
    assert list(answer.context["form"].errors) == ["mentioned"]
    with pytest.raises(ValidationError):
        addressed(folder, "请看", [people["west.clerk"]])


def test_nobody_tells_himself(folder, clerk):
    comment(by=clerk, text=f"@{clerk.username} 备忘", problem=make_problem(folder))
    assert CommentMention.objects.count() == 0
