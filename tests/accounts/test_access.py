"""The policy: role × verb, whole."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from accounts.access import POLICY, Verb, allows, reason_against, require, roles_with
from accounts.choices import ROLE_LEVELS, Level, Role
from accounts.models import User

#                        staff  reviewer supervisor auditor admin
TABLE = {
    Verb.VIEW_BRANCHES: ("x", "x", "x", "x", "x"),
    Verb.EDIT_BRANCHES: ("x", "", "", "", "x"),
    Verb.VIEW_CASES: ("x", "x", "x", "x", ""),
    Verb.OPEN_FOLDER: ("x", "", "", "", ""),
    Verb.EDIT_CASES: ("x", "", "", "", ""),
    Verb.LOG_PROGRESS: ("x", "", "", "", ""),
    Verb.COMMENT: ("x", "x", "x", "", ""),
    Verb.ASK_REOPENING: ("x", "x", "", "", ""),
    Verb.SUBMIT: ("", "x", "", "", ""),
    Verb.SIGN_OFF: ("", "", "x", "", ""),
    Verb.SEND_BACK: ("", "", "x", "", ""),
    Verb.ISSUE_NOTICE: ("", "", "x", "", ""),
    Verb.REPLY_NOTICE: ("x", "x", "", "", ""),
    Verb.HOLD_ACCEPTANCE: ("", "", "x", "", ""),
    Verb.LOOK_BACK: ("", "", "x", "", ""),
    Verb.WRITE_REPORT: ("x", "x", "", "", ""),
    Verb.APPROVE_REPORT: ("", "x", "", "", ""),
    Verb.WRITE_SUMMARY: ("x", "x", "x", "", ""),
    Verb.APPROVE_SUMMARY: ("", "x", "x", "", ""),
    Verb.EDIT_TEMPLATES: ("", "", "x", "", ""),
    Verb.VIEW_AUDIT: ("", "", "", "x", ""),
    Verb.MANAGE_PEOPLE: ("", "", "", "", "x"),
    Verb.MANAGE_ORGANISATIONS: ("", "", "", "", "x"),
    Verb.MANAGE_CODE_LISTS: ("", "", "", "", "x"),
}
CASES = [(role, verb, bool(TABLE[verb][place])) for verb in Verb for place, role in enumerate(Role)]


@pytest.mark.parametrize(("role", "verb", "allowed"), CASES)
def test_every_role_has_exactly_its_verbs(role, verb, allowed):
    user = User(role=role)
    assert allows(user, verb) is allowed
    assert bool(reason_against(user, verb)) is not allowed


def test_the_table_knows_every_role_and_verb():
    assert set(POLICY) == set(ROLE_LEVELS) == set(Role)
    assert set(TABLE) == set(Verb)


@pytest.mark.parametrize("verb", Verb)
def test_who_is_not_signed_in_may_do_nothing(verb):
    assert not allows(AnonymousUser(), verb)
    with pytest.raises(PermissionDenied):
        require(AnonymousUser(), verb)


def test_a_refusal_says_who_may():
    with override("en"), pytest.raises(PermissionDenied) as caught:
        require(User(role=Role.STAFF), Verb.SIGN_OFF)
    assert str(caught.value) == "Your role does not allow you to sign off; that is for: Supervisor."


def test_a_refusal_names_several_roles():
    with override("zh-hans"):
        reason = reason_against(User(role=Role.AUDITOR), Verb.WRITE_REPORT)
    assert reason == "您的角色无权起草汇报材料，此项由经办人、审核人办理。"


def test_those_who_submit_and_those_who_sign_off_are_different_roles():
    assert set(roles_with(Verb.SUBMIT)) & set(roles_with(Verb.SIGN_OFF)) == set()


def test_staff_belongs_to_townships_and_supervision_stands_above():
    assert ROLE_LEVELS[Role.STAFF] == ROLE_LEVELS[Role.REVIEWER] == {Level.TOWNSHIP}
    assert Level.TOWNSHIP not in ROLE_LEVELS[Role.SUPERVISOR]


@pytest.mark.parametrize(("role", "open_"), [(role, role in {Role.ADMIN, Role.AUDITOR}) for role in Role])
def test_the_administration_is_open_to_two_roles(role, open_):
    assert User(role=role).is_staff is open_


@pytest.mark.parametrize(("role", "sees"), [(role, role != Role.ADMIN) for role in Role])
def test_the_menu_offers_cases_to_all_but_administrators(role, sees):
    assert User(role=role).sees_cases is sees
