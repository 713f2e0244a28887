"""The acceptance scheme: seeded, edited by who keeps the code lists, in editions once it has been used."""

from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError

from branches import migrations
from branches import schemes as first
from branches.exceptions import StaleVersion
from branches.models import AcceptanceScheme
from branches.selectors.schemes import in_force
from branches.services import schemes
from branches.services.schemes import Line
from tests.factories import apply, make_acceptance, make_campaign, make_user

pytestmark = pytest.mark.django_db
LINES = [Line("班子建设", "班子齐全。", 60), Line("阵地建设", "", 40)]


@pytest.fixture
def campaign(tree):
    return make_campaign(tree.county)


def save(campaign, by, **values):
    return schemes.save(campaign=campaign, by=by, **{"pass_mark": Decimal(80), "items": LINES} | values)


def test_a_new_campaign_has_a_scheme_of_a_hundred_marks(campaign):
    scheme = in_force(campaign)
    lines = [(item.title, item.text, item.full_marks) for item in scheme.items.all()]
    assert (scheme.edition, scheme.full_marks, lines) == (1, 100, list(first.ITEMS))
    assert (scheme.rules.pass_mark, scheme.rules.dissatisfied_over, scheme.rules.satisfied_under) == (
        70,
        50,
        None,
    )


def test_a_campaign_from_before_there_were_schemes_is_given_the_same(tree, campaign):
    AcceptanceScheme.objects.all().delete()
    kept = make_campaign(tree.other_county)
    (path,) = Path(migrations.__path__[0]).glob("*_first_schemes.py")
    import_module(f"{migrations.__name__}.{path.stem}").give(apps, None)
    scheme = in_force(campaign)
    assert [(item.title, item.text, item.full_marks) for item in scheme.items.all()] == list(first.ITEMS)
    assert (scheme.edition, scheme.rules.pass_mark, scheme.rules.dissatisfied_over) == (1, 70, 50)
    assert kept.schemes.count() == 1


def test_before_it_was_used_it_is_changed_in_place(campaign, administrator):
    save(campaign, administrator, satisfied_under=90)
    scheme = in_force(campaign)
    assert (scheme.edition, scheme.version, AcceptanceScheme.objects.count()) == (1, 2, 1)
    assert [(item.number, item.title, item.full_marks) for item in scheme.items.all()] == [
        (1, "班子建设", 60),
        (2, "阵地建设", 40),
    ]
    assert (scheme.dissatisfied_over, scheme.satisfied_under) == (None, 90)


def test_once_used_a_change_makes_a_new_edition_and_the_old_one_stays(folder, campaign, administrator):
    acceptance = make_acceptance(apply(folder))
    save(campaign, administrator)
    acceptance = type(acceptance).objects.get()
    assert (acceptance.scheme.edition, acceptance.scheme.full_marks, acceptance.found.total) == (1, 100, 80)
    assert (in_force(campaign).edition, in_force(campaign).items.count()) == (2, 2)


def test_a_second_editor_is_told(folder, campaign, administrator):
    save(campaign, administrator, version=1)
    with pytest.raises(StaleVersion):
        save(campaign, administrator, version=1)
    make_acceptance(apply(folder))
    save(campaign, administrator, version=2)
    with pytest.raises(StaleVersion):
        save(campaign, administrator, version=2)


@pytest.mark.parametrize("role", ["staff", "supervisor", "auditor"])
def test_others_change_nothing(tree, campaign, role):
    with pytest.raises(PermissionDenied):
        save(campaign, make_user(role, tree.township if role == "staff" else tree.county))
    assert in_force(campaign).version == 1


def test_nor_does_an_administrator_of_another_place(tree, campaign):
    for place in (tree.other_county, tree.township):
        with pytest.raises(PermissionDenied):
            save(campaign, make_user("admin", place))
    assert save(campaign, make_user("admin", tree.city)).version == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"items": []},
        {"pass_mark": Decimal("100.5")},
        {"pass_mark": Decimal(-1)},
        {"dissatisfied_over": 101},
        {"satisfied_under": 101},
        {"items": [Line("", "", 100)]},
        {"items": [Line("班子建设", "", 0)], "pass_mark": Decimal()},
    ],
)
def test_what_makes_no_sense_is_refused_and_the_old_one_stays(campaign, administrator, wrong):
    with pytest.raises(ValidationError):
        save(campaign, administrator, **wrong)
    assert (in_force(campaign).version, in_force(campaign).items.count()) == (1, 6)
