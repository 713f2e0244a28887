"""Signing in and out, the own password, and the closed door after too many tries."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import reverse

from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
SIGN_IN, START, HOME = reverse("accounts:sign_in"), reverse("branches:start"), reverse("branches:home")


def enter(client, user, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"username": user.username, "password": password, **more})


def is_in(client):
    return SESSION_KEY in client.session


def test_the_right_password_leads_home(client, clerk):
    answer = enter(client, clerk)
    assert (answer.status_code, answer.headers["Location"]) == (302, START)
    assert is_in(client)


def test_a_wrong_password_stays_and_keeps_the_name(client, clerk):
    answer = enter(client, clerk, "wrong")
    assert answer.status_code == 200
    assert len(answer.context["form"].non_field_errors()) == 1
    assert answer.context["form"]["username"].value() == clerk.username
    assert not is_in(client)


def test_an_unknown_name_is_told_the_same_as_a_wrong_password(client, clerk):
    wrong = enter(client, clerk, "wrong").context["form"].non_field_errors()
    clerk.username = "nobody"
    assert enter(client, clerk).context["form"].non_field_errors() == wrong


def test_the_page_asked_for_comes_after_signing_in(client, clerk):
    asked = client.get(reverse("branches:branch_list"))
    assert asked.headers["Location"] == f"{SIGN_IN}?next=/branches/"
    assert enter(client, clerk, next="/branches/").headers["Location"] == "/branches/"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_foreign_addresses_are_not_followed(client, clerk, address):
    assert enter(client, clerk, next=address).headers["Location"] == START


def test_who_is_in_is_not_asked_again(client, clerk):
    client.force_login(clerk)
    assert client.get(SIGN_IN).headers["Location"] == START


def test_an_administrator_lands_on_the_register(client, administrator):
    enter(client, administrator)
    assert client.get(HOME).headers["Location"] == reverse("branches:branch_list")


def test_signing_out_needs_a_press_and_ends_the_session(client, clerk):
    client.force_login(clerk)
    address = reverse("accounts:sign_out")
    assert client.get(address).status_code == 405
    assert is_in(client)
    assert client.post(address).headers["Location"] == SIGN_IN
    assert not is_in(client)


def test_the_own_password_is_changed_with_the_old_one(client, clerk):
    client.force_login(clerk)
    address, new = reverse("accounts:change_password"), "another-long-one-2026"
    wrong = client.post(address, {"old_password": "no", "new_password1": new, "new_password2": new})
    assert list(wrong.context["form"].errors) == ["old_password"]
    right = client.post(address, {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert right.status_code == 302
    assert is_in(client)
    clerk.refresh_from_db()
    assert clerk.check_password(new)


@pytest.mark.parametrize("new", ["short", "1234567890123", "password123"])
def test_weak_passwords_are_refused(client, clerk, new):
    client.force_login(clerk)
    data = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    answer = client.post(reverse("accounts:change_password"), data)
    assert list(answer.context["form"].errors) == ["new_password2"]
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)


def test_five_wrong_tries_close_the_door_for_this_name_only(client, tree, clerk):
    tries = [enter(client, clerk, "wrong").status_code for _ in range(5)]
    assert tries == [200, 200, 200, 200, 429]
    locked = enter(client, clerk)
    assert locked.status_code == 429
    assert "accounts/locked_out.html" in [template.name for template in locked.templates]
    assert not is_in(client)
    assert enter(client, make_user("reviewer", tree.township)).status_code == 302


def test_a_right_password_forgets_the_wrong_tries(client, clerk):
    for _ in range(4):
        enter(client, clerk, "wrong")
    assert enter(client, clerk).status_code == 302
    client.logout()
    assert [enter(client, clerk, "wrong").status_code for _ in range(4)] == [200] * 4


def test_sessions_do_not_outlive_a_changed_password(client, clerk):
    enter(client, clerk)
    clerk.set_password("another-long-one-2026")
    clerk.save()
    assert client.get(HOME).headers["Location"] == f"{SIGN_IN}?next=/"


def test_cookies_are_out_of_reach_of_scripts(client, clerk):
    cookie = enter(client, clerk).cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
