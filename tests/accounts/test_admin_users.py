"""People on the admin site: let in, changed and put out of action inside one's own subtree only."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import AuditEntry, User
from accounts.services import users
from tests.admin_site import Site, errors
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

SECRET = "another-long-one-2026"


@pytest.fixture
def foreign(tree):
    return make_user("staff", tree.foreign_township)


def new(tree, **values):
    person = {
        "username": "xin",
        "name": "新人",
        "post": "组织委员",
        "organisation": tree.township.pk,
        "role": "staff",
    }
    return person | {"is_active": "on", "password1": SECRET, "password2": SECRET} | values


def test_a_list_holds_the_people_of_the_subtree(tree, administrator, clerk, foreign, operator):
    assert Site(administrator).rows(User) == [administrator.name, clerk.name]
    assert Site(make_user("admin", tree.township, "town")).rows(User) == [clerk.name, "town"]
    of_province = make_user("admin", tree.province)
    assert Site(of_province).rows(User) == [
        of_province.name,
        administrator.name,
        clerk.name,
        "town",
        foreign.name,
    ]
    assert operator.name in Site(operator).rows(User)


def test_who_does_not_manage_people_sees_none(tree, auditor, clerk, supervisor):
    assert Site(auditor).status(User) == 403
    assert Site(auditor).status(User, "change", clerk.pk) == 403
    assert [Site(one).status(User) for one in (clerk, supervisor)] == [302, 302]


def test_a_person_is_let_in(tree, administrator):
    answer = Site(administrator).add(User, **new(tree))
    assert answer.status_code == 302
    made = User.objects.get(username="xin")
    assert (made.name, made.post, made.organisation, made.role) == (
        "新人",
        "组织委员",
        tree.township,
        "staff",
    )
    assert made.check_password(SECRET)
    assert not made.is_superuser
    entry = AuditEntry.objects.get(object_repr="新人")
    assert (entry.actor, entry.township_id, "password" in entry.changes) == (
        administrator,
        tree.township.pk,
        False,
    )


def test_a_form_that_does_not_fit_says_so(tree, administrator, clerk):
    site = Site(administrator)
    assert list(errors(site.add(User, **new(tree, password2="other")))) == ["password2"]
    assert list(errors(site.add(User, **new(tree, password1="123", password2="123")))) == ["password2"]
    taken = errors(site.add(User, **new(tree, username=clerk.username)))
    assert taken == {"username": ["This username is taken."]}
    level = errors(site.add(User, **new(tree, organisation=tree.county.pk)))
    assert level == {"role": ["A Staff cannot belong to a County."]}
    assert not User.objects.filter(username="xin").exists()


def test_nobody_is_let_in_outside(tree, administrator):
    for place in (tree.foreign_township, tree.other_county, tree.city, tree.province):
        assert list(errors(Site(administrator).add(User, **new(tree, organisation=place.pk)))) == [
            "organisation"
        ]
    assert not User.objects.filter(username="xin").exists()


def test_what_is_not_on_the_form_is_not_taken(tree, administrator):
    extra = {"is_superuser": "on", "is_staff": "on", "groups": "1", "password": "!"}
    Site(administrator).add(User, **new(tree, **extra))
    made = User.objects.get(username="xin")
    assert (made.is_superuser, made.is_staff, made.check_password(SECRET)) == (False, False, True)
    Site(administrator).change(made, **extra, post="书记")
    made.refresh_from_db()
    assert (made.is_superuser, made.is_staff, made.check_password(SECRET)) == (False, False, True)
    assert made.post == "书记"


def test_nobody_raises_himself(tree, administrator):
    Site(administrator).change(
        administrator,
        role="auditor",
        organisation=tree.province.pk,
        is_active="",
        is_superuser="on",
        post="副部长",
    )
    administrator.refresh_from_db()
    assert (administrator.role, administrator.organisation, administrator.is_superuser) == (
        "admin",
        tree.county,
        False,
    )
    assert (administrator.is_active, administrator.post) == (True, "副部长")


def test_nobody_is_moved_out_of_the_subtree(tree, administrator, clerk):
    answer = Site(administrator).change(clerk, organisation=tree.foreign_township.pk)
    assert list(errors(answer)) == ["organisation"]
    clerk.refresh_from_db()
    assert clerk.organisation == tree.township


def test_who_belongs_elsewhere_is_not_found(tree, foreign, operator):
    site = Site(make_user("admin", tree.county))
    above = make_user("admin", tree.province)
    assert [site.status(User, "change", one.pk) for one in (foreign, above, operator)] == [302, 302, 302]
    answer = site.client.post(
        site.address(User, "change", foreign.pk), {"username": "x", "name": "x", "role": "staff"}
    )
    assert answer.status_code == 302
    assert site.client.get(f"/admin/accounts/user/{foreign.pk}/password/").status_code == 404
    of_province = Site(above)
    assert of_province.status(User, "change", operator.pk) == 302
    foreign.refresh_from_db()
    assert foreign.username == f"staff-{tree.foreign_township.pk}"


def test_another_password_is_set_and_the_trail_says_only_that(tree, administrator, clerk):
    site = Site(administrator)
    address = f"/admin/accounts/user/{clerk.pk}/password/"
    assert site.client.get(address).status_code == 200
    weak = site.client.post(address, {"password1": "1", "password2": "1", "usable_password": "true"})
    assert weak.context["form"].is_valid() is False
    wanted = {"password1": SECRET, "password2": SECRET, "usable_password": "true"}
    assert site.client.post(address, wanted).status_code == 302
    clerk.refresh_from_db()
    assert clerk.check_password(SECRET)
    entry = AuditEntry.objects.filter(object_pk=clerk.pk, action=AuditEntry.Action.UPDATE).get()
    assert (entry.actor, entry.changes) == (administrator, {"password": ["•••", "•••"]})


def test_a_password_can_be_taken_away(administrator, clerk):
    address = f"/admin/accounts/user/{clerk.pk}/password/"
    answer = Site(administrator).client.post(address, {"usable_password": "false", "unset-password": "1"})
    assert answer.status_code == 302
    clerk.refresh_from_db()
    assert not clerk.has_usable_password()


def test_the_hash_is_never_shown(administrator, clerk):
    page = Site(administrator).open(User, "change", clerk.pk).content.decode()
    assert clerk.password.split("$")[-1] not in page
    assert "md5" not in page
    assert f"/admin/accounts/user/{clerk.pk}/password/" in page


def test_people_are_put_out_of_action_and_never_deleted(administrator, clerk):
    site = Site(administrator)
    assert site.delete(clerk).status_code == 403
    site.change(clerk, is_active=None)
    clerk.refresh_from_db()
    assert clerk.is_active is False


def test_the_operator_changes_his_own_name(operator):
    answer = Site(operator).change(operator, name="新运维")
    assert answer.status_code == 302
    operator.refresh_from_db()
    assert (operator.name, operator.is_superuser) == ("新运维", True)


def test_a_longer_list_takes_no_more_queries(tree, administrator):
    site = Site(administrator)
    make_user("staff", tree.township)
    few = site.queries(User)
    for number in range(18):
        make_user("staff", tree.other_township, f"p{number}")
    assert site.queries(User) == few


# --- the service behind the pages -----------------------------------------------------------------------------


def test_the_service_asks_for_the_right_to_manage_people(tree, clerk, auditor):
    for by in (clerk, auditor):
        with pytest.raises(PermissionDenied):
            users.create(by=by, password=None, organisation=tree.township, username="x", name="x")
        with pytest.raises(PermissionDenied):
            users.change(user=clerk, by=by, name="x")
        with pytest.raises(PermissionDenied):
            users.set_password(user=clerk, by=by, password=SECRET)


@pytest.mark.parametrize("value", [{"is_superuser": True}, {"joined_at": None}, {"last_login": None}])
def test_the_service_grants_nothing_else(tree, administrator, clerk, value):
    with pytest.raises(PermissionDenied):
        users.change(user=clerk, by=administrator, **value)
    with pytest.raises(PermissionDenied):
        users.create(
            by=administrator, password=None, organisation=tree.township, username="x", name="x", **value
        )


@pytest.mark.parametrize("values", [{"role": "auditor"}, {"is_active": False}])
def test_the_service_lets_nobody_change_his_own_rights(administrator, values):
    with pytest.raises(PermissionDenied):
        users.change(user=administrator, by=administrator, **values)


def test_the_service_reaches_no_further_than_the_subtree(tree, administrator, clerk, foreign, operator):
    of_province = make_user("admin", tree.province)
    for user, by in ((foreign, administrator), (of_province, administrator), (operator, of_province)):
        with pytest.raises(PermissionDenied):
            users.change(user=user, by=by, name="x")
        with pytest.raises(PermissionDenied):
            users.set_password(user=user, by=by, password=SECRET)
    with pytest.raises(PermissionDenied):
        users.change(user=clerk, by=administrator, organisation=tree.foreign_township)
    with pytest.raises(PermissionDenied):
        users.create(by=administrator, password=None, organisation=tree.city, username="x", name="x")


def test_the_service_refuses_a_weak_password_and_keeps_the_old_one(administrator, clerk):
    with pytest.raises(ValidationError):
        users.set_password(user=clerk, by=administrator, password="12345678")
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)
