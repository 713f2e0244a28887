"""People: office holders with a role, in an organisation that fits it."""

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import RequestFactory

from accounts.choices import ROLE_LEVELS, Level, Role
from accounts.models import User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

PLACES = {Level.PROVINCE: "province", Level.CITY: "city", Level.COUNTY: "county", Level.TOWNSHIP: "township"}


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("role", Role)
def test_a_role_belongs_to_certain_levels(tree, role, level):
    user = User(
        username="neu", name="新人", role=role, organisation=getattr(tree, PLACES[level]), password="x"
    )
    if level in ROLE_LEVELS[role]:
        user.full_clean()
        return
    with pytest.raises(ValidationError) as caught:
        user.full_clean()
    assert list(caught.value.error_dict) == ["role"]


def test_everybody_but_the_operator_belongs_somewhere(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(username="neu", name="新人", role=Role.AUDITOR)
    assert User.objects.create_superuser("op", PASSWORD, name="运维").role == Role.ADMIN


def test_usernames_are_given_once(tree, clerk):
    twin = User(username=clerk.username, name="新人", organisation=tree.township, password="x")
    with pytest.raises(ValidationError) as caught:
        twin.full_clean()
    assert list(caught.value.error_dict) == ["username"]


@pytest.mark.parametrize("username", ["with space", "a/b", "x" * 51, ""])
def test_odd_usernames_are_refused(tree, username):
    with pytest.raises(ValidationError) as caught:
        User(username=username, name="新人", organisation=tree.township, password="x").full_clean()
    assert list(caught.value.error_dict) == ["username"]


def test_a_password_is_never_kept_as_typed(clerk):
    assert PASSWORD not in clerk.password
    assert clerk.check_password(PASSWORD)


def test_somebody_who_left_cannot_sign_in(clerk):
    request = RequestFactory().post("/")
    assert authenticate(request, username=clerk.username, password=PASSWORD) == clerk
    clerk.is_active = False
    clerk.save()
    assert authenticate(request, username=clerk.username, password=PASSWORD) is None


def test_nothing_but_office_data_is_kept():
    """Post and name in the official function, and how to reach the office."""
    assert {field.name for field in User._meta.get_fields() if not field.auto_created} == {
        "username", "name", "post", "email", "organisation", "role", "is_active", "is_superuser", "joined_at",
        "password", "last_login",
    }  # fmt: skip


def test_people_are_called_by_their_names(clerk):
    assert str(clerk) == clerk.name
    clerk.name = ""
    assert str(clerk) == clerk.username


def test_the_operator_is_made_on_the_command_line(db, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", "--noinput", "--username", "op", "--name", "运维", verbosity=0)
    operator = User.objects.get()
    assert (operator.is_superuser, operator.is_staff, operator.organisation) == (True, True, None)
    assert operator.check_password(PASSWORD)


def test_djangos_own_permissions_are_not_used(tree):
    administrator = make_user("admin", tree.county)
    assert administrator.has_perm("branches.change_problem") is False
    assert administrator.has_module_perms("branches") is True
    assert make_user("staff", tree.township).has_module_perms("branches") is False
